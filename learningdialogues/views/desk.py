"""The facilitator: prepare a dialogue, open the door, lead it from the desk, show the big screen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import segno
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from learningdialogues import facilitation, planning, preparing, rounds, seating, tokens
from learningdialogues.forms import DialogueForm, MoreSubjects
from learningdialogues.guarding import CheckFailed, cleared
from learningdialogues.kinds.base import uuid_of, whole
from learningdialogues.models import Case, Dialogue, Step
from learningdialogues.permissions import (
    check,
    may_facilitate,
    may_see_case,
    may_start_dialogue,
    organisations_as,
)
from learningdialogues.preparing import SubjectText
from learningdialogues.rendering import SCREEN, context_of, counts_for_desk, desk_version_of, fill_in
from learningdialogues.rounds import NotAccepted
from network.models import Item, Organisation, Role, User
from network.visibility import tokens_of

COPIED_FIELDS = ("want_to_learn", "seats", "series", "has_experience_expert", "planned_for", "place", "kept_days")


@never_cache
@require_http_methods(["GET", "POST"])
def start_new(request: HttpRequest) -> HttpResponse:
    """Prepare a dialogue on a case (``?casus=``), on an example case (``?voorbeeld=``), or on nothing yet."""
    check(may_start_dialogue(request.user))
    organisations = organisations_as(request.user, Role.FACILITATOR)
    subject = _subject(request)
    form = DialogueForm(request.POST or None, organisations=organisations, initial=subject["initial"])
    more = MoreSubjects(request.POST or None, prefix="onderwerp")
    if request.method == "POST" and form.is_valid() and more.is_valid():
        try:
            dialogue = _prepare(request.user, organisations[0], form, more, subject)
        except NotAccepted as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(dialogue.get_absolute_url())
    status = 422 if form.errors or (more.is_bound and not more.is_valid()) else 200
    context = {"form": form, "more_subjects": more, **subject}
    return render(request, "learningdialogues/desk/new.html", context, status=status)


def _prepare(
    user: User, organisation: Organisation, form: DialogueForm, more: BaseFormSet, subject: dict[str, Any]
) -> Dialogue:
    values = form.cleaned_data
    first = SubjectText(values["title"], values["story"], values["subject_kind"])
    dialogue = preparing.prepare(
        values["guide"],
        by=user,
        organisation=organisation,
        title=values["title"],
        subjects=[first, *(found for one in more if (found := one.subject()))],
        case=subject["case"],
        example_key=subject["example_key"],
        **{name: values[name] for name in COPIED_FIELDS},
    )
    dialogue.organisations.set(values["organisations"])
    return dialogue


def _subject(request: HttpRequest) -> dict[str, Any]:
    case, key = request.GET.get("casus", ""), request.GET.get("voorbeeld", "")
    if case:
        found = _case(case)
        check(may_see_case(request.user, found))
        initial = {"title": found.title, "story": found.what_happened, "want_to_learn": found.want_to_learn}
        return {"case": found, "example_key": found.example_key, "initial": initial}
    if key:
        item = get_object_or_404(Item.objects.visible_to(tokens_of(request.user)), pk=key, kind="voorbeeldcasus")
        initial = {"title": item.title, "story": facilitation.story_of_example(item)}
        return {"case": None, "example_key": item.pk, "initial": initial}
    return {"case": None, "example_key": "", "initial": {}}


def _case(text: str) -> Case:
    try:
        return Case.objects.get(pk=UUID(text))
    except (ValueError, Case.DoesNotExist):
        raise Http404 from None


def _led(request: HttpRequest, dialogue_id: UUID) -> Dialogue:
    """A dialogue that this user leads. 404 when there is none, 403 when somebody else leads it."""
    dialogue = get_object_or_404(
        Dialogue.objects.select_related("current_step", "case", "facilitator", "organisation"), pk=dialogue_id
    )
    check(may_facilitate(request.user, dialogue))
    return dialogue


@never_cache
@require_GET
def desk(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The page of a dialogue for whoever leads it: preparation, the desk, or what came of it."""
    dialogue = _led(request, dialogue_id)
    return _desk_page(request, dialogue)


def _desk_page(request: HttpRequest, dialogue: Dialogue, status: int = 200, **more: Any) -> HttpResponse:
    if dialogue.status == Dialogue.Status.RUNNING or dialogue.status == Dialogue.Status.OPEN:
        template, context = "learningdialogues/desk/desk.html", desk_context(request, dialogue)
    elif dialogue.status == Dialogue.Status.DRAFT:
        template, context = "learningdialogues/desk/prepare.html", {"dialogue": dialogue, **context_of(dialogue, None)}
    else:
        template, context = "learningdialogues/desk/over.html", {"dialogue": dialogue}
    page = render_to_string(template, context | more, request)
    return HttpResponse(fill_in(page, request), status=status)


