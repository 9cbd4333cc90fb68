"""Guides in the editors' part: an instrument is made of steps, without code."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import PreviewOnEditView, SnippetViewSet, UnpublishView

from learningdialogues.models import Guide
from network import moderation


class GuidePreview(PreviewOnEditView):
    """Wagtail looks a thing up among ``objects``; a guide that was never published is not there."""

    def get_object(self) -> Any:
        guide = get_object_or_404(Guide.with_drafts, pk=unquote(str(self.kwargs["pk"])))
        if not self.user_has_permission_for_instance(self.permission_required, guide):
            raise PermissionDenied
        return guide.get_latest_revision_as_object()


class NoUnpublishing(UnpublishView):
    """``loadcontent`` would not find a guide that was taken back, and make it a second time."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied(_("A guide that was published stays."))


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
    preview_on_edit_view_class = GuidePreview
    unpublish_view_class = NoUnpublishing


register_snippet(GuideViewSet)


@hooks.register("construct_snippet_action_menu")
def hide_unpublishing(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """What ``NoUnpublishing`` and ``refuse_publishing_alone`` refuse is not offered."""
    if context["model"] is Guide:
        menu_items[:] = [item for item in menu_items if not isinstance(item, UnpublishMenuItem)]
        if not moderation.may_publish_alone(request.user):
            menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


@hooks.register("before_create_snippet")
@hooks.register("before_edit_snippet")
def refuse_publishing_alone(request: HttpRequest, changed: Any) -> None:
    """As with pages: a second reader publishes, whatever rights a group was given by hand."""
    model = changed if isinstance(changed, type) else type(changed)
    if model is Guide and request.POST.get("action-publish") and not moderation.may_publish_alone(request.user):
        raise PermissionDenied(_("A second reader publishes this guide."))
