"""What every page needs to draw its frame: the menu, the four action lines, and who is looking."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from network import permissions
from network.models import Item, TextPage

MENU = [
    ("Zoeken", "/zoeken/"),
    ("Praktijkvoorbeelden", "/praktijkvoorbeelden/"),
    ("Mechanismekaarten", "/mechanismekaarten/"),
    ("Patronen", "/patronen/"),
    ("Leerdialogen", "/leerdialogen/"),
    ("Aanbevelingen", "/aanbevelingen/"),
    ("Ambassadeurs", "/ambassadeurs/"),
]


def action_lines() -> list[Item]:
    """The four action lines in their order (their keys carry the number)."""
    return list(Item.objects.filter(kind="actielijn").exclude(url="").order_by("key"))


HIGHEST_LEVEL = 3
"""Depth in the page tree right under the home page."""


def text_pages() -> list[TextPage]:
    """The texts right under the home page, in the order of the editors: privacy, accessibility, help."""
    return list(TextPage.objects.live().filter(depth=HIGHEST_LEVEL).order_by("path"))


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame of the page, fetched only when a template draws it."""
    return {
        "menu": [{"label": label, "url": url, "is_here": request.path.startswith(url)} for label, url in MENU],
        "action_lines": SimpleLazyObject(action_lines),
        "contact_email": settings.CONTACT_EMAIL,
        "text_pages": SimpleLazyObject(text_pages),
        "only_reads": SimpleLazyObject(lambda: permissions.only_reads(getattr(request, "user", AnonymousUser()))),
    }
