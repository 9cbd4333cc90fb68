"""Prepare a dialogue: on a case, on an example case, or on texts of one's own; what other calendars need of it."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from learningdialogues import facilitation, inviting, preparing, rehearsing
from learningdialogues.forms import DialogueForm, MoreSubjects, SubjectForms
from learningdialogues.guarding import KEEP, cleared, refused
from learningdialogues.models import Case, Dialogue, Guide
from learningdialogues.permissions import (
    check,
    may_facilitate,
    may_see_case,
    may_start_dialogue,
    may_take_over,
    organisations_as,
)
from learningdialogues.rounds import NotAccepted
from learningdialogues.views.desk import led
from network.models import Item, Organisation, Role, User
from network.visibility import tokens_of

COPIED_FIELDS = (
    "want_to_learn",
    "seats",
    "series",
    "has_experience_expert",
    "planned_for",
    "place",
    "kept_days",
    "was_on_paper",
)
FURTHER = "onderwerp"
"""What the names of the fields of further subjects begin with."""


@never_cache
@require_http_methods(["GET", "POST"])
def start_new(request: HttpRequest) -> HttpResponse:
    """Prepare a dialogue on a case (``?casus=``), on an example case (``?voorbeeld=``), or on nothing yet."""
    check(may_start_dialogue(request.user))
    organisations = organisations_as(request.user, Role.FACILITATOR)
    subject = _subject(request)
    initial = subject["initial"] | {"was_on_paper": bool(request.GET.get("papier"))}
    form = DialogueForm(request.POST or None, organisations=organisations, initial=initial)
    more = MoreSubjects(request.POST or None, prefix=FURTHER)
    if request.method == "POST" and _are_valid(form, more):
        try:
            dialogue = _prepare(request.user, organisations[0], form, more, subject)
        except NotAccepted as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(dialogue.get_absolute_url())
    status = 422 if form.errors or (more.is_bound and not more.is_valid()) else 200
    context = {"form": form, "more_subjects": more, "kept": request.POST.getlist(KEEP), **subject}
    return render(request, "learningdialogues/desk/new.html", context, status=status)


def _prepare(
    user: User, organisation: Organisation, form: DialogueForm, more: SubjectForms, subject: dict[str, Any]
) -> Dialogue:
    values = form.cleaned_data
    dialogue = preparing.prepare(
        values["guide"],
        by=user,
        organisation=organisation,
        title=values["title"],
        subjects=[form.first_subject(), *more.subjects()],
        case=subject["case"],
        example_key=subject["example_key"],
        **{name: values[name] for name in COPIED_FIELDS},
    )
    dialogue.organisations.set(values["organisations"])
    return dialogue


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The same form again, for a draft. Its guide stays: the steps were copied. An open dialogue has its desk."""
    dialogue = led(request, dialogue_id)
    if request.method == "GET" and dialogue.status != Dialogue.Status.DRAFT:
        return HttpResponseRedirect(dialogue.get_absolute_url())
    form, more = _forms_of(request, dialogue, request.POST or None)
    if request.method == "POST" and _are_valid(form, more):
        try:
            return _changed(request, led(request, dialogue_id), form, more)
        except NotAccepted as error:
            form.add_error(None, str(error))
    return _draft_page(request, dialogue, form, more)


def _forms_of(request: HttpRequest, dialogue: Dialogue, data: QueryDict | None) -> tuple[DialogueForm, SubjectForms]:
    """Both forms, filled with what the draft says. A form writes into its instance, so it gets a copy."""
    organisations = organisations_as(request.user, Role.FACILITATOR)
    further = [{"kind": one.kind, "title": one.title, "text": one.text} for one in dialogue.subjects.all()[1:]]
    form = DialogueForm(data, instance=copy(dialogue), organisations=organisations)
    return form, MoreSubjects(data, prefix=FURTHER, initial=further)


def _are_valid(form: DialogueForm, more: SubjectForms) -> bool:
    """Whether both are in order; both are looked at, so that everything is said at once."""
    return all([form.is_valid(), more.is_valid()])


