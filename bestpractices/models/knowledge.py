"""The knowledge behind practices: theories, active ingredients, segments, gaps, factors and principles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from bestpractices.blocks import TraitsBlock
from network.evidence import evidence_field, evidence_note_field, scope_field
from network.fields import sentences
from network.models.graph import Keyed, KeyedSnippet

EVIDENCE_PANEL = MultiFieldPanel([FieldPanel("evidence"), FieldPanel("scope")], heading=_("How sure are we"))


class Knowledge(KeyedSnippet):
    """A title and a summary: what all these kinds have."""

    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), help_text=_("In one or two sentences, for a colleague who is new to it."))

    class Meta:
        abstract = True
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Theory(Knowledge):
    kind_code = "theorie"
    public_template = "bestpractices/theory.html"

    literature = models.CharField(_("literature"), max_length=255, blank=True, help_text=_("Author and year."))
    status = models.TextField(_("status"), blank=True, help_text=_("How is the theory looked at today?"))
    stages = sentences(_("stages"), _("Only when the theory has an order of stages."))
    evidence = evidence_field()
    evidence_note = evidence_note_field()
    scope = scope_field()
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("literature"),
        FieldPanel("status"),
        FieldPanel("stages"),
        EVIDENCE_PANEL,
        FieldPanel("evidence_note"),
        FieldPanel("note"),
        *Keyed.keyed_panels,
    ]

    class Meta(Knowledge.Meta):
        verbose_name = _("theory")
        verbose_name_plural = _("theories")


class ActiveIngredient(Knowledge):
    kind_code = "bestanddeel"
    public_template = "bestpractices/active_ingredient.html"

    element = models.CharField(_("element"), max_length=60, help_text=_("The group it belongs to, such as nudging."))
    evidence = evidence_field()
    scope = scope_field()

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("element"),
        EVIDENCE_PANEL,
        *Keyed.keyed_panels,
    ]

    class Meta(Knowledge.Meta):
        verbose_name = _("active ingredient")
        verbose_name_plural = _("active ingredients")


class Segment(Knowledge):
    """A group with a preference, never a label on a person: ``caution`` is always shown."""

    kind_code = "segment"
    public_template = "bestpractices/segment.html"

    traits = StreamField(TraitsBlock(), verbose_name=_("traits"))
    fitting_approach = sentences(_("fitting approach"), _("What suits this group?"), required=True)
    caution = models.TextField(_("caution"), help_text=_("Why this is no label to put on a person."))
    evidence = evidence_field()

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("traits"),
        FieldPanel("fitting_approach"),
        FieldPanel("caution"),
        FieldPanel("evidence"),
        *Keyed.keyed_panels,
    ]

    class Meta(Knowledge.Meta):
        verbose_name = _("segment")
        verbose_name_plural = _("segments")


class KnowledgeGap(Knowledge):
    kind_code = "kennislacune"
    public_template = "bestpractices/knowledge_gap.html"

    listed_in_5_3 = models.BooleanField(
        _("listed by professionals"), default=False, help_text=_("Named in section 5.3 of “Kennis in uitvoering”.")
    )
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("listed_in_5_3"),
        FieldPanel("note"),
        *Keyed.keyed_panels,
    ]

    class Meta(Knowledge.Meta):
        verbose_name = _("knowledge gap")
        verbose_name_plural = _("knowledge gaps")


class Factor(Knowledge):
    kind_code = "factor"
    public_template = "bestpractices/factor.html"

    class Direction(models.TextChoices):
        HELPS = "bevorderend", _("Enabling")
        HINDERS = "belemmerend", _("Hindering")
        BOTH = "beide", _("Both")

    direction = models.CharField(_("direction"), max_length=20, choices=Direction.choices)
    rank = models.PositiveSmallIntegerField(_("rank in the source"), null=True, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("direction"),
        FieldPanel("rank"),
        *Keyed.keyed_panels,
    ]

    class Meta(Knowledge.Meta):
        verbose_name = _("factor")
        verbose_name_plural = _("factors")


class Principle(Knowledge):
    kind_code = "principe"
    public_template = "bestpractices/principle.html"

    forms = sentences(_("forms"), _("Ways in which the principle takes shape."))

    panels = [FieldPanel("title"), FieldPanel("summary"), FieldPanel("forms"), *Keyed.keyed_panels]

    class Meta(Knowledge.Meta):
        verbose_name = _("principle")
        verbose_name_plural = _("principles")