def desk_context(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    """Everything the desk shows: the step with its script, counts without names, what may be done next."""
    step = dialogue.current_step
    context = context_of(dialogue, step)
    context["ticket"] = tokens.ticket(facilitation.key_of(dialogue), tokens.DESK)
    context["desk_version"] = desk_version_of(dialogue)
    context["next"] = facilitation.next_step(dialogue)
    context["seat_dots"] = _dots(dialogue, step)
    context["join_url"] = _join_url(request, dialogue)
    if step is not None:
        context["desk"] = step.kind_module.desk(step)
        context["counts"] = counts_for_desk(step)
        context["needed"] = rounds.RELEASE_AT
        context["late"] = context["counts"].gave if step.is_revealed else 0
    return context


def _join_url(request: HttpRequest, dialogue: Dialogue) -> str:
    return request.build_absolute_uri(f"/meedoen/?code={dialogue.code}")


def _dots(dialogue: Dialogue, step: Step | None) -> list[bool]:
    """One dot for each person present: filled when ready. Which dot is whose is nobody's."""
    ready = counts_for_desk(step).ready if step is not None else 0
    return [number < ready for number in range(dialogue.seats_taken)]


@never_cache
@require_GET
def desk_fragment(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The desk of the present version, for a browser that waits."""
    dialogue = _led(request, dialogue_id)
    if not dialogue.is_live:
        return HttpResponse(status=410)
    part = render_to_string("learningdialogues/desk/_desk.html", desk_context(request, dialogue), request)
    response = HttpResponse(fill_in(part, request))
    response["X-Versie"] = str(desk_version_of(dialogue))
    return response


@never_cache
@require_GET
def screen(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The big screen: large, no controls. ``?deel=1`` gives only the part that changes."""
    dialogue = _led(request, dialogue_id)
    if not dialogue.is_live:
        raise Http404
    context = context_of(dialogue, dialogue.current_step)
    context |= {
        "ticket": tokens.ticket(facilitation.key_of(dialogue), tokens.SCREEN),
        "qr": _qr(_join_url(request, dialogue)),
        "view": SCREEN,
    }
    template = "_screen.html" if request.GET.get("deel") else "screen.html"
    response = render(request, f"learningdialogues/desk/{template}", context)
    response["X-Versie"] = str(dialogue.version)
    return response


def _qr(url: str) -> str:
    """A QR code as SVG, for one room's own address."""
    return mark_safe(segno.make(url, error="m").svg_inline(scale=4, border=2, omitsize=True))  # noqa: S308 by segno


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, dialogue_id: UUID, name: str) -> HttpResponse:
    """One act at the desk on the dialogue itself. The address of a refused form, asked for again, leads back."""
    dialogue = _led(request, dialogue_id)
    if request.method == "GET":
        return HttpResponseRedirect(dialogue.get_absolute_url())
    perform = ACTS.get(name)
    if perform is None:
        raise Http404
    if not (dialogue.is_live or (name, dialogue.status) in ALLOWED_OUTSIDE):
        return HttpResponseRedirect(dialogue.get_absolute_url())
    return _performed(request, dialogue, lambda: perform(request, dialogue))


@never_cache
@require_http_methods(["GET", "POST"])
def step_act(request: HttpRequest, dialogue_id: UUID, step_id: UUID, name: str) -> HttpResponse:
    """One act at the desk that belongs to the kind of a step."""
    dialogue = _led(request, dialogue_id)
    if request.method == "GET":
        return HttpResponseRedirect(dialogue.get_absolute_url())
    step = get_object_or_404(dialogue.steps, pk=step_id)
    step.dialogue = dialogue
    perform = step.kind_module.desk_acts().get(name)
    if perform is None or not dialogue.is_live:
        raise Http404

    def checked() -> None:
        perform(step, cleared(request.POST))

    return _performed(request, dialogue, checked)


def _performed(request: HttpRequest, dialogue: Dialogue, perform: Callable[[], Any]) -> HttpResponse:
    """Perform an act and show the desk again; what is not accepted is said there, with all that was typed."""
    try:
        answer = perform()
    except NotAccepted as error:
        more = {
            "error": str(error),
            "typed": error.typed if isinstance(error, CheckFailed) else request.POST,
            "check": error.check if isinstance(error, CheckFailed) else None,
            "act_path": request.path,
            "typed_lists": [pair for pair in request.POST.lists() if pair[0] != "csrfmiddlewaretoken"],
        }
        return _desk_page(request, _led(request, dialogue.pk), 422, **more)
    return answer if isinstance(answer, HttpResponse) else HttpResponseRedirect(dialogue.get_absolute_url())


def _confirm_and_open(request: HttpRequest, dialogue: Dialogue) -> None:
    dialogue.no_procedure_runs = request.POST.get("geen-procedure") == "ja"
    dialogue.management_agreed = request.POST.get("leiding-akkoord") == "ja"
    dialogue.save(update_fields=["no_procedure_runs", "management_agreed"])
    facilitation.open_room(dialogue, at=timezone.now())


def _start(request: HttpRequest, dialogue: Dialogue) -> None:
    facilitation.start(dialogue, at=timezone.now())


def _move_on(request: HttpRequest, dialogue: Dialogue) -> HttpResponse | None:
    """To the next step, or to the step that was chosen. Asks first while contributions are still sealed."""
    to = _chosen_step(dialogue, request.POST.get("naar", ""))
    sealed = counts_for_desk(dialogue.current_step).sealed if dialogue.current_step else 0
    if sealed and not request.POST.get("toch"):
        return _desk_page(request, dialogue, ask_to_move=to, sealed_count=sealed)
    facilitation.move_on(dialogue, to=to, at=timezone.now(), reason=request.POST.get("reden", "").strip())
    return None


def _chosen_step(dialogue: Dialogue, wanted: str) -> Step:
    if not wanted:
        step = facilitation.next_step(dialogue)
        if step is None:
            raise NotAccepted(_("This is the last step."))
        return step
    try:
        return dialogue.steps.get(pk=UUID(wanted))
    except (ValueError, Step.DoesNotExist):
        raise NotAccepted(_("This step does not exist.")) from None


def _current(dialogue: Dialogue) -> Step:
    if dialogue.current_step is None:
        raise NotAccepted(_("The dialogue has not started yet."))
    dialogue.current_step.dialogue = dialogue
    return dialogue.current_step


def _contribution_id(request: HttpRequest) -> UUID:
    return uuid_of(request.POST)


def _close(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Close, and show the follow code: this once, for the facilitator to share with the group."""
    if not request.POST.get("zeker"):
        raise NotAccepted(_("Tick that you want to close the dialogue."))
    code = facilitation.close(dialogue, at=timezone.now())
    return render(request, "learningdialogues/desk/closed.html", {"dialogue": dialogue, "follow_code": code})


def _print_codes(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    codes = seating.print_codes(dialogue)
    context = {"dialogue": dialogue, "codes": codes, "site": request.build_absolute_uri("/meedoen/")}
    return render(request, "learningdialogues/desk/codes.html", context)


def _add_minutes(request: HttpRequest, dialogue: Dialogue) -> None:
    planning.add_minutes(_current(dialogue), 2)


def _set_door(request: HttpRequest, dialogue: Dialogue) -> None:
    seating.set_door(dialogue, is_open=request.POST.get("open") == "ja")


def _set_seats(request: HttpRequest, dialogue: Dialogue) -> None:
    seating.set_seats(dialogue, whole(request.POST.get("plekken", "")))


def _set_expert(request: HttpRequest, dialogue: Dialogue) -> None:
    facilitation.set_expert(dialogue, is_here=request.POST.get("ervaringsdeskundige") == "ja")


def _new_follow_code(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """The code was shown once; when it got lost the facilitator gives the group a new one."""
    code = facilitation.renew_follow_code(dialogue)
    return render(request, "learningdialogues/desk/closed.html", {"dialogue": dialogue, "follow_code": code})


ALLOWED_OUTSIDE = {("open", "draft"), ("volgcode", "closed")}
"""Acts on a dialogue that is not open or running, with its status."""

ACTS: dict[str, Callable[[HttpRequest, Dialogue], HttpResponse | None]] = {
    "open": _confirm_and_open,
    "begin": _start,
    "verder": _move_on,
    "controleer": lambda request, dialogue: rounds.check(_current(dialogue)),
    "vraag-akkoord": lambda request, dialogue: rounds.ask_to_release(_current(dialogue)),
    "toon": lambda request, dialogue: rounds.reveal(_current(dialogue)),
    "toon-nakomers": lambda request, dialogue: rounds.reveal_late(_current(dialogue)),
    "verberg": lambda request, dialogue: rounds.hide(
        _current(dialogue), id=_contribution_id(request), reason=request.POST.get("reden", "")
    ),
    "blokkeer": lambda request, dialogue: rounds.block_writer(_current(dialogue), id=_contribution_id(request)),
    "meer-tijd": _add_minutes,
    "deur": _set_door,
    "plekken": _set_seats,
    "ervaringsdeskundige": _set_expert,
    "codes": _print_codes,
    "sluit": _close,
    "volgcode": _new_follow_code,
}
