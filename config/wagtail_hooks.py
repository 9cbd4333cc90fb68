"""The menu "Per soort" of the editors' part: the pages of each kind in one list, with search and filters.

It stands in ``config`` because the pages belong to three apps.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet

from bestpractices.models import MechanismPage, PracticePage
from learningdialogues.models import ExampleCasePage, MethodPage, PatternPage
from network.models import ActionLinePage


def listing(model: Any, name: str, icon: str, label: Any, **more: Any) -> PageListingViewSet:
    """All pages of ``model`` in one list; ``more`` holds its columns and filters."""
    fields = {"model": model, "icon": icon, "menu_label": label, "add_to_admin_menu": False, **more}
    return type(f"{model.__name__}Listing", (PageListingViewSet,), fields)(name)


class PagesPerKind(ViewSetGroup):
    menu_label = _("Per kind")
    menu_name = "pages-per-kind"
    menu_icon = "list-ul"
    menu_order = 110
    items = (
        listing(
            PracticePage,
            "practices",
            "tick-inverse",
            _("Practices"),
            list_display=["title", "soort", "result_direction", "evidence"],
            list_filter=["soort", "result_direction", "evidence", "stopped", "live"],
        ),
        listing(
            MechanismPage,
            "mechanisms",
            "link",
            _("Mechanism cards"),
            list_filter=["is_core_card", "evidence", "basis", "live"],
        ),
        listing(PatternPage, "patterns", "site", _("Patterns"), list_filter=["live"]),
        listing(ExampleCasePage, "example_cases", "comment", _("Example cases"), list_filter=["startable", "live"]),
        listing(MethodPage, "methods", "list-ol", _("Methods"), list_filter=["evidence", "live"]),
        listing(ActionLinePage, "action_lines", "order", _("Action lines"), list_display=["number", "title"]),
    )


@hooks.register("register_admin_viewset")
def pages_per_kind() -> PagesPerKind:
    return PagesPerKind()
