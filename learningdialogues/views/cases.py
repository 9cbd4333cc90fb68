"""Bring in a case in three minutes, and read one as the second reader."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from learningdialogues import cases, harvest, reports
from learningdialogues.forms import CaseForm
from learningdialogues.guarding import cleared, refused
from learningdialogues.models import Case, PatternProposal
from learningdialogues.permissions import (
    check,
    may_bring_in_case,
    may_read_case_second,
    may_see_case,
    may_start_dialogue,
    organisations_as,
)
from learningdialogues.rounds import NotAccepted
from network.models import Item
from network.registry import seen_before
from network.visibility import tokens_of

TEXTS = ("title", "what_happened", "where_it_hurts", "want_to_learn", "still_running")


@never_cache
@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest, case_id: UUID | None = None) -> HttpResponse:
    """The form of a *buikpijncasus*, new or again (a draft, or one that came back)."""
    check(may_bring_in_case(request.user))
    case = get_object_or_404(Case, pk=case_id, owner=request.user) if case_id else None
    form = _form(request, case)
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, form, case)
        except NotAccepted as error:
            form.add_error(None, str(error))
    return _page(request, form, case, 422 if form.errors else 200)


def _form(request: HttpRequest, case: Case | None) -> CaseForm:
    organisations = organisations_as(request.user)
    return CaseForm(request.POST or None, instance=case or Case(), organisations=organisations)


def _saved(request: HttpRequest, form: CaseForm, case: Case | None) -> HttpResponse:
    values = {name: form.cleaned_data[name] for name in TEXTS}
    as_draft = request.POST.get("bewaar") == "concept"
    if case is None:
        case = cases.bring_in(
            by=request.user, organisation=form.cleaned_data["organisation"], as_draft=as_draft, **values
        )
    else:
        case.refresh_from_db()
        cases.rewrite(case, as_draft=as_draft, **values)
    sentence = _("Kept as a draft.") if as_draft else _("Sent. A second reader of your organisation looks at it.")
    messages.success(request, sentence)
    return HttpResponseRedirect(case.get_absolute_url())


def _page(request: HttpRequest, form: CaseForm, case: Case | None, status: int = 200) -> HttpResponse:
    text = form.data.get("what_happened", "") if form.is_bound else (case.what_happened if case else "")
    context = {"form": form, "case": case, "alike": _alike(text, request)}
    return render(request, "learningdialogues/cases/bring_in.html", context, status=status)


def _alike(text: str, request: HttpRequest) -> list[Item]:
    return seen_before(text, tokens_of(request.user))[:4] if text.strip() else []


@never_cache
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A case for who may see it, with what each of them can do next."""
    case = get_object_or_404(Case.objects.select_related("owner", "organisation"), pk=case_id)
    check(may_see_case(request.user, case))
    return _show(request, case)


def _show(request: HttpRequest, case: Case, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "is_owner": case.owner_id == request.user.pk,
        "may_read_second": may_read_case_second(request.user, case),
        "may_start": may_start_dialogue(request.user),
        "dialogues": case.dialogues.all(),
        "outcomes": _outcomes(case),
        "proposals": PatternProposal.objects.filter(dialogue__case=case),
        "alike": _alike(f"{case.title} {case.what_happened}", request),
    }
    return render(request, "learningdialogues/cases/case.html", context | more, status=status)


def _outcomes(case: Case) -> list[dict[str, Any]]:
    """What each dialogue that was closed gives back, erased or not: the chosen solutions and the first agreement."""
    closed = case.dialogues.filter(closed_at__isnull=False, is_rehearsal=False).prefetch_related("steps", "agreements")
    return [
        {
            "dialogue": dialogue,
            "solutions": reports.chosen_solutions(dialogue),
            "next_step": next(iter(dialogue.agreements.all()), None),
        }
        for dialogue in closed
    ]


@never_cache
@require_POST
def share(request: HttpRequest, case_id: UUID, proposal_id: UUID) -> HttpResponse:
    """The owner agrees that a pattern from this case may be shared."""
    case = get_object_or_404(Case, pk=case_id, owner=request.user)
    proposal = get_object_or_404(PatternProposal, pk=proposal_id, dialogue__case=case)
    try:
        harvest.agree_to_share(proposal, by=request.user)
        messages.success(request, _("Thank you. The pattern may be shared outside your organisation."))
    except NotAccepted as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(case.get_absolute_url())


@never_cache
@require_POST
def read_second(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The second reader confirms, or gives the case back with what must change."""
    case = get_object_or_404(Case, pk=case_id)
    check(may_read_case_second(request.user, case))
    try:
        if request.POST.get("oordeel") == "akkoord":
            cases.confirm(case, by=request.user, remark=request.POST.get("tekst", ""))
            messages.success(request, _("Confirmed: nobody can be recognised."))
        else:
            cases.give_back(case, by=request.user, remark=cleared(request.POST).get("tekst", ""))
            messages.success(request, _("Given back to the one who brought it in."))
    except NotAccepted as error:
        case.refresh_from_db()
        return _show(request, case, 422, **refused(error, request.POST))
    return HttpResponseRedirect(case.get_absolute_url())
