"""Guides in the editors' part: an instrument is made of steps, without code."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.action_menu import PublishMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from learningdialogues.models import Guide
from network import moderation


class GuideViewSet(SnippetViewSet):
    model = Guide
    icon = "list-ol"
    menu_label = _("Guides")
    menu_order = 140
    add_to_admin_menu = True
    list_display: ClassVar[list[Any]] = [
        "title",
        "origin",
        Column("minutes", label=_("Minutes")),
        "method",
        LiveStatusTagColumn(),
    ]
    search_fields: ClassVar[list[str]] = ["title", "summary", "key"]
    search_backend_name = None
    copy_view_enabled = False


register_snippet(GuideViewSet)


@hooks.register("construct_snippet_action_menu")
def hide_publishing(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """What ``refuse_publishing_alone`` refuses is not offered."""
    if context["model"] is Guide and not moderation.may_publish_alone(request.user):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


@hooks.register("before_create_snippet")
@hooks.register("before_edit_snippet")
def refuse_publishing_alone(request: HttpRequest, changed: Any) -> None:
    """As with pages: a second reader publishes, whatever rights a group was given by hand."""
    model = changed if isinstance(changed, type) else type(changed)
    if model is Guide and request.POST.get("action-publish") and not moderation.may_publish_alone(request.user):
        raise PermissionDenied(_("A second reader publishes this guide."))
