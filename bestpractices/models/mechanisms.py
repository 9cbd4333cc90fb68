"""Mechanism cards: problem, mechanism, intervention, and the belief of the resident behind it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from bestpractices.blocks import ResidentTestsBlock
from network.evidence import evidence_field, evidence_note_field, scope_field
from network.fields import basis, sentences
from network.models.graph import Keyed, KeyedPage
from network.models.pages import KindIndexPage


class MechanismIndexPage(KindIndexPage):
    kind_code = "mechanisme"
    subpage_types: ClassVar[list[str]] = ["bestpractices.MechanismPage"]

    class Meta:
        verbose_name = _("index of mechanism cards")


class MechanismPage(KeyedPage):
    """Why things go wrong, on one card. ``basis`` is about the split into problem, mechanism and intervention."""

    kind_code = "mechanisme"
    shown_apart = ("segment", "theorie")

    summary = models.TextField(_("summary"), max_length=400, help_text=_("The mechanism in one or two sentences."))
    is_core_card = models.BooleanField(_("core card"), default=False)
    belief = models.TextField(
        _("belief"), blank=True, help_text=_("What a resident thinks, in their own words, in the first person.")
    )
    problem = models.TextField(_("problem"), help_text=_("What goes wrong, as seen from outside."))
    problem_basis = basis(_("basis of the problem"))
    mechanism = models.TextField(_("mechanism"), help_text=_("Why does it go wrong? What works in people's heads?"))
    mechanism_basis = basis(_("basis of the mechanism"))
    intervention = models.TextField(_("intervention"), help_text=_("What could an organisation do about it?"))
    intervention_basis = basis(_("basis of the intervention"))
    context = models.TextField(_("context"), help_text=_("Where and for whom does this play?"))
    outcome = models.TextField(_("outcome"), help_text=_("What was seen when somebody tried it? Unknown: say so."))
    evidence = evidence_field()
    evidence_note = evidence_note_field()
    scope = scope_field()
    analogies = sentences(_("analogies"), _("Where else in life do you know this?"))
    tested = StreamField(ResidentTestsBlock(), blank=True, verbose_name=_("tested with residents"))
    check_questions = sentences(_("do you see this too"), _("Questions with which a team finds out."))
    basis = models.CharField(
        _("basis"),
        max_length=60,
        default="afgeleid door de redactie",
        help_text=_("“bron” only when the source itself splits it into problem, mechanism and intervention."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("belief"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("problem"), FieldPanel("problem_basis")]),
                FieldRowPanel([FieldPanel("mechanism"), FieldPanel("mechanism_basis")]),
                FieldRowPanel([FieldPanel("intervention"), FieldPanel("intervention_basis")]),
                FieldPanel("basis"),
            ],
            heading=_("The card"),
        ),
        MultiFieldPanel([FieldPanel("context"), FieldPanel("outcome")], heading=_("Context and outcome")),
        MultiFieldPanel(
            [FieldPanel("evidence"), FieldPanel("scope"), FieldPanel("evidence_note")], heading=_("How sure are we")
        ),
        FieldPanel("tested"),
        FieldPanel("analogies"),
        FieldPanel("check_questions"),
        FieldPanel("is_core_card"),
        *Keyed.keyed_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["bestpractices.MechanismIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("mechanism card")
        verbose_name_plural = _("mechanism cards")

    @property
    def is_from_source(self) -> bool:
        return self.basis == "bron"
