"""Follow-up of a recommendation: what an organisation does with it, and three statements by different people.

``gemeld`` = a ProgressReport by the organisation, ``collegiaal getoetst`` = a PeerReview by another organisation,
``effect gezien`` = an Effect with a later value. Everything is written by ``network.followup``.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models.accounts import Organisation


class Stance(models.TextChoices):
    """Whether an organisation takes up a recommendation: *Pakken jullie dit op?*"""

    NONE = "none", _("no position yet")
    YES = "yes", pgettext_lazy("stance", "yes")
    PARTLY = "partly", pgettext_lazy("stance", "partly")
    NO = "no", pgettext_lazy("stance", "no")
    NOT_APPLICABLE = "not_applicable", _("n/a")


TAKES_UP = (Stance.YES, Stance.PARTLY)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def with_stations(self) -> AssignmentQuerySet:
        """Each with ``has_report``, ``has_review`` and ``has_effect``, in the same query."""
        reports = ProgressReport.objects.filter(assignment=OuterRef("pk"))
        reviews = PeerReview.objects.filter(assignment=OuterRef("pk"), finding=PeerReview.Finding.CONFIRMED)
        effects = Effect.objects.filter(assignment=OuterRef("pk"), later_value__isnull=False)
        return self.annotate(has_report=Exists(reports), has_review=Exists(reviews), has_effect=Exists(effects))

    def overdue(self, today: date) -> AssignmentQuerySet:
        """Taken up, not stopped, nothing confirmed yet, and past the date that the organisation chose itself."""
        return self.with_stations().filter(
            stance__in=TAKES_UP, stopped_at=None, target_date__lt=today, has_review=False, has_effect=False
        )


class Assignment(models.Model):
    """A recommendation laid before an organisation, and its answer. The organisation chooses its own date.

    ``reason`` and ``decided_by_function`` belong to a *no* and to stopping; a function, never the name of a person.
    """

    recommendation = models.ForeignKey(
        "network.Recommendation", models.PROTECT, related_name="assignments", verbose_name=_("recommendation")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assignments", verbose_name=_("organisation")
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("laid before them by")
    )
    assigned_at = models.DateTimeField(_("laid before them"))
    stance = models.CharField(_("position"), max_length=20, choices=Stance.choices, default=Stance.NONE)
    stance_at = models.DateTimeField(_("position taken"), null=True, blank=True)
    target_date = models.DateField(_("the date you choose yourselves"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    decided_by_function = models.CharField(_("who decided this (function)"), max_length=120, blank=True)
    is_public = models.BooleanField(_("anyone may see this"), default=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="one_assignment_per_organisation"),
            models.CheckConstraint(
                condition=~Q(stance=Stance.NO) | ~(Q(reason="") | Q(decided_by_function="")),
                name="a_no_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.audit_name

    @property
    def audit_name(self) -> str:
        return f"{self.recommendation.key}/{self.organisation.key}"

    @property
    def is_taken_up(self) -> bool:
        return self.stance in TAKES_UP and self.stopped_at is None


class ProgressReport(models.Model):
    """*Gemeld*: the organisation itself says what was done."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reports", verbose_name=_("assignment"))
    text = models.TextField(_("what was done"), max_length=4000)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported"))

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering: ClassVar = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.text[:40]}"


class PeerReview(models.Model):
    """*Collegiaal getoetst*: somebody of another organisation says what they saw."""

    class Finding(models.TextChoices):
        CONFIRMED = "confirmed", _("I see that this was done")
        QUESTIONS = "questions", _("I still have questions")

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reviews", verbose_name=_("assignment"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation of the reviewer")
    )
    finding = models.CharField(_("what do you see?"), max_length=20, choices=Finding.choices)
    text = models.TextField(_("what did you look at, and what did you see?"), max_length=4000)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed"))

    class Meta:
        verbose_name = _("peer review")
        verbose_name_plural = _("peer reviews")
        ordering: ClassVar = ["-reviewed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.finding}"


class ReviewRequest(models.Model):
    """An organisation asks another one to look. Answered by any review of that organisation."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="review_requests", verbose_name=_("assignment")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="review_requests", verbose_name=_("organisation that is asked")
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    requested_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("review request")
        verbose_name_plural = _("review requests")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "organisation"],
                condition=Q(answered_at=None),
                name="one_open_review_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} → {self.organisation_id}"


class Effect(models.Model):
    """*Effect*: an indicator before and after. *Effect gezien* only when there is a later value."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="effects", verbose_name=_("assignment"))
    indicator = models.CharField(_("indicator"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    source = models.CharField(_("source of the figures"), max_length=200)
    start_value = models.DecimalField(_("value at the start"), max_digits=14, decimal_places=2)
    start_date = models.DateField(_("measured on"))
    later_value = models.DecimalField(_("later value"), max_digits=14, decimal_places=2, null=True, blank=True)
    later_date = models.DateField(_("measured again on"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(later_value=None, later_date=None)
                | Q(later_value__isnull=False, later_date__isnull=False, later_date__gte=models.F("start_date")),
                name="a_later_value_has_a_later_date",
            )
        ]

    def __str__(self) -> str:
        return self.indicator


class Milestone(models.Model):
    """A step on the way, with a date that the organisation sets itself."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="milestones", verbose_name=_("assignment"))
    title = models.CharField(_("step"), max_length=200)
    due_on = models.DateField(_("planned for"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering: ClassVar = ["reached_on", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title
