"""The pattern library: pages made from a signed proposal."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from network.blocks import SentencesBlock
from network.models import KeyedPage


class HandleBlock(blocks.StructBlock):
    """A handle: what you can do, and who can do it."""

    what = blocks.CharBlock(label=_("Handle"))
    who = blocks.CharBlock(label=_("Who can do this"), required=False)
    named_in = blocks.CharBlock(label=_("Named in"), required=False)


class HandlesBlock(blocks.StreamBlock):
    handle = HandleBlock()


class PatternPage(KeyedPage):
    """What keeps happening, in how many dialogues, and what you can do about it."""

    kind_code = "patroon"

    summary = models.TextField(
        _("what keeps happening"), help_text=_("Two or three sentences, as anybody would say it.")
    )
    category = models.CharField(_("kind of cause"), max_length=40, blank=True)
    conversation_question = models.CharField(_("question for in the conversation"), max_length=300, blank=True)
    handles = StreamField(HandlesBlock(), blank=True, verbose_name=_("what you can do about it"))
    checklist = StreamField(SentencesBlock(), blank=True, verbose_name=_("prevent this in your own process"))
    visible_to = models.CharField(_("visible to"), max_length=300, default="public", editable=False)
    is_example = models.BooleanField(_("example data"), default=False, editable=False)

    content_panels = (
        KeyedPage.content_panels
        + [FieldPanel(name) for name in ("summary", "category", "conversation_question", "handles", "checklist")]
        + KeyedPage.keyed_panels
    )
    parent_page_types = ["learningdialogues.PatternIndexPage"]
    subpage_types: list[str] = []
    template = "learningdialogues/pattern_page.html"
    is_creatable = False  # only a signed proposal makes one

    class Meta:
        verbose_name = _("pattern")
        verbose_name_plural = _("patterns")

    @property
    def category_label(self) -> str:
        """What kind of cause it is, in words."""
        from learningdialogues.kinds.patterns import CATEGORIES  # stands on the models

        return str(CATEGORIES.get(self.category, ""))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The context of any item page, with how often the pattern was seen."""
        from learningdialogues.counting import counts_of  # stands on the models

        counts = counts_of([self.key]).get(self.key)
        return super().get_context(request, *args, **kwargs) | {"counts": counts}

    def item_visibility(self) -> frozenset[str]:
        """Public, or only the organisations that have seen it while they are fewer than three."""
        return frozenset(self.visible_to.split()) if self.live else frozenset()
