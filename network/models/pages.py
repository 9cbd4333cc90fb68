"""Pages of the network itself: home, texts, the index pages and the four action lines."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from network import kinds
from network.fields import sentences
from network.models.graph import Keyed, KeyedPage


class HomePage(Page):
    """The front page. Its blocks come from the apps; editors write the title and the introduction."""

    lead = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences: what can people do here?")
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, with what the front page tells everybody."""
        from network import public_home  # stands on this module

        return super().get_context(request, *args, **kwargs) | public_home.home_context() | {"knock": uuid4()}


class KindIndexPage(Page):
    """The list of all items of one kind, at the path of that kind."""

    kind_code: ClassVar[str]

    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("What will people find here, and how do they use it?")
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["network.HomePage"]
    max_count = 1

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, with the list of this kind as the address narrows it."""
        from network import index_pages  # stands on this module

        return super().get_context(request, *args, **kwargs) | index_pages.context(request, self.kind_code)

    @property
    def kind_info(self) -> kinds.Kind:
        return kinds.BY_CODE[self.kind_code]


class ActionLineIndexPage(KindIndexPage):
    kind_code = "actielijn"
    subpage_types: ClassVar[list[str]] = ["network.ActionLinePage"]

    class Meta:
        verbose_name = _("index of action lines")


class ActionLinePage(KeyedPage):
    """One of the four action lines under which the network orders its work."""

    kind_code = "actielijn"

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    summary = models.TextField(_("summary"), help_text=_("What this action line is about, in a few sentences."))
    why = sentences(_("why"), _("Reasons to work on this, one for each line."))
    guiding_questions = sentences(_("guiding questions"), _("Questions a team can ask itself."))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("summary"),
        FieldPanel("why"),
        FieldPanel("guiding_questions"),
        *Keyed.keyed_panels,
    ]
    parent_page_types: ClassVar[list[str]] = ["network.ActionLineIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("action line")
        verbose_name_plural = _("action lines")


class TextPage(Page):
    """A page of plain text, such as the privacy statement; it has no Item."""

    lead = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences under the title."))
    body = StreamField(
        [
            ("heading", blocks.CharBlock(label=_("Heading"), icon="title")),
            ("text", blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link", "ol", "ul", "h3"])),
            ("quote", blocks.BlockQuoteBlock(label=_("Quote"))),
        ],
        blank=True,
        verbose_name=_("text"),
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["network.HomePage", "network.TextPage"]
    subpage_types: ClassVar[list[str]] = ["network.TextPage"]

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")
