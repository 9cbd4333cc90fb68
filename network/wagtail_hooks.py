"""What the network adds to Wagtail: the chooser of items, and the rule of the second reader."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from network import moderation
from network.choosers import ItemChooserViewSet
from network.models import Item


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Items are written by the things they stand for, never by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "choose"} and user.has_perm("wagtailadmin.access_admin")


class ItemViewSet(SnippetViewSet):
    model = Item
    icon = "link"
    chooser_viewset_class = ItemChooserViewSet
    chooser_per_page = 20
    list_display = ["title", "get_kind_display", "key"]
    list_filter = ["kind"]
    search_fields = ["title", "key", "summary"]
    search_backend_name = None
    copy_view_enabled = False
    panels: list[Any] = []
    menu_hook = "register_reports_menu_item"
    menu_order = 900


register_permission_policy(Item, ReadOnlyPolicy(Item))
register_snippet(ItemViewSet)


@hooks.register("construct_page_action_menu")
def hide_publishing(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The button "publish" is there for administrators only; others submit their page to a second reader."""
    if not moderation.may_publish_alone(request.user):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


@hooks.register("before_create_page")
@hooks.register("before_edit_page")
@hooks.register("before_copy_page")
def refuse_publishing_alone(request: HttpRequest, *args: Any) -> None:
    """Whatever rights a group was given by hand; before anything is saved, for Wagtail makes a new page live first."""
    wanted = request.POST.get("action-publish") or request.POST.get("publish_copies")
    if wanted and not moderation.may_publish_alone(request.user):
        raise PermissionDenied(_("A second reader publishes this page."))


@hooks.register("before_bulk_action")
def refuse_publishing_in_bulk(request: HttpRequest, action_type: str, objects: Any, action: Any) -> None:
    if action_type == "publish" and not moderation.may_publish_alone(request.user):
        raise PermissionDenied(_("A second reader publishes these pages, one by one."))
