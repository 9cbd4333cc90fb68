"""What one organisation does with one recommendation: its own form, the peer review, and laying it before others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from network import auditing, followup, permissions, wording
from network.boards import cell_of
from network.forms.followup import (
    AskReviewForm,
    AssignForm,
    EffectForm,
    MeasureForm,
    MilestoneForm,
    ReportForm,
    ReviewForm,
    StanceForm,
    StopForm,
)
from network.models import Assignment, Organisation, Recommendation, Role

Data = dict[str, Any]
Deed = Callable[[HttpRequest, Assignment, Data, datetime], object]


def find_assignment(key: str, organisation: str) -> Assignment:
    """The assignment with its stations and both ends; 404 when nothing was laid before the organisation."""
    found = Assignment.objects.with_stations().select_related("recommendation", "organisation")
    return get_object_or_404(found, recommendation__key=key, organisation__key=organisation)


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, key: str, organisation: str) -> HttpResponse:
    """*Pakken jullie dit op?* One page for one organisation: position, what was done, steps, effect, stopping."""
    assignment = find_assignment(key, organisation)
    permissions.check_may_work_on(request.user, assignment)
    forms = _forms(request, assignment)
    if request.method == "POST":
        answer = _act(request, assignment, forms)
        if answer is not None:
            return answer
    return render(request, "network/followup/form.html", _form_context(request, assignment, forms))


def _forms(request: HttpRequest, assignment: Assignment) -> dict[str, Form]:
    """The forms by the name of their act; the one that was sent is bound."""
    sent = request.POST.get("action", "")

    def bound(name: str) -> Any:
        return request.POST if name == sent else None

    asker = assignment.organisation
    return {
        "stance": StanceForm(bound("stance"), instance=assignment, prefix="stance"),
        "report": ReportForm(bound("report"), prefix="report"),
        "ask": AskReviewForm(bound("ask"), asker=asker, prefix="ask"),
        "effect": EffectForm(bound("effect"), prefix="effect"),
        "measure": MeasureForm(bound("measure"), prefix="measure"),
        "milestone": MilestoneForm(bound("milestone"), prefix="milestone"),
        "stop": StopForm(bound("stop"), prefix="stop"),
        "reach": Form(bound("reach")),
        "publish": Form(bound("publish")),
    }


def _act(request: HttpRequest, assignment: Assignment, forms: dict[str, Form]) -> HttpResponse | None:
    """Do what was sent. None when the form must be shown again with its errors."""
    name = request.POST.get("action", "")
    if name not in DEEDS or not forms[name].is_valid():
        return None
    deed, done = DEEDS[name]
    try:
        deed(request, assignment, forms[name].cleaned_data, timezone.now())
    except followup.FollowUpError as error:
        forms[name].add_error(None, error.message)
        return None
    messages.success(request, str(done))
    return redirect("followup", assignment.recommendation.key, assignment.organisation.key)


def _take_stance(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    return followup.take_stance(assignment, by=request.user, at=at, **data)


def _report(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    return followup.report_progress(assignment, text=data["text"], by=request.user, at=at)


def _ask_review(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    return followup.ask_review(assignment, organisation=data["organisation"], by=request.user, at=at)


def _record_effect(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    return followup.record_effect(assignment, by=request.user, at=at, **data)


def _measure_again(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    effect = get_object_or_404(assignment.effects.select_related("assignment__organisation"), pk=_sent_number(request))
    return followup.measure_again(effect, by=request.user, at=at, **data)


def _add_milestone(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    return followup.add_milestone(assignment, by=request.user, at=at, **data)


def _reach_milestone(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    milestone = get_object_or_404(assignment.milestones, pk=_sent_number(request))
    return followup.reach_milestone(milestone, on=timezone.localdate(at), by=request.user, at=at)


def _stop(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    return followup.stop(assignment, by=request.user, at=at, **data)


def _publish(request: HttpRequest, assignment: Assignment, data: Data, at: datetime) -> object:
    return followup.publish(assignment, is_public="is_public" in request.POST, by=request.user, at=at)


def _sent_number(request: HttpRequest) -> int:
    text = request.POST.get("id", "")
    return int(text) if text.isdecimal() and len(text) < 18 else 0


DEEDS: dict[str, tuple[Deed, Promise]] = {
    "stance": (_take_stance, gettext_lazy("Your position is saved.")),
    "report": (_report, gettext_lazy("Your report is saved.")),
    "ask": (_ask_review, gettext_lazy("The peer review is asked for.")),
    "effect": (_record_effect, gettext_lazy("The effect is saved.")),
    "measure": (_measure_again, gettext_lazy("The later value is saved.")),
    "milestone": (_add_milestone, gettext_lazy("The step is added.")),
    "reach": (_reach_milestone, gettext_lazy("The step is reached.")),
    "stop": (_stop, gettext_lazy("It is saved that you stop.")),
    "publish": (_publish, gettext_lazy("It is saved who may see this.")),
}


def _form_context(request: HttpRequest, assignment: Assignment, forms: dict[str, Form]) -> dict[str, Any]:
    user, organisation = request.user, assignment.organisation
    cell = cell_of(assignment, today=timezone.localdate())
    return {
        "assignment": assignment,
        "cell": cell,
        "forms": forms,
        "reports": assignment.reports.select_related("reported_by"),
        "reviews": assignment.reviews.select_related("organisation"),
        "requests": assignment.review_requests.filter(answered_at=None).select_related("organisation"),
        "effects": assignment.effects.all(),
        "milestones": assignment.milestones.all(),
        "history": [wording.told(entry) for entry in auditing.history_of(assignment)[:50]],
        "may_decide": permissions.may_decide_for(user, organisation),
        "may_report": permissions.may_report_for(user, organisation),
        "may_record_effect": permissions.may_record_effect(user, assignment),
    }


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, key: str, organisation: str) -> HttpResponse:
    """The peer review, for somebody of another organisation."""
    assignment = find_assignment(key, organisation)
    organisations = permissions.reviewing_organisations(request.user, assignment)
    if not organisations:
        permissions.check_may_peer_review(request.user, assignment, assignment.organisation)
    review_form = ReviewForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and review_form.is_valid():
        try:
            followup.peer_review(assignment, by=request.user, at=timezone.now(), **review_form.cleaned_data)
        except followup.FollowUpError as error:
            review_form.add_error(None, error.message)
        else:
            messages.success(request, _("Thank you. Your review is saved."))
            return redirect(f"{assignment.recommendation.get_absolute_url()}#opvolging")
    context = {
        "assignment": assignment,
        "cell": cell_of(assignment, today=timezone.localdate()),
        "reports": assignment.reports.all(),
        "reviews": assignment.reviews.select_related("organisation"),
        "effects": assignment.effects.all(),
        "form": review_form,
    }
    return render(request, "network/followup/review.html", context)


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, key: str) -> HttpResponse:
    """Lay a recommendation before organisations; adopt it first when it was only advice from research."""
    permissions.check_may_assign(request.user)
    recommendation = get_object_or_404(Recommendation, key=key)
    candidates = _candidates(recommendation)
    assign_form = AssignForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and request.POST.get("action") == "adopt":
        followup.adopt(recommendation, by=request.user, at=timezone.now())
        messages.success(request, _("The network now follows this recommendation."))
        return redirect("assign", key)
    if request.method == "POST" and recommendation.followed and assign_form.is_valid():
        for organisation in assign_form.cleaned_data["organisations"]:
            followup.assign(recommendation, organisation=organisation, by=request.user, at=timezone.now())
        messages.success(request, _("The recommendation is laid before the organisations."))
        return redirect("assign", key)
    context = {
        "recommendation": recommendation,
        "form": assign_form,
        "proposed": [one for one in candidates if is_proposed(one, recommendation.addressees)],
        "others": [one for one in candidates if not is_proposed(one, recommendation.addressees)],
        "chosen": set(request.POST.getlist("organisations")),
        "assigned": recommendation.assignments.select_related("organisation").order_by("organisation__title"),
    }
    return render(request, "network/followup/assign.html", context)


def _candidates(recommendation: Recommendation) -> QuerySet[Organisation]:
    """Organisations it was not laid before yet, with the number of their focal points; those in the network first."""
    is_focal_point = Q(memberships__role=Role.FOCAL_POINT)
    return (
        Organisation.objects.filter(mentioned_only=False)
        .exclude(assignments__recommendation=recommendation)
        .annotate(focal_points=Count("memberships", filter=is_focal_point))
        .order_by("-focal_points", "title")
    )


ADDRESSEE_TYPES = {"gemeenten": "gemeente", "ministerie van SZW": "ministerie", "wetgever": "ministerie"}


def is_proposed(organisation: Organisation, addressees: list[str]) -> bool:
    """Whether the advice means this organisation: by its kind, or by its name."""
    by_kind = {ADDRESSEE_TYPES[one] for one in addressees if one in ADDRESSEE_TYPES}
    words = organisation.title.replace("(", " ").replace(")", " ").split()
    return organisation.type in by_kind or any(one in words for one in addressees)
