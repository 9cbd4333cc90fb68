"""What comes out: the report with its objections and agreements, and the group's way in with the follow code."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from learningdialogues import agreements, following, limits, reports, tokens
from learningdialogues.documents.assembling import choices_of
from learningdialogues.documents.formats import FORMATS
from learningdialogues.forms import AnswerForm, ObjectionForm
from learningdialogues.models import Agreement, Dialogue, Objection, Report
from learningdialogues.permissions import check, may_facilitate, may_read_report
from learningdialogues.rounds import NotAccepted
from learningdialogues.views.report_files import written


def report_context(report: Report) -> dict[str, Any]:
    """Everything on the page of a report."""
    dialogue = report.dialogue
    became = following.what_became(dialogue)
    return {
        "report": report,
        "dialogue": dialogue,
        "sections": reports.sections_of(report),
        "agreements": became.agreements,
        "became": became,
        "objections": list(report.objections.all()),
        "organisations": list(dialogue.organisations.all()),
        "erasure": following.erasure_sentence(dialogue),
        "choices": choices_of(report),
        "formats": FORMATS.values(),
    }


@never_cache
@require_GET
def report(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """The report, for who led the dialogue and who brought in the case."""
    dialogue = get_object_or_404(Dialogue, pk=dialogue_id)
    check(may_read_report(request.user, dialogue))
    found = Report.objects.filter(dialogue=dialogue).first()
    if found is None:
        raise Http404
    return _report_page(request, found)


def _report_page(request: HttpRequest, found: Report, answering: AnswerForm | None = None) -> HttpResponse:
    """The report, with a form under each open objection for who led the dialogue."""
    context = report_context(found)
    if may_facilitate(request.user, found.dialogue):
        context["agreement_states"] = Agreement.State.choices
        context["answers"] = [(objection, _answer_form(objection, answering)) for objection in context["objections"]]
    status = 422 if answering is not None else 200
    return render(request, "learningdialogues/outcome/report.html", context, status=status)


def _answer_form(objection: Objection, answering: AnswerForm | None) -> AnswerForm:
    auto_id = f"{objection.pk}-%s"
    return answering if answering is not None and answering.auto_id == auto_id else AnswerForm(auto_id=auto_id)


@never_cache
@require_GET
def deletion_proof(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """What was erased and when, to print: for who led the dialogue. The group finds it in its report."""
    dialogue = get_object_or_404(Dialogue, pk=dialogue_id)
    check(may_read_report(request.user, dialogue))
    if dialogue.deletion_proof is None:
        raise Http404
    return render(request, "learningdialogues/outcome/proof.html", {"dialogue": dialogue})


@never_cache
@require_POST
def answer(request: HttpRequest, dialogue_id: UUID, objection_id: UUID) -> HttpResponse:
    """The facilitator answers an objection."""
    dialogue = get_object_or_404(Dialogue, pk=dialogue_id)
    check(may_facilitate(request.user, dialogue))
    objection = get_object_or_404(Objection, pk=objection_id, report__dialogue=dialogue)
    form = AnswerForm(request.POST, auto_id=f"{objection.pk}-%s")
    if form.is_valid():
        try:
            _settle_objection(objection, form.cleaned_data)
        except NotAccepted as error:
            form.add_error(None, str(error))
    if form.errors:
        return _report_page(request, objection.report, form)
    return HttpResponseRedirect(f"/leerdialogen/{dialogue_id}/verslag/#bezwaren")


@never_cache
@require_POST
def set_agreement(request: HttpRequest, dialogue_id: UUID, agreement_id: UUID) -> HttpResponse:
    """How far an agreement is: who leads the dialogue keeps it up to date after the report."""
    dialogue = get_object_or_404(Dialogue, pk=dialogue_id)
    check(may_facilitate(request.user, dialogue))
    agreement = get_object_or_404(Agreement, pk=agreement_id, dialogue=dialogue)
    try:
        agreements.set_state(agreement, request.POST.get("stand", ""))
    except NotAccepted as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept. “%(what)s”: %(state)s.") % _told(agreement))
    return HttpResponseRedirect(f"/leerdialogen/{dialogue_id}/verslag/#afspraken")


def _told(agreement: Agreement) -> dict[str, str]:
    return {"what": agreement.what, "state": agreement.get_state_display().lower()}


def _settle_objection(objection: Objection, values: dict[str, Any]) -> None:
    if values["oordeel"] == "gehouden":
        reports.keep_passage(objection, answer=values["tekst"])
    else:
        replaces = values["oordeel"] == "aangepast"
        reports.adjust_passage(objection, answer=values["tekst"], text=values["nieuw"], replaces=replaces)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """With the follow code the group reads its report, takes it along, objects and sees what became of it.

    The code comes by POST and stays out of every address.
    """
    if request.method == "GET":
        return render(request, "learningdialogues/outcome/follow.html", {})
    typed = request.POST.get("volgcode", "")
    try:
        found = _report_of(typed)
    except (NotAccepted, limits.TooManyAttempts) as error:
        return render(
            request, "learningdialogues/outcome/follow.html", {"error": str(error), "typed": typed}, status=422
        )
    if "vorm" in request.POST:
        return written(found, request.POST["vorm"], request.POST.getlist("deel"))
    context = report_context(found) | {"follow_code": typed, "is_group": True}
    passages = reports.passages_of(found)
    form = ObjectionForm(request.POST if "passage" in request.POST else None, passages=passages)
    if form.is_bound and form.is_valid():
        try:
            section, text = form.cleaned_data["passage"], form.cleaned_data["tekst"]
            reports.object_to(
                found, section=section, passage=dict(passages)[section], text=text, at=timezone.localdate()
            )
            context |= {"is_sent": True, "objections": list(found.objections.all())}
            form = ObjectionForm(passages=passages)
        except NotAccepted as error:
            form.add_error("tekst", str(error))
    context["form"] = form
    return render(request, "learningdialogues/outcome/report.html", context, status=422 if form.errors else 200)


def _report_of(typed: str) -> Report:
    limits.check_code_attempt()
    found = (
        Report.objects.select_related("dialogue")
        .filter(dialogue__follow_code_hash=tokens.hash_follow_code(typed), dialogue__status__in=("closed", "erased"))
        .exclude(dialogue__follow_code_hash="")
        .first()
    )
    if found is None:
        limits.note_wrong_code()
        raise NotAccepted(_("This follow code is not known. Look at it once more."))
    return found
