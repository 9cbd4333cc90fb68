"""Follow-up of recommendations: every deed that changes it, each with its line in the audit log.

Voluntary: the default is *nog geen standpunt*, and late is only what passed the date the organisation chose itself.
The three statements (gemeld, collegiaal getoetst, effect) are made by different people; ``permissions`` holds that.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import auditing, mailing, permissions
from network.models import (
    Assignment,
    Effect,
    Milestone,
    Organisation,
    PeerReview,
    ProgressReport,
    Recommendation,
    ReviewRequest,
    Role,
    Stance,
    User,
)

ASSIGNED_MAIL = "network/mail/assigned.txt"
NEEDS_REASON = _("Say why, and in which function it was decided.")


class FollowUpError(ValueError):
    """The deed does not fit what was done before; the message is a sentence for the user."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def adopt(recommendation: Recommendation, *, by: User, at: datetime) -> None:
    """The network will follow a recommendation that was only advice from research."""
    permissions.check_may_assign(by)
    changes = auditing.change(recommendation, followed=True)
    if changes:
        recommendation.save()
        auditing.record(by, "adopted", recommendation, changes, at=at)


@transaction.atomic
def assign(recommendation: Recommendation, *, organisation: Organisation, by: User, at: datetime) -> Assignment:
    """Lay ``recommendation`` before ``organisation`` and tell its focal points by mail; twice is once.

    Raises FollowUpError for a recommendation that is not followed: a coordinator adopts it first.
    """
    permissions.check_may_assign(by)
    if not recommendation.followed:
        raise FollowUpError(_("The network does not follow this recommendation yet. Adopt it first."))
    assignment, is_new = Assignment.objects.get_or_create(
        recommendation=recommendation,
        organisation=organisation,
        defaults={"assigned_by": by, "assigned_at": at},
    )
    if is_new:
        auditing.record(by, "assigned", assignment, at=at)
        _tell_focal_points(assignment, by=by, at=at)
    return assignment


def _tell_focal_points(assignment: Assignment, *, by: User, at: datetime) -> None:
    """One mail to each person who answers for the organisation, except to whoever laid it there."""
    organisation, recommendation = assignment.organisation, assignment.recommendation
    people = User.objects.filter(
        memberships__organisation=organisation, memberships__role=Role.FOCAL_POINT, is_active=True
    )
    context = {
        "organisation": organisation.title,
        "recommendation": str(recommendation),
        "summary": recommendation.summary,
        "url": mailing.absolute(reverse("followup", args=[recommendation.key, organisation.key])),
    }
    for person in people.exclude(pk=by.pk).distinct().order_by("pk"):
        mailing.queue(person.email, gettext("A recommendation for your organisation"), ASSIGNED_MAIL, context, at)


@transaction.atomic
def take_stance(
    assignment: Assignment,
    *,
    stance: str,
    by: User,
    at: datetime,
    target_date: date | None = None,
    reason: str = "",
    decided_by_function: str = "",
) -> Assignment:
    """The organisation says whether it takes this up, and by which date of its own.

    A *no* needs a reason and the function that decided; for other answers these are emptied. Whoever stopped and says
    *yes* again starts anew.
    """
    assignment = _locked(assignment)
    permissions.check_may_decide_for(by, assignment.organisation)
    says_no, takes_up = stance == Stance.NO, stance in (Stance.YES, Stance.PARTLY)
    if says_no and not (reason.strip() and decided_by_function.strip()):
        raise FollowUpError(NEEDS_REASON)
    return _change(
        assignment,
        "took_stance",
        by=by,
        at=at,
        stance=stance,
        target_date=target_date if takes_up else None,
        reason=reason.strip() if says_no else "",
        decided_by_function=decided_by_function.strip() if says_no else "",
        stance_at=None if stance == Stance.NONE else at,
        stopped_at=None,
    )


@transaction.atomic
def stop(assignment: Assignment, *, reason: str, decided_by_function: str, by: User, at: datetime) -> Assignment:
    """The organisation stops with what it had taken up; what was done stays readable."""
    assignment = _locked(assignment)
    permissions.check_may_decide_for(by, assignment.organisation)
    if not assignment.is_taken_up:
        raise FollowUpError(_("Only what was taken up can be stopped."))
    if not (reason.strip() and decided_by_function.strip()):
        raise FollowUpError(NEEDS_REASON)
    return _change(
        assignment,
        "stopped",
        by=by,
        at=at,
        stopped_at=at,
        reason=reason.strip(),
        decided_by_function=decided_by_function.strip(),
    )


@transaction.atomic
def publish(assignment: Assignment, *, is_public: bool, by: User, at: datetime) -> Assignment:
    """Show this follow-up to everybody, or to members only again."""
    assignment = _locked(assignment)
    permissions.check_may_decide_for(by, assignment.organisation)
    return _change(assignment, "published" if is_public else "unpublished", by=by, at=at, is_public=is_public)


@transaction.atomic
def report_progress(assignment: Assignment, *, text: str, by: User, at: datetime) -> ProgressReport:
    """*Gemeld*: what the organisation did, in its own words."""
    permissions.check_may_report_for(by, assignment.organisation)
    if not assignment.is_taken_up:
        raise FollowUpError(_("First say that you take this up, or partly."))
    _check_no_other_statement(by, assignment)
    report = ProgressReport.objects.create(assignment=assignment, text=text.strip(), reported_by=by, reported_at=at)
    auditing.record(by, "reported", assignment, {"report": [None, report.text]}, at=at)
    return report


