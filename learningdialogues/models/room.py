"""What people bring in. No row here says, or can be made to say, who wrote it.

No user, no time, no address, no session. ``edit_tag`` and nullifiers are HMACs under the key of the dialogue over a
random token that only the participant's browser has; they are destroyed with the key when the dialogue closes. What is
not shown yet is sealed under that key (``sealing``).
"""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningdialogues.models.dialogues import Dialogue, Step


class SealedContribution(models.Model):
    """The inbox of a step: sealed under the key of the dialogue until the round is revealed, then it is emptied.

    ``id`` is made by the client. ``sealing.opened`` fills in what is ``INSIDE``; in the database it is only ``sealed``.
    """

    INSIDE = ("text", "details", "is_hidden", "hidden_reason", "came_with")

    id = models.UUIDField(primary_key=True)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, models.CASCADE, related_name="sealedcontributions")
    sealed = models.TextField(_("sealed"))
    edit_tag = models.CharField(max_length=64, blank=True)

    text: str
    details: dict[str, Any]
    is_hidden: bool
    hidden_reason: str
    came_as: uuid.UUID
    """The id and the edit tag under which it came: while the facilitator checks, the row has another id and no tag."""
    came_with: str
    about: str = ""
    """What the text is about, in words, where the kind of step tells it from the details."""

    class Meta:
        verbose_name = _("sealed contribution")
        verbose_name_plural = _("sealed contributions")


class Contribution(models.Model):
    """A revealed contribution; its row was written in a batch, in random order, under an id that nobody knew before."""

    id = models.UUIDField(primary_key=True)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, models.CASCADE, related_name="contributions")
    text = models.TextField(_("text"))
    details = models.JSONField(_("details"), default=dict)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    hidden_reason = models.CharField(_("reason"), max_length=200, blank=True)
    group = models.ForeignKey(
        "learningdialogues.Entry", models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    about: str = ""
    """What the text is about, in words, where the kind of step tells it from the details. Not stored."""

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")


class Gave(models.Model):
    """Somebody gave in this step. The nullifier makes the count right and is deleted at the release."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="gave")
    nullifier = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("has given")
        verbose_name_plural = _("have given")
        constraints = [models.UniqueConstraint(fields=["step", "nullifier"], name="gave_once")]


class Ready(models.Model):
    """Somebody is ready with this step."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="ready")
    nullifier = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("is ready")
        verbose_name_plural = _("are ready")
        constraints = [models.UniqueConstraint(fields=["step", "nullifier"], name="ready_once")]


class Ballot(models.Model):
    """One vote on one question.

    While a step collects, ``value`` is sealed, with the question and the serial of the form; ``question`` is empty and
    the tag is what finds it again. At the release it is written anew: the round and the question, the value, no tag.
    """

    step = models.ForeignKey(Step, models.CASCADE, related_name="ballots")
    question = models.CharField(max_length=60, blank=True)
    tag = models.CharField(max_length=64, blank=True)
    value = models.JSONField()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(fields=["step", "tag"], condition=~models.Q(tag=""), name="one_ballot_per_question")
        ]


class BlockedWriter(models.Model):
    """An author whom the facilitator blocked without learning who.

    Sealed under the key of the dialogue: the id and tag of the contribution. A token that makes the same tag for that
    id is its author's.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="blocked")
    sealed = models.TextField(_("sealed"))

    class Meta:
        verbose_name = _("blocked writer")
        verbose_name_plural = _("blocked writers")


class Entry(models.Model):
    """Something the room made together in the open: an event, a group, an option, a cause, a stage, a remark."""

    class Type(models.TextChoices):
        EVENT = "event", _("Event")
        SIGNAL = "signal", _("Signal")
        GROUP = "group", _("Group")
        OPTION = "option", _("Option")
        CAUSE = "cause", _("Cause")
        KNOWER = "knower", _("Remark of a knower")
        VERDICT = "verdict", _("Joint verdict")
        REPAIR = "repair", _("To be repaired")
        SOLVE = "solve", _("Who can change what")
        LETTER = "letter", _("Notes on a letter")
        DIFFERENCE = "difference", _("Difference between letters")
        EXAMPLE = "example", _("Example sentence")
        IDEA = "idea", _("Idea")
        STAGE = "stage", _("Stage of a journey")
        POINT = "point", _("Point of a journey")
        PARTY = "party", _("Party of a matrix")
        VALUE = "value", _("Value of a matrix")
        SUMMARY = "summary", _("Summary of a cell")
        SCENARIO = "scenario", _("Value scenario")
        QUESTION = "question", _("Question to everybody")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="entries")
    step = models.ForeignKey(Step, models.CASCADE, related_name="entries")
    type = models.CharField(_("type"), max_length=10, choices=Type.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    data = models.JSONField(_("data"), default=dict)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["position"]


class PrintedCode(models.Model):
    """A code on paper for one person: works once. Only its hash is kept."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="printed_codes")
    hash = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("printed code")
        verbose_name_plural = _("printed codes")


class Agreement(models.Model):
    """What the group agreed to do: what, who (a role or organisation), when. It outlives the raw texts."""

    class State(models.TextChoices):
        NOT_STARTED = "todo", _("Not started")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="agreements")
    what = models.CharField(_("What"), max_length=300)
    who = models.CharField(_("Who (role or organisation)"), max_length=120)
    when = models.DateField(_("When"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.NOT_STARTED)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.what
