"""The menu "Kennis" of the editors' part: everything without a page, that is picked or looked up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from bestpractices.models import (
    ActiveIngredient,
    Factor,
    KeyFigure,
    KnowledgeGap,
    Principle,
    Publication,
    Segment,
    Theory,
    UsageRow,
    UsageTable,
)
from network.models import AmbassadorRole, Keyed, Network, Organisation, Recommendation, Term


class KnowledgeViewSet(SnippetViewSet):
    """A list with search by title, summary and key. Search goes to the database: Wagtail's index holds pages only."""

    list_display: ClassVar[list[str]] = ["title", "key"]
    search_fields: ClassVar[list[str]] = ["title", "summary", "key"]
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50


ORGANISATION_PANELS = [
    FieldPanel(name) for name in ("title", "summary", "type", "type_basis", "mentioned_only", "note")
]
"""What editors write about an organisation. Who belongs to it is decided elsewhere."""


def viewset(model: Any, icon: str, filters: tuple[str, ...] = (), **more: Any) -> type[KnowledgeViewSet]:
    """The viewset of ``model`` in the menu, with its filters and whatever differs."""
    fields = {"model": model, "icon": icon, "list_filter": list(filters), **more}
    return type(f"{model.__name__}ViewSet", (KnowledgeViewSet,), fields)


class KnowledgeGroup(SnippetViewSetGroup):
    menu_label = _("Knowledge")
    menu_name = "knowledge"
    menu_icon = "glasses"
    menu_order = 150
    items = (
        viewset(Term, "openquote", list_display=["title", "summary", "key"]),
        viewset(
            Recommendation,
            "arrow-right",
            ("followed",),
            list_display=["number", "title", "followed", "key"],
            search_fields=["title", "summary", "text", "number", "key"],
        ),
        viewset(Theory, "education", ("evidence",), list_display=["title", "literature", "evidence", "key"]),
        viewset(ActiveIngredient, "pick", ("element", "evidence"), list_display=["title", "element", "key"]),
        viewset(Segment, "group", ("evidence",)),
        viewset(KnowledgeGap, "help", ("listed_in_5_3",)),
        viewset(Factor, "order", ("direction",), list_display=["title", "direction", "key"]),
        viewset(Principle, "pilcrow"),
        viewset(Publication, "doc-full", ("publisher",), list_display=["title", "publisher", "year", "key"]),
        viewset(KeyFigure, "order-up", list_display=["title", "value", "key"]),
        viewset(UsageTable, "table"),
        viewset(
            UsageRow, "table", ("group",), list_display=["label", "group", "totaal_pct"], search_fields=["label", "key"]
        ),
        viewset(
            Organisation,
            "home",
            ("type", "mentioned_only"),
            list_display=["title", "type", "key"],
            panels=[*ORGANISATION_PANELS, *Keyed.keyed_panels],
        ),
        viewset(Network, "calendar", ("kind",), list_display=["title", "kind", "date", "key"]),
        viewset(AmbassadorRole, "user", ("is_facilitator",), list_display=["title", "role", "key"]),
    )


register_snippet(KnowledgeGroup)
