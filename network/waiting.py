"""What the follow-up asks of a person, for *Mijn werk*."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Assignment, ReviewRequest, Role, Stance, User
from network.permissions import REVIEWERS
from network.registry import Waiting
from network.visibility import memberships_of


def of_focal_points(user: User) -> list[Waiting]:
    """Recommendations without a position, and own dates that passed: for focal points. One query."""
    mine = {one.organisation_id for one in memberships_of(user) if one.role == Role.FOCAL_POINT}
    if not mine:
        return []
    today = timezone.localdate()
    found = Assignment.objects.filter(organisation__in=mine, recommendation__followed=True)
    open_ones = found.filter(stance=Stance.NONE).select_related("recommendation", "organisation")
    late = found.overdue(today).select_related("recommendation", "organisation")
    return [_asks_stance(one) for one in open_ones] + [_is_late(one) for one in late]


def of_reviewers(user: User) -> list[Waiting]:
    """Peer reviews that were asked of the organisations of ``user``. One query."""
    mine = {one.organisation_id for one in memberships_of(user) if one.role in REVIEWERS}
    own = {one.organisation_id for one in memberships_of(user)}
    if not mine:
        return []
    requests = (
        ReviewRequest.objects.filter(organisation__in=mine, answered_at=None)
        .exclude(assignment__organisation__in=own)
        .select_related("assignment__recommendation", "assignment__organisation")
    )
    return [_asks_review(one) for one in requests]


def _asks_stance(assignment: Assignment) -> Waiting:
    return Waiting(
        title=_("Do you take this up?"),
        text=f"{assignment.recommendation}, {assignment.organisation}",
        action=_("Give your position"),
        url=_form_url(assignment),
    )


def _is_late(assignment: Assignment) -> Waiting:
    return Waiting(
        title=_("The date you chose has passed"),
        text=_("%(what)s. Tell how far you are, or choose a new date.") % {"what": assignment.recommendation},
        action=_("Bring up to date"),
        url=_form_url(assignment),
        before=assignment.target_date,
    )


def _asks_review(request: ReviewRequest) -> Waiting:
    assignment = request.assignment
    return Waiting(
        title=_("Peer review asked"),
        text=_("%(who)s asks you to look at: %(what)s")
        % {"who": assignment.organisation, "what": assignment.recommendation},
        action=_("Review"),
        url=reverse("followup_review", args=[assignment.recommendation.key, assignment.organisation.key]),
    )


def _form_url(assignment: Assignment) -> str:
    return reverse("followup", args=[assignment.recommendation.key, assignment.organisation.key])
