"""Practices: what an organisation did, what came of it, and how sure we are."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from bestpractices.blocks import FiguresBlock
from bestpractices.effect import EFFECTS, Effect, effect_of, shown_effect, shows_evidence
from network.evidence import evidence_field, evidence_note_field, scope_field
from network.fields import ChoicesField, sentences
from network.models.graph import Keyed, KeyedPage
from network.models.pages import KindIndexPage


class Soort(models.TextChoices):
    """Only *praktijk* counts as a practice; the others look the same but are not counted as one."""

    PRACTICE = "praktijk", _("Practice")
    RESEARCH = "onderzoek", _("Research")
    TIP = "tip", _("Tip")
    TECHNIQUE = "techniek", _("Technique")


class Direction(models.TextChoices):
    POSITIVE = "positief", _("Positive")
    MIXED = "gemengd", _("Mixed")
    NEGATIVE = "negatief", _("Negative")
    UNKNOWN = "onbekend", _("Unknown")


class ResultBasis(models.TextChoices):
    EXPERIMENT = "experiment met controlegroep", _("Experiment with a control group")
    RESEARCH = "onderzoek", _("Research")
    EXPLORATION = "verkennend onderzoek", _("Exploratory research")
    LITERATURE = "literatuur", _("Literature")
    CONCEPT_TEST = "concepttest", _("Concept test")
    FIGURE = "praktijkcijfer", _("Figure from practice")
    SELF_REPORT = "zelfrapportage", _("Self-report")
    STATEMENT = "uitspraak betrokkene", _("Statement of somebody involved")
    OPINION = "oordeel van de bron zonder meting", _("Opinion of the source, not measured")
    NONE = "geen resultaat in de bron", _("No result in the source")


DOMAINS = [
    ("bijstand/Participatiewet", _("Social assistance (Participation Act)")),
    ("AOW/AIO", _("Old age pension and supplement")),
    ("WW/WIA", _("Unemployment and disability benefits")),
    ("schuldhulpverlening", _("Debt counselling")),
    ("belasting", _("Taxes")),
    ("vroegsignalering", _("Early signals of debt")),
    ("armoedebestrijding", _("Fighting poverty")),
    ("sociale zekerheid breed", _("Social security in general")),
    ("digitale dienstverlening", _("Digital services")),
]


class PracticeIndexPage(KindIndexPage):
    kind_code = "praktijk"
    subpage_types: ClassVar[list[str]] = ["bestpractices.PracticePage"]

    class Meta:
        verbose_name = _("index of practices")


class PracticePage(KeyedPage):
    """Something that was tried. What was not continued looks exactly like what was."""

    kind_code = "praktijk"
    shown_apart = ("organisatie", "actielijn")

    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("What is it, and why would a colleague read on? Two sentences.")
    )
    soort = models.CharField(
        _("sort"),
        max_length=20,
        choices=Soort.choices,
        default=Soort.PRACTICE,
        help_text=_("Was it done, studied, advised as a tip, or is it a technique?"),
    )
    domain = ChoicesField(_("domain"), choice_list=DOMAINS, help_text=_("Tick at least one."))
    domain_note = models.CharField(_("note on the domain"), max_length=255, blank=True)
    target_group = models.CharField(_("for whom"), max_length=255, help_text=_("Which people or professionals?"))
    what_was_done = models.TextField(
        _("what was done"), help_text=_("Who did what, where and when? Concrete enough to do it again.")
    )
    result = models.TextField(
        _("what came of it"), help_text=_("Say what was seen, also what did not work. Nothing known? Say so.")
    )
    result_direction = models.CharField(_("direction of the result"), max_length=10, choices=Direction.choices)
    result_basis = models.CharField(
        _("what the result rests on"),
        max_length=40,
        choices=ResultBasis.choices,
        help_text=_("“Helps” is shown only for an experiment, research or literature."),
    )
    figures = StreamField(FiguresBlock(), blank=True, verbose_name=_("figures"))
    evidence = evidence_field()
    evidence_note = evidence_note_field()
    scope = scope_field()
    lessons = sentences(_("lessons"), _("What would you tell a colleague who starts with this tomorrow?"))
    costs = models.TextField(
        _("what it costs"), blank=True, help_text=_("Time, people or money. Leave empty if it is not known.")
    )
    is_headed_best_practice = models.BooleanField(
        _("called a best practice by the source"),
        default=False,
        help_text=_("The source calls it that."),
    )
    stopped = models.BooleanField(_("not continued"), default=False, help_text=_("It was stopped or had no follow-up."))
    note = models.TextField(_("note"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("soort"), FieldPanel("target_group"), FieldPanel("domain"), FieldPanel("domain_note")],
            heading=_("What is it, and for whom"),
        ),
        MultiFieldPanel([FieldPanel("what_was_done"), FieldPanel("costs")], heading=_("What was done")),
        MultiFieldPanel(
            [
                FieldPanel("result"),
                FieldRowPanel([FieldPanel("result_direction"), FieldPanel("result_basis")]),
                FieldPanel("figures"),
                FieldPanel("stopped"),
            ],
            heading=_("What came of it"),
        ),
        MultiFieldPanel(
            [FieldPanel("evidence"), FieldPanel("scope"), FieldPanel("evidence_note")], heading=_("How sure are we")
        ),
        FieldPanel("lessons"),
        MultiFieldPanel([FieldPanel("is_headed_best_practice"), FieldPanel("note")], heading=_("For the editors")),
        *Keyed.keyed_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["bestpractices.PracticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The context of any item page, with who told that they work with it."""
        adoptions = list(self.adoptions.select_related("organisation")) if self.pk else []
        return super().get_context(request, *args, **kwargs) | {"adoptions": adoptions}

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    @property
    def effect(self) -> Effect:
        return effect_of(self.result_direction, self.result_basis)

    @property
    def shows_evidence(self) -> bool:
        return shows_evidence(self.soort)

    @property
    def shown_effect(self) -> Effect | None:
        return shown_effect(self.soort, self.effect, self.evidence)

    @property
    def effect_label(self) -> str:
        return str(dict(EFFECTS)[self.effect])

    @property
    def domain_labels(self) -> list[str]:
        labels = dict(DOMAINS)
        return [str(labels[code]) for code in self.domain]
