"""Join a room with a code, come back with a return code. No account, no name, no session."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learningdialogues import limits, seating, tokens
from learningdialogues.cookies import participant_token, set_participant_cookie
from learningdialogues.keys import KeyGone, load_key
from learningdialogues.models import Dialogue
from learningdialogues.paper import people_join
from learningdialogues.rounds import NotAccepted


class Knock(forms.UUIDField):
    """The id of one form on one screen, so that two clicks on its button are one seat. What is no id is no knock."""

    def clean(self, value: Any) -> UUID | None:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class JoinForm(forms.Form):
    klop = Knock(required=False, widget=forms.HiddenInput, initial=uuid4)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        strip=True,
        help_text=gettext_lazy("Six characters, on the screen or from the facilitator."),
        error_messages={"required": gettext_lazy("Type the code that the facilitator gave you.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "K7M-4PX",
            }
        ),
    )


class ReturnForm(JoinForm):
    terugkeer = forms.CharField(
        label=gettext_lazy("Return code"),
        max_length=60,
        help_text=gettext_lazy("The twenty characters that you wrote down, in groups of five."),
        error_messages={"required": gettext_lazy("Type your return code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """One field, one button. A browser that has a seat already goes straight to its room."""
    form = (
        JoinForm(request.POST or request.GET or None)
        if request.method == "POST"
        else JoinForm(initial={"code": request.GET.get("code", "")})
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, form.cleaned_data["code"])
        except (NotAccepted, limits.TooManyAttempts, KeyGone) as error:
            form.add_error("code", str(error))
    return _page(request, "learningdialogues/room/join.html", {"form": form})


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    form = context.get("form")
    return render(request, template, context, status=422 if form is not None and form.errors else 200)


def _let_in(request: HttpRequest, typed: str) -> HttpResponse:
    """On to the door of the room itself: only there the browser shows whether it has a seat already."""
    dialogue = _dialogue_of(typed)
    return HttpResponseRedirect(f"/meedoen/{dialogue.pk}/binnen/", preserve_request=True)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def come_in(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """Take a seat, once for each browser; who has one goes to it."""
    if request.method == "GET":
        return HttpResponseRedirect(f"/meedoen/{dialogue_id}/")
    form = JoinForm(request.POST)
    try:
        if participant_token(request, dialogue_id) is None and form.is_valid():
            return _take_seat(dialogue_id, form.cleaned_data["code"], form.cleaned_data["klop"])
    except (NotAccepted, limits.TooManyAttempts, KeyGone) as error:
        form.add_error("code", str(error))
        return _page(request, "learningdialogues/room/join.html", {"form": form})
    return HttpResponseRedirect(f"/meedoen/{dialogue_id}/")


def _take_seat(dialogue_id: UUID, typed: str, knock: UUID | None) -> HttpResponse:
    dialogue = _dialogue_of(typed)
    if dialogue.pk != dialogue_id:
        raise NotAccepted(_("This code is not known, or the dialogue is over. Look at the code once more."))
    token = seating.take_seat_once(dialogue, knock, typed)
    response = HttpResponseRedirect(f"/meedoen/{dialogue.pk}/")
    set_participant_cookie(response, dialogue.pk, token)
    return response


def _dialogue_of(typed: str) -> Dialogue:
    """The dialogue that a room code or a code on paper opens. Raises NotAccepted or TooManyAttempts."""
    limits.check_code_attempt()
    dialogue = seating.with_code(typed)
    if dialogue is None or not people_join(dialogue):
        limits.note_wrong_code()
        raise NotAccepted(_("This code is not known, or the dialogue is over. Look at the code once more."))
    return dialogue


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Go on in another browser with the return code: the same token, so the same contributions."""
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _let_back_in(form.cleaned_data["code"], form.cleaned_data["terugkeer"])
        except (NotAccepted, limits.TooManyAttempts, KeyGone) as error:
            form.add_error("terugkeer", str(error))
    return _page(request, "learningdialogues/room/come_back.html", {"form": form})


def _let_back_in(typed: str, return_code: str) -> HttpResponse:
    limits.check_code_attempt()
    code = tokens.tidy_room_code(typed)
    dialogue = Dialogue.objects.filter(code=code).first() if code else None
    can_return = dialogue is not None and people_join(dialogue)
    token = tokens.from_return_code(return_code, load_key(dialogue.pk)) if can_return else None
    if dialogue is None or token is None:
        limits.note_wrong_code()
        raise NotAccepted(_("This return code does not belong to this dialogue. Look at it once more."))
    response = HttpResponseRedirect(f"/meedoen/{dialogue.pk}/")
    set_participant_cookie(response, dialogue.pk, token)
    return response
