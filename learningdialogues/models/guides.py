"""A guide makes a method runnable: an ordered list of steps that editors write in Wagtail."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

LEVELS = [
    ("unlinkable", _("Not stored who wrote it; shown together with at least five")),
    ("hidden", _("Not stored who wrote it; a small group may guess")),
    ("named", _("With a role or organisation, typed by the writer")),
]
BASES = [
    ("bron", _("From the source")),
    ("deels bron", _("Partly from the source")),
    ("afgeleid", _("Derived from the source by the editors")),
    ("eigen", _("Our own")),
]

MODES = [
    ("think_first", _("Think first: everything is shown together")),
    ("open", _("Open: shown in batches of at least five, to build on")),
]
SCALES = [
    ("familiarity", _("Do you know it: four answers, from unknown to used")),
    ("use", _("How often do you use it: the four answers of the source")),
    ("agreement", _("Do you agree: five answers")),
]


def kind_choices() -> list[tuple[str, str]]:
    from learningdialogues.kinds import KINDS

    return [(kind.code, kind.name) for kind in KINDS.values()]


class QuestionBlock(blocks.StructBlock):
    """A question of a step. The last three fields are for a poll."""

    text = blocks.CharBlock(label=_("Question"))
    basis = blocks.ChoiceBlock(choices=BASES, default="eigen", label=_("Basis"))
    group = blocks.CharBlock(
        label=_("Only for this group"), max_length=60, required=False, help_text=_("Poll: nothing is everybody.")
    )
    answers = blocks.ListBlock(
        blocks.CharBlock(max_length=120),
        label=_("Answers to choose from"),
        default=[],
        help_text=_("Poll: none is the scale of the step."),
    )
    several = blocks.BooleanBlock(label=_("More than one answer is possible"), required=False)


class GuideStepBlock(blocks.StructBlock):
    """One step of a guide. ``continues`` joins it to the number and title of the step before it."""

    kind = blocks.ChoiceBlock(choices=kind_choices, label=_("Kind of step"))
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    continues = blocks.BooleanBlock(label=_("Second part of the step above"), required=False)
    question = blocks.CharBlock(label=_("Question to the group"))
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions with their basis"), default=[])
    hint = blocks.CharBlock(label=_("Hint under the field"), required=False)
    keywords = blocks.ListBlock(blocks.CharBlock(), label=_("Key words for the facilitator"), default=[])
    script = blocks.TextBlock(label=_("Say for example"), required=False)
    stuck = blocks.ListBlock(blocks.CharBlock(), label=_("Questions for when it stalls"), default=[])
    done_when = blocks.ListBlock(blocks.CharBlock(), label=_("Done when"), default=[])
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240)
    break_minutes = blocks.IntegerBlock(label=_("Break after it, in minutes"), min_value=0, max_value=60, default=0)
    is_optional = blocks.BooleanBlock(label=_("Optional"), required=False)
    level = blocks.ChoiceBlock(choices=LEVELS, default="unlinkable", label=_("Anonymity"))
    basis = blocks.ChoiceBlock(choices=BASES, default="eigen", label=_("Basis"))
    basis_note = blocks.CharBlock(label=_("Note on the basis"), required=False)
    takes_from = blocks.ListBlock(
        blocks.CharBlock(), label=_("Uses what came from the steps with these titles"), default=[]
    )
    rows = blocks.ListBlock(
        blocks.CharBlock(max_length=120),
        label=_("Rows of the table: stages of a journey, parties of a matrix"),
        default=[],
    )
    columns = blocks.ListBlock(
        blocks.CharBlock(max_length=120), label=_("Columns of the table: values of a matrix"), default=[]
    )
    mode = blocks.ChoiceBlock(choices=MODES, default="think_first", label=_("Gather: how it is shown"))
    scale = blocks.ChoiceBlock(choices=SCALES, default="familiarity", label=_("Poll: the answers"))
    groups = blocks.ListBlock(
        blocks.CharBlock(max_length=60), label=_("Poll: groups that answer apart, such as policy"), default=[]
    )

    class Meta:
        label = _("Step")
        icon = "list-ol"


class GuideStepsBlock(blocks.StreamBlock):
    step = GuideStepBlock()


class PublishedGuides(models.Manager["Guide"]):
    """What a facilitator can start: who forgets that there are drafts gets none."""

    def get_queryset(self) -> models.QuerySet["Guide"]:
        return super().get_queryset().filter(live=True)


class Guide(WorkflowMixin, PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """An instrument a facilitator can run. A dialogue copies its steps, so a later change touches no dialogue.

    Editors write it as a draft; ``published`` holds what facilitators may choose. A draft of a published guide stays
    in its revisions.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), blank=True)
    origin = models.CharField(_("origin"), max_length=200, blank=True)
    method = models.ForeignKey(
        "learningdialogues.MethodPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guides",
        verbose_name=_("method"),
        help_text=_("The page that tells readers about it, if there is one."),
    )
    second_method = models.ForeignKey(
        "learningdialogues.MethodPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guides_beside",
        verbose_name=_("second method"),
        help_text=_("For a guide that runs two methods after each other."),
    )
    steps = StreamField(GuideStepsBlock(), verbose_name=_("steps"))
    order = models.PositiveSmallIntegerField(_("order"), default=50)

    objects = models.Manager["Guide"]()
    published = PublishedGuides()

    panels = [
        FieldPanel(name) for name in ("title", "key", "summary", "origin", "method", "second_method", "steps", "order")
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """Planned length in minutes, breaks included."""
        return sum(block.value["minutes"] + (block.value["break_minutes"] or 0) for block in self.steps)

    @property
    def step_count(self) -> int:
        """Steps as people count them: a second part shares the number of its first."""
        return sum(not (place and block.value["continues"]) for place, block in enumerate(self.steps))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """No page shows a whole guide: the preview is the one place where its steps stand together."""
        return "learningdialogues/guide_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        levels, kinds = dict(LEVELS), dict(kind_choices())
        steps = [(block.value, kinds[block.value["kind"]], levels[block.value["level"]]) for block in self.steps]
        return {"guide": self, "steps": steps}
