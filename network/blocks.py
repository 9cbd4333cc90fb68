"""StreamField blocks that several kinds share: sources, links to other items, lists of sentences."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

RELATIONS = [
    ("related", _("related to")),
    ("belongs_to", _("belongs to action line")),
    ("carried_out_by", _("carried out by")),
    ("rests_on", _("rests on theory")),
    ("came_from", _("came from")),
]


class SourceBlock(blocks.StructBlock):
    """Where something was written: the document and the place in it."""

    document = blocks.CharBlock(label=_("Document"), help_text=_("Title of the report, article or letter."))
    section = blocks.CharBlock(label=_("Section"), required=False, help_text=_("Paragraph, page or table."))

    class Meta:
        label = _("Source")
        icon = "openquote"


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock()


class LinkBlock(blocks.StructBlock):
    """A link to another item; ``basis`` says whether the source lays it or our editors did."""

    item = SnippetChooserBlock("network.Item", label=_("Item"))
    relation = blocks.ChoiceBlock(choices=RELATIONS, default="related", label=_("Relation"))
    basis = blocks.CharBlock(required=False, label=_("Basis"), help_text=_("“bron” or “afgeleid”."))

    class Meta:
        label = _("Link")
        icon = "link"


class LinksBlock(blocks.StreamBlock):
    link = LinkBlock()


class SentencesBlock(blocks.StreamBlock):
    """A list of short texts, each on its own line."""

    item = blocks.CharBlock(label=_("Sentence"), max_length=1000)