@transaction.atomic
def ask_review(assignment: Assignment, *, organisation: Organisation, by: User, at: datetime) -> ReviewRequest:
    """Ask another organisation to look at what was done; asking twice is once."""
    permissions.check_may_report_for(by, assignment.organisation)
    if organisation == assignment.organisation:
        raise FollowUpError(_("Ask another organisation than your own."))
    if not assignment.reports.exists():
        raise FollowUpError(_("First report what you did."))
    request, is_new = ReviewRequest.objects.get_or_create(
        assignment=assignment,
        organisation=organisation,
        answered_at=None,
        defaults={"requested_by": by, "requested_at": at},
    )
    if is_new:
        auditing.record(by, "asked_review", assignment, {"organisation": [None, organisation.key]}, at=at)
    return request


@transaction.atomic
def peer_review(
    assignment: Assignment, *, organisation: Organisation, finding: str, text: str, by: User, at: datetime
) -> PeerReview:
    """*Collegiaal getoetst*: ``by`` looked for ``organisation``, another one than that of ``assignment``."""
    permissions.check_may_peer_review(by, assignment, organisation)
    if not assignment.reports.exists():
        raise FollowUpError(_("Nothing was reported yet, so there is nothing to review."))
    review = PeerReview.objects.create(
        assignment=assignment,
        organisation=organisation,
        finding=finding,
        text=text.strip(),
        reviewed_by=by,
        reviewed_at=at,
    )
    assignment.review_requests.filter(organisation=organisation, answered_at=None).update(answered_at=at)
    auditing.record(
        by, "reviewed", assignment, {"finding": [None, finding], "organisation": [None, organisation.key]}, at=at
    )
    return review


@transaction.atomic
def record_effect(
    assignment: Assignment,
    *,
    indicator: str,
    source: str,
    start_value: Decimal,
    start_date: date,
    by: User,
    at: datetime,
    unit: str = "",
    later_value: Decimal | None = None,
    later_date: date | None = None,
) -> Effect:
    """*Effect*: an indicator with its value at the start and, when measured again, the later one."""
    permissions.check_may_record_effect(by, assignment)
    _check_later(start_date, later_value, later_date)
    effect = Effect.objects.create(
        assignment=assignment,
        indicator=indicator.strip(),
        unit=unit.strip(),
        source=source.strip(),
        start_value=start_value,
        start_date=start_date,
        later_value=later_value,
        later_date=later_date,
        recorded_by=by,
        recorded_at=at,
    )
    changes: auditing.Changes = {"indicator": [None, effect.indicator], "start_value": [None, str(start_value)]}
    if later_value is not None:
        changes["later_value"] = [None, str(later_value)]
    auditing.record(by, "recorded_effect", assignment, changes, at=at)
    return effect


@transaction.atomic
def measure_again(effect: Effect, *, later_value: Decimal, later_date: date, by: User, at: datetime) -> Effect:
    """Fill in the later value of an effect."""
    permissions.check_may_record_effect(by, effect.assignment)
    _check_later(effect.start_date, later_value, later_date)
    changes = auditing.change(effect, later_value=later_value, later_date=later_date)
    effect.save()
    auditing.record(by, "measured_again", effect.assignment, changes, at=at)
    return effect


@transaction.atomic
def add_milestone(assignment: Assignment, *, title: str, due_on: date | None, by: User, at: datetime) -> Milestone:
    """A step on the way that the organisation plans."""
    permissions.check_may_report_for(by, assignment.organisation)
    milestone = Milestone.objects.create(
        assignment=assignment, title=title.strip(), due_on=due_on, added_by=by, added_at=at
    )
    auditing.record(by, "added_milestone", assignment, {"milestone": [None, milestone.title]}, at=at)
    return milestone


@transaction.atomic
def reach_milestone(milestone: Milestone, *, on: date, by: User, at: datetime) -> Milestone:
    """The step was reached on the day ``on``."""
    permissions.check_may_report_for(by, milestone.assignment.organisation)
    if auditing.change(milestone, reached_on=on):
        milestone.save()
        auditing.record(by, "reached_milestone", milestone.assignment, {"milestone": [None, milestone.title]}, at=at)
    return milestone


def _locked(assignment: Assignment) -> Assignment:
    """The row as it is now, held until the transaction ends (on PostgreSQL; SQLite has one writer anyway)."""
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("organisation", "recommendation")
        .get(pk=assignment.pk)
    )


def _change(assignment: Assignment, verb: str, *, by: User, at: datetime, **values: Any) -> Assignment:
    """Save ``values`` and log them; a repeated answer that changes nothing leaves no trace."""
    moment = values.pop("stance_at", assignment.stance_at)
    changes = auditing.change(assignment, **values)
    if changes:
        assignment.stance_at = moment
        assignment.save()
        auditing.record(by, verb, assignment, changes, at=at)
    return assignment


def _check_no_other_statement(by: User, assignment: Assignment) -> None:
    """Three statements, three people: who recorded the effect does not report as well."""
    if assignment.effects.filter(recorded_by=by).exists():
        raise FollowUpError(_("You recorded the effect. Let a colleague report what was done."))


def _check_later(start_date: date, later_value: Decimal | None, later_date: date | None) -> None:
    if (later_value is None) != (later_date is None):
        raise FollowUpError(_("Give the later value together with its date."))
    if later_date is not None and later_date < start_date:
        raise FollowUpError(_("The later date comes before the first one."))
