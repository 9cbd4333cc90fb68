"""What the front page tells: how much there is, what is new, and the line told once on a real case."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from network import registry
from network.index_pages import ListedRow, marked, row_of
from network.kinds import BY_CODE
from network.line import line_for
from network.models import Item
from network.visibility import ANYONE

EXAMPLE = "casus-taarten"
NEWEST = 3


def home_context() -> dict[str, Any]:
    """The context of the front page, the same for everybody: counts are of what anyone may see.

    ``counts`` per code of a kind; ``newest_patterns`` and ``newest_practices`` are rows; ``example`` is the item of
    which ``example_line`` has the stations (None and [] on an empty platform); ``has_examples`` when one of them
    shows example data.
    """
    example = _example()
    line = line_for(example, ANYONE) if example else []
    return {
        "counts": counts(ANYONE),
        "newest_patterns": newest("patroon"),
        "newest_practices": newest("praktijk"),
        "example": example,
        "example_line": line,
        "has_examples": any(station.is_example for station in line),
        "example_dialogue_url": "/leerdialogen/voorbeeld/",
    }


def counts(tokens: frozenset[str]) -> dict[str, int]:
    """Per kind how many items that somebody with ``tokens`` may see count as that kind."""
    found = dict(Item.objects.visible_to(tokens).order_by().values_list("kind").annotate(Count("pk")))
    for kind in registry.counted_keys:
        found[kind] = that_count(kind, tokens).count()
    return {code: found.get(code, 0) for code in BY_CODE}


def that_count(kind: str, tokens: frozenset[str]) -> QuerySet[Item]:
    """The visible items of ``kind`` that count as one; a tip is listed among practices, but is none."""
    items = Item.objects.filter(kind=kind).visible_to(tokens)
    return items.filter(pk__in=registry.counted_keys[kind]()) if kind in registry.counted_keys else items


def newest(kind: str) -> list[ListedRow]:
    """The last changed items of ``kind``, with their marks."""
    return marked([row_of(item) for item in that_count(kind, ANYONE).order_by("-updated_at", "title")[:NEWEST]])


def _example() -> Item | None:
    """The case on which the line is told: the usual one, else the case with the most links."""
    cases = Item.objects.filter(kind="voorbeeldcasus").visible_to(ANYONE)
    usual = cases.filter(pk=EXAMPLE).first()
    return usual or cases.annotate(links=Count("links_out") + Count("links_in")).order_by("-links", "key").first()
