"""Public views of the network app: the permanent address of every item, and the kinds that are no Wagtail pages."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from network import index_pages
from network.models import Item, Keyed
from network.presenting import context_of
from network.visibility import tokens_of


@login_not_required
@require_safe
def by_key(request: HttpRequest, key: str) -> HttpResponse:
    """Lead from the permanent address of an item to the page, or the place on a page, that shows it."""
    item = get_object_or_404(Item.objects.visible_to(tokens_of(request.user)), pk=key)
    return redirect(item.url)


def detail_view(model: type[Keyed], template: str) -> Callable[..., HttpResponse]:
    """The public page of each thing of ``model``; somebody who may not see its item gets a 404."""

    @login_not_required
    @require_safe
    def detail(request: HttpRequest, key: str) -> HttpResponse:
        tokens = tokens_of(request.user)
        get_object_or_404(Item.objects.visible_to(tokens), pk=key)
        return render(request, template, context_of(get_object_or_404(model, key=key), tokens))

    return detail


def index_view(kind: str, template: str = "network/index_page.html", **extra: Any) -> Callable[..., HttpResponse]:
    """The index page of ``kind``, with the facets that its app gave it."""

    @login_not_required
    @require_safe
    def index(request: HttpRequest) -> HttpResponse:
        return render(request, template, index_pages.context(request, kind) | extra)

    return index
