"""A learning dialogue and its steps. Only ``learningdialogues.facilitation`` writes their states."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learningdialogues.models.guides import LEVELS


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

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120)
    case = models.ForeignKey("learningdialogues.Case", models.SET_NULL, null=True, blank=True, related_name="dialogues")
    example_key = models.CharField(_("example case"), max_length=80, blank=True)
    story = models.TextField(_("story"), blank=True)
    want_to_learn = models.TextField(_("what we want to learn"), blank=True)
    guide_title = models.CharField(_("guide"), max_length=120)
    guide_origin = models.CharField(_("origin of the guide"), max_length=200, blank=True)
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="dialogues")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="dialogues")
    organisations = models.ManyToManyField(
        "network.Organisation",
        blank=True,
        related_name="joined_dialogues",
        verbose_name=_("organisations at the table"),
    )
    series = models.CharField(_("series"), max_length=80, blank=True)
    planned_for = models.DateTimeField(_("planned for"), null=True, blank=True)

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
    management_agreed = models.BooleanField(_("management agreed in writing"), default=False)

    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
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
    def erased_at(self) -> datetime | None:
        """When the raw texts were destroyed, of an erased dialogue."""
        return datetime.fromisoformat(self.deletion_proof["at"]) if self.deletion_proof else None

    @property
    def is_live(self) -> bool:
        """Whether people may be in the room."""
        return self.status in (self.Status.OPEN, self.Status.RUNNING)


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
    def kind_module(self):
        from learningdialogues.kinds import KINDS

        return KINDS[self.kind]
