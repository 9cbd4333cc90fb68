"""What the follow-up asks of a person, for *Mijn werk*."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network import permissions
from network.models import Assignment, DraftRecommendation, ReviewRequest, Role, Stance, User
from network.models.followup import TAKES_UP
from network.permissions import REVIEWERS
from network.registry import HomeBlock, Waiting
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


def of_coordinators(user: User) -> list[Waiting]:
    """Draft recommendations that nobody settled yet: for coordinators. At most one query."""
    if not permissions.may_assign(user):
        return []
    drafts = DraftRecommendation.objects.filter(status="proposed").select_related("organisation")
    return [
        Waiting(
            title=_("Draft recommendation: %s") % draft,
            text=_("From a learning dialogue, %(quarter)s; %(route)s can change it.")
            % {"quarter": draft.quarter, "route": draft.mover},
            action=_("Read the draft"),
            url=draft.get_absolute_url(),
        )
        for draft in drafts
    ]


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


def followup_block(user: User) -> list[HomeBlock]:
    """How the own organisations stand with the advice, and the way to the board and the members. One query."""
    organisations = {one.organisation_id: one.organisation for one in memberships_of(user)}
    if not organisations:
        return []
    applies = ~Q(stance=Stance.NOT_APPLICABLE)
    taken_up = Q(stance__in=TAKES_UP, stopped_at=None)
    counts = {
        row["organisation"]: row
        for row in Assignment.objects.filter(organisation__in=organisations, recommendation__followed=True)
        .values("organisation")
        .annotate(asked=Count("pk", filter=applies), taken_up=Count("pk", filter=taken_up))
    }
    rows = [
        {
            "organisation": one,
            "may_manage": permissions.may_manage_members(user, one),
            "asked": counts.get(one.pk, {}).get("asked", 0),
            "taken_up": counts.get(one.pk, {}).get("taken_up", 0),
        }
        for one in organisations.values()
    ]
    context = {"rows": rows, "may_see_board": permissions.may_see_board(user)}
    return [HomeBlock("network/followup/_work_block.html", context, order=60)]
