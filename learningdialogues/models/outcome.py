"""What a dialogue leaves behind: a report, objections, pattern proposals and the occurrences of a pattern."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learningdialogues.models.dialogues import Dialogue


class Report(models.Model):
    """The report: sections made from the results of the steps, no verbatim contributions. Its readers are the group."""

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="report")
    sections = models.JSONField(_("sections"), default=list)
    objections_until = models.DateField(_("objections until"))
    is_final = models.BooleanField(_("final"), default=False)
    worth_it = models.FloatField(_("worth the time, average"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return str(self.dialogue)


class Objection(models.Model):
    """Somebody of the group objects to a passage, with the follow code that everybody has: no one knows who."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ADJUSTED = "adjusted", _("Passage adjusted")
        KEPT = "kept", _("Passage kept, with the objection")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.CASCADE, related_name="objections")
    section = models.CharField(_("key of the passage"), max_length=36, blank=True)
    passage = models.CharField(_("passage"), max_length=200)
    text = models.TextField(_("objection"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")


class PatternProposal(models.Model):
    """A cause that the group calls a pattern, on its way to the library. It never enters Wagtail before it is signed.

    Only ``learningdialogues.harvest`` writes ``status``.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second reader")
        PUBLISHED = "published", _("Published as a new pattern")
        MERGED = "merged", _("Strengthens an existing pattern")
        REJECTED = "rejected", _("Not taken over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, blank=True, related_name="proposals")
    quarter = models.CharField(_("quarter"), max_length=7)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals_made")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="+")
    organisations = models.ManyToManyField("network.Organisation", blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what keeps happening"))
    category = models.CharField(_("kind of cause"), max_length=40, blank=True)
    conversation_question = models.CharField(_("question for in the conversation"), max_length=300, blank=True)
    handles = models.JSONField(_("what you can do about it"), default=list)
    checklist = models.JSONField(_("questions for one's own process"), default=list)
    item_keys = models.JSONField(_("belongs together with"), default=list)
    owner_agrees_to_share = models.BooleanField(_("the owner of the case agrees to share it"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposals_signed"
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    remark = models.TextField(_("remark of the second reader"), blank=True)
    pattern_key = models.CharField(_("pattern"), max_length=80, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        verbose_name = _("pattern proposal")
        verbose_name_plural = _("pattern proposals")
        ordering = ["status", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/voorstellen/{self.pk}/"


class Occurrence(models.Model):
    """One dialogue in which a pattern was seen: quarter and organisations, in private. Counts come from here."""

    pattern_key = models.CharField(_("pattern"), max_length=80, db_index=True)
    quarter = models.CharField(_("quarter"), max_length=7)
    organisations = models.ManyToManyField("network.Organisation", blank=True, related_name="+")
    is_example = models.BooleanField(_("example data"), default=False)

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
