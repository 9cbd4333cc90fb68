"""StreamField blocks of practices, mechanism cards and segments."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FigureBlock(blocks.StructBlock):
    """A number and what it counts."""

    value = blocks.CharBlock(label=_("Number"), help_text=_("For example: 38, circa 50, 12 procent."))
    label = blocks.CharBlock(label=_("What it counts"))

    class Meta:
        label = _("Figure")
        icon = "order"


class FiguresBlock(blocks.StreamBlock):
    figure = FigureBlock()


class TraitBlock(blocks.StructBlock):
    """One trait of a segment and how this group scores on it."""

    name = blocks.CharBlock(label=_("Trait"))
    value = blocks.CharBlock(label=_("How this group is"))

    class Meta:
        label = _("Trait")
        icon = "tag"


class TraitsBlock(blocks.StreamBlock):
    trait = TraitBlock()


class ResidentTestBlock(blocks.StructBlock):
    """What residents said about a sketch of the intervention."""

    sketch = blocks.CharBlock(label=_("Sketch"), help_text=_("What did people get to see?"))
    with_whom = blocks.CharBlock(label=_("With whom"))
    how_many = blocks.CharBlock(label=_("How many"), required=False)
    reactions = blocks.TextBlock(label=_("Reactions"))
    caution = blocks.TextBlock(label=_("Caution"), required=False)
    open_question = blocks.TextBlock(label=_("Open question"), required=False)
    basis = blocks.CharBlock(label=_("Basis"), required=False, help_text=_("“bron” or “afgeleid”."))

    class Meta:
        label = _("Test with residents")
        icon = "group"


class ResidentTestsBlock(blocks.StreamBlock):
    test = ResidentTestBlock()
