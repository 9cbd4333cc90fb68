"""What every page needs to draw its frame: the menu, the four action lines, and who is looking."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from network.models import Item

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


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame of the page, fetched only when a template draws it."""
    return {
        "menu": [{"label": label, "url": url, "is_here": request.path.startswith(url)} for label, url in MENU],
        "action_lines": SimpleLazyObject(action_lines),
    }
