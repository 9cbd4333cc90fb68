"""Prepare a dialogue: on a case, on an example case, or on texts of one's own; what other calendars need of it."""

from typing import Any
from uuid import UUID

from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from learningdialogues import facilitation, inviting, preparing, rehearsing
from learningdialogues.forms import DialogueForm, MoreSubjects
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
from learningdialogues.preparing import SubjectText
from learningdialogues.rounds import NotAccepted
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


@never_cache
@require_http_methods(["GET", "POST"])
def start_new(request: HttpRequest) -> HttpResponse:
    """Prepare a dialogue on a case (``?casus=``), on an example case (``?voorbeeld=``), or on nothing yet."""
    check(may_start_dialogue(request.user))
    organisations = organisations_as(request.user, Role.FACILITATOR)
    subject = _subject(request)
    initial = subject["initial"] | {"was_on_paper": bool(request.GET.get("papier"))}
    form = DialogueForm(request.POST or None, organisations=organisations, initial=initial)
    more = MoreSubjects(request.POST or None, prefix="onderwerp")
    if request.method == "POST" and form.is_valid() and more.is_valid():
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
    user: User, organisation: Organisation, form: DialogueForm, more: BaseFormSet, subject: dict[str, Any]
) -> Dialogue:
    values = form.cleaned_data
    first = SubjectText(values["subject_title"] or values["title"], values["story"], values["subject_kind"])
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
