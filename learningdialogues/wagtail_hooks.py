"""Guides in the editors' part: an instrument is made of steps, without code."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from learningdialogues.models import Guide


class GuideViewSet(SnippetViewSet):
    model = Guide
    icon = "list-ol"
    menu_label = _("Guides")
    menu_order = 140
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["title", "origin", "minutes", "method"]
    search_fields: ClassVar[list[str]] = ["title", "summary", "key"]
    search_backend_name = None
    copy_view_enabled = False


register_snippet(GuideViewSet)
