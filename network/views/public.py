"""Public views of the network app: the permanent address of every item, and the kinds that are no Wagtail pages."""

import string
import unicodedata
from collections.abc import Callable
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from network import index_pages
from network.kinds import BY_CODE
from network.listing import in_order
from network.models import Item, KeyedSnippet, Organisation
from network.presenting import context_of
from network.visibility import tokens_of


@login_not_required
@require_safe
def by_key(request: HttpRequest, key: str) -> HttpResponse:
    """Lead from the permanent address of an item to the page, or the place on a page, that shows it."""
    item = get_object_or_404(Item.objects.visible_to(tokens_of(request.user)), pk=key)
    return redirect(item.url)


def detail_view(model: type[KeyedSnippet]) -> Callable[..., HttpResponse]:
    """The public page of each thing of ``model``; somebody who may not see its item gets a 404."""

    @login_not_required
    @require_safe
    def detail(request: HttpRequest, key: str) -> HttpResponse:
        tokens = tokens_of(request.user)
        get_object_or_404(Item.objects.visible_to(tokens), pk=key)
        return render(request, model.public_template, context_of(get_object_or_404(model, key=key), tokens))

    return detail


def index_view(kind: str, template: str = "network/index_page.html") -> Callable[..., HttpResponse]:
    """The index page of ``kind``, with the facets that its app gave it."""

    @login_not_required
    @require_safe
    def index(request: HttpRequest) -> HttpResponse:
        return render(request, template, index_pages.context(request, kind))

    return index


@login_not_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations with something to tell in the list; those that are only mentioned under a heading of their own."""
    mentioned = set(Organisation.objects.filter(mentioned_only=True).values_list("key", flat=True))
    context = index_pages.context(request, "organisatie", without=mentioned)
    rows = index_pages.rows_of("organisatie", tokens_of(request.user))
    context["mentioned"] = in_order([row for row in rows if row.key in mentioned], "titel")
    return render(request, "network/organisations.html", context)


@login_not_required
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """The glossary from A to Z on one page."""
    rows = in_order(index_pages.rows_of("begrip", tokens_of(request.user)), "titel")
    letters = [(letter, list(group)) for letter, group in groupby(rows, key=lambda row: first_letter(row.title))]
    return render(request, "network/terms.html", {"kind": BY_CODE["begrip"], "letters": letters, "total": len(rows)})


def first_letter(title: str) -> str:
    """The letter of the alphabet under which ``title`` stands; "0-9" for figures and signs."""
    first = unicodedata.normalize("NFD", title[:1]).upper()[:1]
    return first if first in string.ascii_uppercase and first else "0-9"
