"""What an item is linked to: both ways, only what the reader may see, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from network.kinds import BY_CODE, KINDS, Kind
from network.models import Item, Link
from network.templatetags import look

INFERRED_WORDS = ("afgeleid", "eigen")


@dataclass(frozen=True)
class Connection:
    """One link as seen from one of its ends: the item at the other end, what the relation is, and who laid it.

    ``is_outgoing`` is true when the item we stand on names the other one.
    """

    item: Item
    relation: str
    basis: str
    is_outgoing: bool


@dataclass(frozen=True)
class Row:
    """A linked item as lists draw it; ``marks`` tells when our editors inferred the link."""

    key: str
    kind: str
    title: str
    summary: str
    url: str
    basis: str = ""
    marks: str = ""
    is_example: bool = False


def is_inferred(basis: str) -> bool:
    """Whether ``basis`` says that (part of) it is ours and not the source's."""
    return any(word in basis for word in INFERRED_WORDS)


def connections_of(key: str, tokens: frozenset[str]) -> list[Connection]:
    """All visible items that the item ``key`` is linked to, by kind and title. Two queries, however many links."""
    links = Link.objects.filter(Q(source=key) | Q(target=key))
    other_end = {
        (link.target_id if link.source_id == key else link.source_id): (link, link.source_id == key) for link in links
    }
    items = Item.objects.filter(pk__in=other_end).visible_to(tokens)
    found = [
        Connection(item, other_end[item.pk][0].relation, other_end[item.pk][0].basis, other_end[item.pk][1])
        for item in items
    ]
    return sorted(found, key=lambda connection: (_place(connection.item), connection.item.title.casefold()))


def rows_by_key(keys: Collection[str], tokens: frozenset[str]) -> dict[str, list[Row]]:
    """Per key the rows of its visible links, for pages that show many items. Two queries, however many keys."""
    links = Link.objects.filter(Q(source__in=keys) | Q(target__in=keys))
    ends = [
        (here, there, link.basis)
        for link in links
        for here, there in ((link.source_id, link.target_id), (link.target_id, link.source_id))
        if here in keys
    ]
    items = Item.objects.filter(pk__in={there for _here, there, _basis in ends}).visible_to(tokens).in_bulk()
    found: dict[str, list[Row]] = {}
    for here, there, basis in ends:
        if there in items:
            found.setdefault(here, []).append(_row(items[there], basis))
    return found


def _place(item: Item) -> int:
    return KINDS.index(BY_CODE[item.kind])


def row_of(connection: Connection) -> Row:
    """``connection`` as a row of a list."""
    return _row(connection.item, connection.basis)


def _row(item: Item, basis: str) -> Row:
    marks = look.basis(basis) if is_inferred(basis) else ""
    return Row(item.key, item.kind, item.title, item.summary, item.url, basis, marks, item.is_example)


def grouped(connections: Iterable[Connection], *, without: Sequence[str] = ()) -> list[tuple[Kind, list[Row]]]:
    """Rows by kind in the order of the kinds, leaving out the kinds (codes) that the page shows somewhere else."""
    rows: dict[str, list[Row]] = {}
    for connection in connections:
        rows.setdefault(connection.item.kind, []).append(row_of(connection))
    return [(kind, rows[kind.code]) for kind in KINDS if kind.code in rows and kind.code not in without]


def rows_of_kind(connections: Iterable[Connection], code: str) -> list[Row]:
    """The rows of one kind, for a page that gives them a place of their own."""
    return [row_of(connection) for connection in connections if connection.item.kind == code]