def _changed(request: HttpRequest, dialogue: Dialogue, form: DialogueForm, more: SubjectForms) -> HttpResponse:
    values = form.cleaned_data
    is_other = preparing.rewrite(
        dialogue,
        subjects=[form.first_subject(), *more.subjects()],
        organisations=values["organisations"],
        was_read=request.POST.get("verhaal-gelezen") == "ja",
        title=values["title"],
        **{name: values[name] for name in COPIED_FIELDS if name in values},
    )
    again = _("Changed. The group now reads another text, so confirm once more that everything is in order.")
    messages.success(request, again if is_other else _("Changed."))
    return HttpResponseRedirect(dialogue.get_absolute_url())


def _draft_page(
    request: HttpRequest, dialogue: Dialogue, form: DialogueForm, more: SubjectForms, **said: Any
) -> HttpResponse:
    context = {
        "dialogue": dialogue,
        "form": form,
        "more_subjects": more,
        "kept": request.POST.getlist(KEEP),
        "is_read_elsewhere": preparing.is_read_elsewhere(dialogue),
        "was_read": request.POST.get("verhaal-gelezen") == "ja",
    }
    is_refused = said or form.errors or (more.is_bound and not more.is_valid())
    return render(request, "learningdialogues/desk/new.html", context | said, status=422 if is_refused else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """Take a draft away, after a tick. The address asked for by itself leads back to where the tick stands."""
    dialogue = led(request, dialogue_id)
    if request.method == "GET":
        return HttpResponseRedirect(reverse("dialogue_edit", args=[dialogue_id]))
    try:
        if request.POST.get("zeker") != "ja":
            raise NotAccepted(_("Tick that you want to delete this draft."))
        preparing.delete_draft(dialogue)
    except NotAccepted as error:
        return _draft_page(request, dialogue, *_forms_of(request, dialogue, None), not_deleted=str(error))
    messages.success(request, _("The draft is deleted."))
    return HttpResponseRedirect(reverse("dialogues"))


def _subject(request: HttpRequest) -> dict[str, Any]:
    case, key = request.GET.get("casus", ""), request.GET.get("voorbeeld", "")
    if case:
        found = _case(case)
        check(may_see_case(request.user, found))
        initial = {"title": found.title, "story": found.what_happened, "want_to_learn": found.want_to_learn}
        return {"case": found, "example_key": found.example_key, "initial": initial}
    if key:
        item = get_object_or_404(Item.objects.visible_to(tokens_of(request.user)), pk=key, kind="voorbeeldcasus")
        initial = {"title": item.title, "story": preparing.story_of_example(item)}
        return {"case": None, "example_key": item.pk, "initial": initial}
    return {"case": None, "example_key": "", "initial": {}}


def _case(text: str) -> Case:
    try:
        return Case.objects.get(pk=UUID(text))
    except (ValueError, Case.DoesNotExist):
        raise Http404 from None


@never_cache
@require_GET
def calendar(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The invitation as a file for calendars. It holds no code: that is given at the door."""
    dialogue = get_object_or_404(Dialogue.objects.select_related("facilitator"), pk=dialogue_id)
    check(may_facilitate(request.user, dialogue))
    if dialogue.planned_for is None or dialogue.was_on_paper:
        raise Http404
    file = inviting.calendar_file(dialogue, join_url=request.build_absolute_uri("/meedoen/"))
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="leerdialoog.ics"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The facilitator dropped off: a co-facilitator or another facilitator of the organisation goes on."""
    dialogue = get_object_or_404(Dialogue.objects.select_related("facilitator", "organisation"), pk=dialogue_id)
    check(may_take_over(request.user, dialogue))
    more: dict[str, Any] = {}
    if request.method == "POST":
        try:
            reason = cleared(request.POST).get("reden", "").strip()
            facilitation.lead_changes_to(dialogue, request.user, at=timezone.now(), reason=reason)
            return HttpResponseRedirect(dialogue.get_absolute_url())
        except NotAccepted as error:
            more = refused(error, request.POST)
    context = {"dialogue": dialogue} | more
    return render(request, "learningdialogues/desk/take_over.html", context, status=422 if more else 200)


@never_cache
@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """*Droogoefenen*: play a guide alone, with invented participants."""
    check(may_start_dialogue(request.user))
    guide = get_object_or_404(Guide, key=request.POST.get("leidraad", ""))
    organisation = organisations_as(request.user, Role.FACILITATOR)[0]
    dialogue = rehearsing.rehearse(guide, by=request.user, organisation=organisation, at=timezone.now())
    return HttpResponseRedirect(dialogue.get_absolute_url())
