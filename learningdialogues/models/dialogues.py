"""A learning dialogue and its steps. Only ``learningdialogues.facilitation`` writes their states."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learningdialogues.models.guides import LEVELS

KEPT_DAYS = 365
"""So long raw texts are kept: after closing, and after preparing for a dialogue that never came to its close."""


class Dialogue(models.Model):
    """A conversation of 4 to 30 people about one case.

    ``version`` rises with everything participants can see, ``desk_version`` also with what only the facilitator sees
    (counts). ``organisations`` are set by the facilitator and are never shown beside a pattern.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("In preparation")
        OPEN = "open", _("Open, people come in")
        RUNNING = "running", _("Running")
        CLOSED = "closed", _("Closed")
        ERASED = "erased", _("Erased")

    LIVE = (Status.OPEN, Status.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120)
    case = models.ForeignKey("learningdialogues.Case", models.SET_NULL, null=True, blank=True, related_name="dialogues")
    example_key = models.CharField(_("example case"), max_length=80, blank=True)
    want_to_learn = models.TextField(_("what we want to learn"), blank=True)
    guide_key = models.CharField(_("key of the guide"), max_length=60, blank=True)
    guide_version = models.PositiveSmallIntegerField(_("version of the guide"), default=1)
    guide_title = models.CharField(_("guide"), max_length=120)
    guide_origin = models.CharField(_("origin of the guide"), max_length=200, blank=True)
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="dialogues")
    co_facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="dialogues_together", verbose_name=_("co-facilitators")
    )
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="dialogues")
    organisations = models.ManyToManyField(
        "network.Organisation",
        blank=True,
        related_name="joined_dialogues",
        verbose_name=_("organisations at the table"),
    )
    series = models.CharField(_("series"), max_length=80, blank=True)
    planned_for = models.DateTimeField(_("planned for"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, db_index=True)
    current_step = models.ForeignKey("learningdialogues.Step", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    desk_version = models.PositiveIntegerField(default=1)

    code = models.CharField(_("code"), max_length=8, unique=True, null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), default=12)
    seats_taken = models.PositiveSmallIntegerField(_("seats taken"), default=0)
    is_door_open = models.BooleanField(_("door is open"), default=False)
    has_experience_expert = models.BooleanField(_("expert by experience at the table"), default=False)
    no_procedure_runs = models.BooleanField(_("no objection, appeal or investigation runs"), default=False)
    story_was_read = models.BooleanField(_("somebody else read the changed story"), default=False)
    management_agreed = models.BooleanField(_("management agreed in writing"), default=False)

    is_rehearsal = models.BooleanField(_("rehearsal with invented participants"), default=False)
    was_on_paper = models.BooleanField(_("held on paper, entered afterwards"), default=False)
    kept_days = models.PositiveSmallIntegerField(_("days that raw texts are kept after closing"), default=KEPT_DAYS)

    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    erase_on = models.DateField(_("will be erased on"), null=True, blank=True)
    present_at_close = models.PositiveSmallIntegerField(_("people present"), default=0)
    follow_code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    deletion_proof = models.JSONField(_("proof of deletion"), null=True, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        verbose_name = _("learning dialogue")
        verbose_name_plural = _("learning dialogues")
        ordering = ["-planned_for", "title"]
        constraints = [
            models.CheckConstraint(condition=models.Q(seats_taken__lte=models.F("seats")), name="no_more_than_seats")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/leerdialogen/{self.pk}/"

    @property
    def story(self) -> str:
        """The text of the first subject: what the room reads on."""
        first = next(iter(self.subjects.all()), None)
        return first.text if first else ""

    @property
    def erased_at(self) -> datetime | None:
        """When the raw texts were destroyed, of an erased dialogue."""
        return datetime.fromisoformat(self.deletion_proof["at"]) if self.deletion_proof else None

    @property
    def held_on(self) -> datetime | None:
        """When the group met: for a dialogue on paper the date that was filled in, else when it was closed."""
        return self.planned_for if self.was_on_paper and self.planned_for else self.closed_at

    @property
    def is_live(self) -> bool:
        """Whether people may be in the room."""
        return self.status in self.LIVE


class Subject(models.Model):
    """What a dialogue is about. Most have one, a case; letters are compared with two or more."""

    class Kind(models.TextChoices):
        CASE = "case", _("Case")
        LETTER = "letter", _("Letter")
        RULE = "rule", _("Rule")
        PROCESS = "process", _("Process")
        QUESTION = "question", _("Question")
        DESIGN = "design", _("Design")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="subjects")
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind.choices, default=Kind.CASE)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One step of a dialogue, copied from the guide. ``number`` is what people see; parts of one step share it."""

    class State(models.TextChoices):
        AHEAD = "ahead", _("Ahead")
        CURRENT = "current", _("Now")
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    class Round(models.TextChoices):
        COLLECTING = "collecting", _("Collecting")
        CHECKING = "checking", _("Checking")
        REVEALED = "revealed", _("Revealed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=60)
    part_title = models.CharField(_("title of the part"), max_length=60, blank=True)
    question = models.CharField(_("question"), max_length=300)
    texts = models.JSONField(_("texts of the guide"), default=dict)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    extra_minutes = models.PositiveSmallIntegerField(_("minutes added"), default=0)
    break_minutes = models.PositiveSmallIntegerField(_("break after it"), default=0)
    is_optional = models.BooleanField(_("optional"), default=False)
    level = models.CharField(_("anonymity"), max_length=10, choices=LEVELS, default="unlinkable")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.AHEAD)
    round = models.CharField(_("round"), max_length=10, choices=Round.choices, default=Round.COLLECTING)
    round_number = models.PositiveSmallIntegerField(_("number of the round"), default=1)
    reason = models.CharField(_("reason for a change"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    seconds_spent = models.PositiveIntegerField(_("seconds spent"), default=0)
    seconds_before_pause = models.PositiveIntegerField(_("seconds of this visit before a pause"), default=0)
    window_opens = models.DateTimeField(_("open from"), null=True, blank=True)
    window_closes = models.DateTimeField(_("open until"), null=True, blank=True)
    reminds_at = models.DateTimeField(_("reminder on"), null=True, blank=True)
    settings = models.JSONField(_("settings"), default=dict)
    result = models.JSONField(_("result at closing"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.part_title.lower()}" if self.part_title else self.title

    @property
    def is_collecting(self) -> bool:
        return self.round == self.Round.COLLECTING

    @property
    def is_revealed(self) -> bool:
        return self.round == self.Round.REVEALED

    @property
    def shown_round(self) -> int:
        """The number of the last round that was shown, 0 when none was: a new one may be collecting after it."""
        return self.round_number if self.is_revealed else self.round_number - 1

    @property
    def shows_in_batches(self) -> bool:
        """Whether what comes in is shown in batches while the step goes on, so that others can build on it."""
        return self.kind == "gather" and self.texts.get("mode") == "open"

    @property
    def kind_module(self):
        from learningdialogues.kinds import KINDS

        return KINDS[self.kind]


class PlanChange(models.Model):
    """The facilitator left the plan: what changed, in which step, and why. Kept with the dialogue."""

    class What(models.TextChoices):
        SKIPPED = "skipped", _("Skipped")
        REPEATED = "repeated", _("Repeated")
        MOVED = "moved", _("Moved")
        ADDED = "added", _("Added")
        MINUTES = "minutes", _("Other minutes")
        PAUSED = "paused", _("Paused")
        HANDED_OVER = "handed_over", _("Handed over")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="plan_changes")
    at = models.DateTimeField(_("when"))
    what = models.CharField(_("what"), max_length=12, choices=What.choices)
    step_title = models.CharField(_("step"), max_length=130, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of the plan")
        verbose_name_plural = _("changes of the plan")
        ordering = ["at"]


class ReminderAddress(models.Model):
    """Where a reminder of an open step goes. Nobody knows which address answered; it is gone when the step closes."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="reminder_addresses")
    email = models.EmailField(_("e-mail"))

    class Meta:
        verbose_name = _("address for a reminder")
        verbose_name_plural = _("addresses for a reminder")
        constraints = [models.UniqueConstraint(fields=["step", "email"], name="reminder_address_once")]
