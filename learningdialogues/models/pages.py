"""Public pages: methods, example cases, and the index pages of methods, cases and patterns."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from learningdialogues.method_blocks import (
    MethodQuestionsBlock,
    MethodStepsBlock,
    ScalesBlock,
    ShortVariantsBlock,
    StatementsBlock,
    TimingsBlock,
)
from network.evidence import evidence_field, evidence_note_field
from network.fields import basis, sentences
from network.models.graph import Keyed, KeyedPage
from network.models.pages import KindIndexPage


class MethodIndexPage(KindIndexPage):
    kind_code = "werkvorm"
    subpage_types: ClassVar[list[str]] = ["learningdialogues.MethodPage"]

    class Meta:
        verbose_name = _("index of methods")


class ExampleCaseIndexPage(KindIndexPage):
    kind_code = "voorbeeldcasus"
    subpage_types: ClassVar[list[str]] = ["learningdialogues.ExampleCasePage"]

    class Meta:
        verbose_name = _("index of example cases")


class PatternIndexPage(KindIndexPage):
    """Below it stand the pattern pages, which only a signed proposal makes."""

    kind_code = "patroon"
    subpage_types: ClassVar[list[str]] = ["learningdialogues.PatternPage"]

    class Meta:
        verbose_name = _("index of patterns")


class MethodPage(KeyedPage):
    """A way of working together: what it is for and how it goes. A guide belongs to it when it can be run here."""

    kind_code = "werkvorm"
    shown_apart = ("actielijn",)

    summary = models.TextField(_("summary"), max_length=400, help_text=_("What is it? One or two sentences."))
    purpose = models.TextField(_("purpose"), help_text=_("What do you want to reach with it?"))
    when_to_use = sentences(_("when to use it"), _("Situations in which it fits."), required=True)
    preparation = StreamField(StatementsBlock(), blank=True, verbose_name=_("preparation"))
    steps = StreamField(MethodStepsBlock(), verbose_name=_("steps"))
    questions = StreamField(MethodQuestionsBlock(), blank=True, verbose_name=_("questions"))
    answer_scale = sentences(_("answers to choose from"))
    scale = StreamField(ScalesBlock(max_num=1, required=False), blank=True, verbose_name=_("scale"))
    timing = StreamField(TimingsBlock(max_num=1, required=False), blank=True, verbose_name=_("duration"))
    short_variant = StreamField(
        ShortVariantsBlock(max_num=1, required=False), blank=True, verbose_name=_("short variant")
    )
    roles = sentences(_("roles"), _("Who takes part, and as what?"))
    conditions = sentences(_("conditions"), _("What must be in place?"))
    outputs = sentences(_("outputs"), _("What is there afterwards?"))
    thresholds = sentences(_("limits and measures"))
    pitfalls = sentences(_("pitfalls"))
    not_in_source = sentences(_("not in the source"), _("What the source does not say about it."))
    evidence = evidence_field()
    evidence_note = evidence_note_field()

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("purpose"),
        FieldPanel("when_to_use"),
        FieldPanel("preparation"),
        FieldPanel("steps"),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("timing"), FieldPanel("short_variant"), FieldPanel("answer_scale"), FieldPanel("scale")],
            heading=_("Time and scales"),
        ),
        FieldPanel("roles"),
        FieldPanel("conditions"),
        FieldPanel("outputs"),
        FieldPanel("thresholds"),
        FieldPanel("pitfalls"),
        FieldPanel("not_in_source"),
        MultiFieldPanel([FieldPanel("evidence"), FieldPanel("evidence_note")], heading=_("How sure are we")),
        *Keyed.keyed_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["learningdialogues.MethodIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")

    @property
    def published_guides(self) -> models.QuerySet[Any]:
        """The guides that make it runnable; drafts are for editors."""
        from learningdialogues.models.guides import Guide

        return Guide.published.filter(models.Q(method=self) | models.Q(second_method=self))

    @property
    def questions_beside_steps(self) -> list[Any]:
        """The questions that no step asks already, in the order of the page."""
        asked = {question["text"] for step in self.steps for question in step.value["questions"]}
        return [block for block in self.questions if block.value["text"] not in asked]


class ExampleCasePage(KeyedPage):
    """A case to practise on. A dialogue that starts from it copies its text."""

    kind_code = "voorbeeldcasus"

    summary = models.TextField(_("summary"), max_length=400, help_text=_("Who, what, and where it goes wrong."))
    situation = models.TextField(_("situation"), help_text=_("What happened, in order, without names or dates."))
    situation_basis = basis(_("basis of the situation"))
    tension = models.TextField(_("tension"), help_text=_("What pulls against what?"))
    stances = sentences(_("stances"), _("What people could say about it."))
    stances_basis = basis(_("basis of the stances"))
    questions = sentences(_("questions"), _("Questions for the conversation."), required=True)
    questions_basis = basis(_("basis of the questions"))
    kind_of_case = models.CharField(_("kind of case"), max_length=60, blank=True)
    startable = models.BooleanField(_("can start a dialogue"), default=True)
    startable_note = models.CharField(_("why not"), max_length=255, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("situation"), FieldPanel("situation_basis")]),
        FieldPanel("tension"),
        MultiFieldPanel([FieldPanel("stances"), FieldPanel("stances_basis")], heading=_("Stances")),
        MultiFieldPanel([FieldPanel("questions"), FieldPanel("questions_basis")], heading=_("Questions")),
        MultiFieldPanel(
            [FieldPanel("startable"), FieldPanel("startable_note"), FieldPanel("kind_of_case")], heading=_("Use")
        ),
        *Keyed.keyed_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["learningdialogues.ExampleCaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("example case")
        verbose_name_plural = _("example cases")
