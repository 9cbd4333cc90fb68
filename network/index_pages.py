"""The rows of an index page: items of one kind that the reader may see, with the values that its facets count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from network import registry
from network.kinds import BY_CODE
from network.listing import Facet, ListedRow, listing
from network.models import Item, Link
from network.navigation import action_lines
from network.visibility import tokens_of

ValuesByKey = Mapping[str, Mapping[str, Collection[str]]]


def context(request: HttpRequest, kind: str, *, without: Collection[str] = ()) -> dict[str, Any]:
    """What ``network/index_page.html`` needs to draw the list of ``kind`` for the person of ``request``.

    The items with a key in ``without`` stand somewhere else on the page.
    """
    values, facets = registry.facets[kind]() if kind in registry.facets else ({}, [])
    rows = [row for row in rows_of(kind, tokens_of(request.user), values) if row.key not in without]
    if kind in registry.numbers:
        numbers = registry.numbers[kind]()
        rows = [replace(row, number=numbers.get(row.key, "")) for row in rows]
    found = listing(rows, facets, request.GET)
    found.page.object_list = marked(found.page.object_list)
    return {"kind": BY_CODE[kind], "listing": found, "counted": len(_that_count(kind, rows))}


def rows_of(kind: str, tokens: frozenset[str], values: ValuesByKey | None = None) -> list[ListedRow]:
    """All items of ``kind`` that somebody with ``tokens`` may see; ``values`` says per key what its facets count."""
    known = values or {}
    return [row_of(item, known.get(item.key, {})) for item in Item.objects.filter(kind=kind).visible_to(tokens)]


def row_of(item: Item, values: Mapping[str, Collection[str]] | None = None) -> ListedRow:
    """One item as lists draw it; ``values`` says per facet what it falls under."""
    return ListedRow(
        item.key,
        item.kind,
        item.title,
        item.summary,
        item.url,
        item.updated_at,
        {name: frozenset(found) for name, found in (values or {}).items()},
        is_example=item.is_example,
    )


def linked_keys(kind: str, other: str) -> dict[str, set[str]]:
    """Per item of ``kind`` the keys of the items of kind ``other`` that it is linked to, in either direction."""
    found: dict[str, set[str]] = defaultdict(set)
    outwards, inwards = Q(source__kind=kind, target__kind=other), Q(source__kind=other, target__kind=kind)
    ends = Link.objects.filter(outwards | inwards).values_list("source_id", "target_id", "source__kind")
    for source, target, first in ends:
        key, other_key = (source, target) if first == kind else (target, source)
        found[key].add(other_key)
    return found


def action_line_facet() -> Facet:
    """The four action lines as a facet; its values come from ``linked_keys(kind, "actielijn")``."""
    return Facet("actielijn", _("Action line"), [(item.key, item.title) for item in action_lines()])


def marked(rows: Iterable[ListedRow]) -> list[ListedRow]:
    """The rows with the marks that their kind shows in lists (effect, evidence)."""
    rows = list(rows)
    marks = marks_of(rows)
    return [replace(row, marks=marks.get(row.key, "")) for row in rows]


def marks_of(rows: Sequence[Any]) -> dict[str, str]:
    """Per key the marks of ``rows`` (anything with a key and a kind): one question to each app, however many rows."""
    marks: dict[str, str] = {}
    for kind in sorted({row.kind for row in rows} & registry.marks.keys()):
        marks |= registry.marks[kind]([row.key for row in rows if row.kind == kind])
    return marks


def _that_count(kind: str, rows: Sequence[ListedRow]) -> Sequence[ListedRow]:
    if kind not in registry.counted_keys:
        return rows
    keys = set(registry.counted_keys[kind]())
    return [row for row in rows if row.key in keys]
