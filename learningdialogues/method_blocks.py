"""StreamField blocks of the public pages of methods and example cases."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StatementBlock(blocks.StructBlock):
    """A text and where it comes from."""

    text = blocks.TextBlock(label=_("Text"), rows=2)
    basis = blocks.CharBlock(label=_("Basis"), required=False, help_text=_("“bron”, “afgeleid” or “eigen”."))
    basis_note = blocks.CharBlock(label=_("Note on the basis"), required=False)

    class Meta:
        label = _("Text")
        icon = "pilcrow"


class StatementsBlock(blocks.StreamBlock):
    statement = StatementBlock()


class MethodStepBlock(blocks.StructBlock):
    """One step of a method as the public page describes it (a guide makes it runnable)."""

    nr = blocks.IntegerBlock(label=_("Number"), min_value=1)
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.TextBlock(label=_("What happens"), rows=2)
    parts = blocks.ListBlock(StatementBlock(), label=_("Parts"), default=[])
    questions = blocks.ListBlock(StatementBlock(), label=_("Questions"), default=[])
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=1)
    optional = blocks.BooleanBlock(label=_("Optional"), required=False)
    basis = blocks.CharBlock(label=_("Basis"), required=False, help_text=_("“bron”, “afgeleid” or “eigen”."))
    basis_note = blocks.CharBlock(label=_("Note on the basis"), required=False)

    class Meta:
        label = _("Step")
        icon = "list-ol"


class MethodStepsBlock(blocks.StreamBlock):
    step = MethodStepBlock()


class MethodQuestionBlock(blocks.StructBlock):
    """A question to ask; with the step or the perspective it belongs to, if any."""

    text = blocks.TextBlock(label=_("Question"), rows=2)
    basis = blocks.CharBlock(label=_("Basis"), required=False, help_text=_("“bron”, “afgeleid” or “eigen”."))
    basis_note = blocks.CharBlock(label=_("Note on the basis"), required=False)
    step = blocks.IntegerBlock(label=_("Step"), required=False)
    perspective = blocks.CharBlock(label=_("Perspective"), required=False)

    class Meta:
        label = _("Question")
        icon = "help"


class MethodQuestionsBlock(blocks.StreamBlock):
    question = MethodQuestionBlock()


class TimingBlock(blocks.StructBlock):
    total_minutes = blocks.IntegerBlock(label=_("Minutes in all"))
    break_minutes = blocks.IntegerBlock(label=_("Minutes of break"), required=False)
    break_after_step = blocks.IntegerBlock(label=_("Break after step"), required=False)
    basis = blocks.CharBlock(label=_("Basis"), required=False)

    class Meta:
        label = _("Duration")
        icon = "time"


class ShortStepBlock(blocks.StructBlock):
    nr = blocks.IntegerBlock(label=_("Number of the step"))
    minutes = blocks.IntegerBlock(label=_("Minutes"))

    class Meta:
        label = _("Step")


class ShortVariantBlock(blocks.StructBlock):
    total_minutes = blocks.IntegerBlock(label=_("Minutes in all"))
    steps = blocks.ListBlock(ShortStepBlock(), label=_("Steps"))
    basis = blocks.CharBlock(label=_("Basis"), required=False)

    class Meta:
        label = _("Short variant")
        icon = "time"


class ScaleBlock(blocks.StructBlock):
    """The scale on which a group gives its marks."""

    min = blocks.IntegerBlock(label=_("Lowest mark"))
    max = blocks.IntegerBlock(label=_("Highest mark"))
    pass_mark = blocks.FloatBlock(label=_("Sufficient from"))
    group_score = blocks.CharBlock(label=_("How the group's mark is made"))
    basis = blocks.CharBlock(label=_("Basis"), required=False)

    class Meta:
        label = _("Scale")
        icon = "order"


class TimingsBlock(blocks.StreamBlock):
    timing = TimingBlock()


class ShortVariantsBlock(blocks.StreamBlock):
    variant = ShortVariantBlock()


class ScalesBlock(blocks.StreamBlock):
    scale = ScaleBlock()
