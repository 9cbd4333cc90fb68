"""A proposal for a pattern: a second reader edits and signs it, puts it with a pattern that exists, or says why not."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learningdialogues import harvest
from learningdialogues.counting import counts_of
from learningdialogues.forms import MergeForm, ProposalForm
from learningdialogues.guarding import cleared, refused
from learningdialogues.models import PatternPage, PatternProposal
from learningdialogues.permissions import check, may_see_proposal, may_sign_proposal
from learningdialogues.rounds import NotAccepted
from network.models import Item
from network.registry import seen_before
from network.visibility import tokens_of

ALIKE_AT_MOST = 4


@never_cache
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """A pattern proposal: read, edit, sign as new, add to an existing pattern, or not take over."""
    found = get_object_or_404(PatternProposal.objects.select_related("dialogue", "organisation"), pk=proposal_id)
    check(may_see_proposal(request.user, found))
    may_sign = may_sign_proposal(request.user, found)
    form, merge, rejecting = ProposalForm(instance=found), MergeForm(tokens=tokens_of(request.user)), {}
    if request.method == "POST":
        check(may_sign)
        form, merge, rejecting, answered = _settle(request, found)
        if answered is not None:
            return answered
        found = PatternProposal.objects.get(pk=found.pk)
    context = {
        "proposal": found,
        "form": form,
        "merge": merge,
        "may_sign": may_sign,
        "alike": _alike(request, found) if found.status == PatternProposal.Status.PROPOSED else [],
        "beside": _beside(request, merge),
        "items": Item.objects.visible_to(tokens_of(request.user)).filter(pk__in=found.item_keys),
        "pattern": Item.objects.filter(pk=found.pattern_key).first() if found.pattern_key else None,
    }
    status = 422 if form.errors or merge.errors or rejecting else 200
    return render(request, "learningdialogues/outcome/proposal.html", context | rejecting, status=status)


def _alike(request: HttpRequest, found: PatternProposal) -> list[Item]:
    """Patterns that this reader may see and that look like the proposal."""
    items = seen_before(f"{found.title} {found.summary}", tokens_of(request.user))
    return [item for item in items if item.kind == "patroon"][:ALIKE_AT_MOST]


def _beside(request: HttpRequest, merge: MergeForm) -> dict[str, Any] | None:
    """The pattern that the reader put beside the proposal (``?naast=``), with how often it was seen."""
    page = merge.fields["pattern"].queryset.filter(key=request.GET.get("naast", "")).first()
    return {"page": page, "counts": counts_of([page.key]).get(page.key)} if page else None


def _settle(
    request: HttpRequest, found: PatternProposal
) -> tuple[ProposalForm, MergeForm, dict[str, Any], HttpResponseRedirect | None]:
    """The two forms, what is shown of a rejection that was not accepted, and where to go when all is done."""
    decision, now = request.POST.get("besluit", ""), timezone.now()
    form, merge = ProposalForm(instance=found), MergeForm(tokens=tokens_of(request.user))
    try:
        if decision == "samenvoegen":
            merge = MergeForm(request.POST, tokens=tokens_of(request.user))
            if merge.is_valid():
                page: PatternPage = merge.cleaned_data["pattern"]
                harvest.add_occurrence(found, page, by=request.user, at=now)
                return form, merge, {}, _thanks(request, _address_for(request, page, found))
        elif decision == "niet":
            harvest.reject(found, by=request.user, at=now, remark=cleared(request.POST).get("tekst", ""))
            messages.success(request, _("Not taken over. Your reason stands with the proposal."))
            return form, merge, {}, HttpResponseRedirect(found.get_absolute_url())
        else:
            form = ProposalForm(request.POST, instance=found)
            if form.is_valid():
                page = harvest.publish_as_new(form.save(), by=request.user, at=now)
                return form, merge, {}, _thanks(request, _address_for(request, page, found))
    except NotAccepted as error:
        if decision == "niet":
            return form, merge, refused(error, request.POST), None
        form = form if form.is_bound else ProposalForm(request.POST, instance=found)
        form.add_error(None, str(error))
    return form, merge, {}, None


def _address_for(request: HttpRequest, page: PatternPage, found: PatternProposal) -> str:
    """The page of the pattern; for a reader of elsewhere, who may not see it yet, the proposal."""
    may_see = Item.objects.visible_to(tokens_of(request.user)).filter(pk=page.key).exists()
    return page.item_url() if may_see else found.get_absolute_url()


def _thanks(request: HttpRequest, url: str) -> HttpResponseRedirect:
    messages.success(request, _("Signed. Thank you for reading along."))
    return HttpResponseRedirect(url)
