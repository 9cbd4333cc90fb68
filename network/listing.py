"""Index pages: facets with counts, chosen values, order and pages. Pure: it takes rows and gives frozen values.

Values chosen within one facet widen the list, facets narrow each other. The counts of a facet say how many rows there
would be per value, given what is chosen in the *other* facets; so a chosen value never changes its neighbours' counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

PAGE_SIZE = 20
ORDER = "volgorde"
BY_TITLE = "titel"
BY_DATE = "nieuwste"
BY_NUMBER = "nummer"
ORDERS = [(BY_TITLE, _("Title")), (BY_DATE, _("Newest first"))]
NUMBERED = [(BY_NUMBER, _("Number")), *ORDERS]
"""The orders of a kind that its source numbers; the first one is the usual order."""

Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class ListedRow:
    """One item on an index page; ``values`` holds, per facet, the values it falls under."""

    key: str
    kind: str
    title: str
    summary: str
    url: str
    updated_at: datetime
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    marks: str = ""
    is_example: bool = False
    number: str = ""


@dataclass(frozen=True)
class Facet:
    """A question that narrows the list: its name in the address, its label, its values with their labels in order."""

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Chip:
    """A chosen value, with the address of the same list without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Listing:
    """Everything an index page shows."""

    page: PageOfRows
    total: int
    facets: list[dict[str, Any]]
    chips: list[Chip]
    orders: list[dict[str, Any]]
    order: str
    clear_url: str
    is_usual_order: bool


def chosen_values(facets: Iterable[Facet], query: QueryDict) -> dict[str, frozenset[str]]:
    """The values that ``query`` chooses, per facet; what no facet knows is ignored."""
    return {
        facet.name: frozenset(query.getlist(facet.name)) & {value for value, _label in facet.choices}
        for facet in facets
    }


def narrowed(rows: Iterable[ListedRow], chosen: Chosen) -> list[ListedRow]:
    """The rows that have, for each facet with a choice, at least one of its chosen values."""
    return [row for row in rows if all(_fits(row, name, values) for name, values in chosen.items())]


def _fits(row: ListedRow, name: str, values: frozenset[str]) -> bool:
    return not values or not values.isdisjoint(row.values.get(name, frozenset()))


def counted(rows: Sequence[ListedRow], facets: Iterable[Facet], chosen: Chosen) -> list[dict[str, Any]]:
    """The facets as the template draws them. A value that never occurs in ``rows`` is left out, unless chosen."""
    return [_counted_facet(rows, facet, chosen) for facet in facets]


def _counted_facet(rows: Sequence[ListedRow], facet: Facet, chosen: Chosen) -> dict[str, Any]:
    others = {name: values for name, values in chosen.items() if name != facet.name}
    counts = Counter(value for row in narrowed(rows, others) for value in row.values.get(facet.name, ()))
    occurring = {value for row in rows for value in row.values.get(facet.name, ())}
    values = [
        {"value": value, "label": label, "count": counts[value], "is_chosen": value in chosen.get(facet.name, ())}
        for value, label in facet.choices
        if value in occurring or value in chosen.get(facet.name, ())
    ]
    return {"name": facet.name, "label": facet.label, "values": values}


def chips(facets: Iterable[Facet], chosen: Chosen, order: str = "") -> list[Chip]:
    """A chip for each chosen value; its address keeps the rest of the choices and goes back to the first page."""
    return [
        Chip(str(label), address({**chosen, facet.name: chosen[facet.name] - {value}}, order))
        for facet in facets
        for value, label in facet.choices
        if value in chosen[facet.name]
    ]


def address(chosen: Chosen, order: str = "") -> str:
    """The query part of the address of this list with these choices; without ``order`` it is the usual one."""
    pairs = [(name, value) for name, values in chosen.items() for value in sorted(values)]
    if order:
        pairs.append((ORDER, order))
    return "?" + urlencode(pairs)


def in_order(rows: Iterable[ListedRow], order: str) -> list[ListedRow]:
    """By title, by number, or with the newest first."""
    by_title = sorted(rows, key=lambda row: row.title.casefold())
    if order == BY_NUMBER:
        return sorted(by_title, key=lambda row: counting(row.number))
    if order == BY_DATE:
        return sorted(by_title, key=lambda row: row.updated_at, reverse=True)
    return by_title


def counting(number: str) -> list[tuple[int, int, str]]:
    """What puts numbers in the order in which people count: 1.2 before 1.10, figures before words."""
    parts = re.findall(r"\d+|[^\d.\s-]+", number)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts]


def listing(rows: Sequence[ListedRow], facets: Sequence[Facet], query: QueryDict) -> Listing:
    """The index page of ``rows`` as the address ``query`` asks for it; a page that is not there becomes the last."""
    orders = NUMBERED if any(row.number for row in rows) else ORDERS
    usual = orders[0][0]
    order = query.get(ORDER, usual) if query.get(ORDER) in dict(orders) else usual
    chosen, told = chosen_values(facets, query), {name: "" if name == usual else name for name, _label in orders}
    found = in_order(narrowed(rows, chosen), order)
    return Listing(
        page=Paginator(found, PAGE_SIZE).get_page(query.get("pagina")),
        total=len(found),
        facets=counted(rows, facets, chosen),
        chips=chips(facets, chosen, told[order]),
        orders=[
            {"label": label, "url": address(chosen, told[name]), "is_chosen": name == order} for name, label in orders
        ],
        order=order,
        clear_url=address({}, told[order]),
        is_usual_order=order == usual,
    )
