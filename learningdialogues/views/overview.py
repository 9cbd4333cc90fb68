"""/leerdialogen/: what a learning dialogue is, what you can start, what is yours; an example to walk through."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from learningdialogues.models import Case, Dialogue, Guide, MethodPage, PatternProposal
from learningdialogues.permissions import may_bring_in_case, may_start_dialogue, organisations_as
from learningdialogues.rendering import stations
from learningdialogues.views.outcome import report_context
from network.models import Role, User
from network.visibility import has_role


@login_not_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """For everybody the method and the guides; for who is signed in also the own dialogues, cases and proposals."""
    context = {"guides": Guide.published.all(), "methods": MethodPage.objects.live().order_by("title")}
    if request.user.is_authenticated:
        context |= {
            "dialogues": Dialogue.objects.filter(
                Q(facilitator=request.user) | Q(co_facilitators=request.user)
            ).distinct(),
            "of_colleagues": _of_colleagues(request.user),
            "cases": Case.objects.filter(owner=request.user),
            "may_start": may_start_dialogue(request.user),
            "may_bring_in": may_bring_in_case(request.user),
        }
        if has_role(request.user, Role.SECOND_READER):
            context["proposals"] = PatternProposal.objects.filter(status="proposed").exclude(proposed_by=request.user)
    return render(request, "learningdialogues/overview.html", context)


def _of_colleagues(user: User) -> list[Dialogue]:
    """Dialogues of colleague facilitators that are going on, in case one of them drops off."""
    going_on = Dialogue.objects.filter(
        organisation__in=organisations_as(user, Role.FACILITATOR), status__in=("draft", "open", "running")
    )
    return list(going_on.exclude(facilitator=user).exclude(co_facilitators=user))


@login_not_required
@require_GET
def example(request: HttpRequest) -> HttpResponse:
    """A closed dialogue of fictitious organisations, with its report, to walk through without an account."""
    held = Dialogue.objects.filter(is_example=True, report__isnull=False, status="closed")
    dialogue = held.select_related("report").first()
    if dialogue is None:
        raise Http404
    context = report_context(dialogue.report) | {
        "is_walkthrough": True,
        "steps": dialogue.steps.all(),
        "stations": stations(dialogue),
    }
    return render(request, "learningdialogues/example.html", context)
