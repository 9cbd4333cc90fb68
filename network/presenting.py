"""What the public page of any item needs beside its own text: its kind, the line, and what it is linked to."""

from __future__ import annotations

from typing import Any

from network.connections import connections_of, grouped, row_of
from network.line import line_for
from network.models import Item, Keyed


def context_of(thing: Keyed, tokens: frozenset[str]) -> dict[str, Any]:
    """The context of ``network/item_page.html`` for a reader with ``tokens``; a draft in preview has it too.

    ``groups`` are the linked items by kind, without the kinds that the page itself shows (``shown_apart``); ``linked``
    holds all of them by the code of their kind.
    """
    item = Item(key=thing.key, kind=thing.kind_code, title=thing.item_title(), url=thing.item_url())
    connections = connections_of(thing.key, tokens)
    linked: dict[str, list[Any]] = {}
    for connection in connections:
        linked.setdefault(connection.item.kind, []).append(row_of(connection))
    return {
        "thing": thing,
        "kind": thing.kind_info,
        "groups": grouped(connections, without=thing.shown_apart),
        "linked": linked,
        "stations": line_for(item, tokens, connections),
    }
