"""A draft recommendation: the coordinator reads, edits and takes it over, or says why not."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network import drafting, permissions
from network.drafting import ADDRESSEE_OF, DraftSettled
from network.forms.drafts import DraftForm
from network.models import DraftRecommendation


def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """For coordinators, and for who proposed it."""
    found = get_object_or_404(DraftRecommendation.objects.select_related("organisation", "recommendation"), pk=draft_id)
    may_settle = permissions.may_assign(request.user)
    permissions.check(may_settle or found.proposed_by_id == request.user.pk, _("You may not see this draft."))
    initial = {
        "title": found.title,
        "summary": found.title,
        "text": found.cause,
        "addressee": ADDRESSEE_OF[found.route],
    }
    form = DraftForm(request.POST if request.POST.get("besluit") == "ja" else None, initial=initial)
    refused = ""
    if request.method == "POST":
        permissions.check_may_assign(request.user)
        try:
            if request.POST.get("besluit") != "ja":
                drafting.decline(found, remark=request.POST.get("tekst", ""), by=request.user, at=timezone.now())
                return redirect(found)
            if form.is_valid():
                drafting.accept(found, **form.cleaned_data, by=request.user, at=timezone.now())
                return redirect(found)
        except DraftSettled as error:
            refused = str(error)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "draft": found,
        "form": form,
        "may_settle": may_settle and found.status == "proposed",
        "refused": refused,
        "typed": request.POST.get("tekst", ""),
    }
    return render(request, "network/draft.html", context, status=422 if form.errors or refused else 200)
