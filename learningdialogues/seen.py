"""*Eerder gezien*: what the library knows about a cause that the room names. Public items only; nothing is logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from network import registry
from network.connections import Row, rows_by_key
from network.models import Item
from network.visibility import ANYONE

AT_MOST = 4
PRACTICES_AT_MOST = 4


@dataclass(frozen=True)
class Seen:
    """What looks like a cause, with what lists show beside it (how often a pattern was seen), and the practices linked
    to it: which helped, and which were not continued."""

    items: tuple[tuple[Item, str], ...]
    practices: tuple[tuple[Row, str], ...]


def seen_before(texts: Iterable[str]) -> list[Seen]:
    """For each text what was seen before. The number of queries does not grow with what is found."""
    found = [registry.seen_before(text, ANYONE)[:AT_MOST] for text in texts]
    items = {item.pk: item for each in found for item in each}
    linked = rows_by_key(list(items), ANYONE)
    practices = {row.key: row for rows in linked.values() for row in rows if row.kind == "praktijk"}
    kinds = {kind: [key for key, item in items.items() if item.kind == kind] for kind in ("patroon", "praktijk")}
    of_items = {key: mark for kind, keys in kinds.items() for key, mark in _marks(kind, keys).items()}
    of_practices = _marks("praktijk", practices)
    return [
        Seen(
            tuple((item, of_items.get(item.pk, "")) for item in each),
            tuple((row, of_practices.get(row.key, "")) for row in _first_practices(each, linked)),
        )
        for each in found
    ]


def for_the_room(text: str) -> dict[str, list[dict[str, Any]]]:
    """What was seen before of ``text``, in plain words to keep with it: everybody in the room sees it as it was found,
    and no request from a room touches the library. Only what is public, so that everybody there may see it."""
    (found,) = seen_before([text])
    return {
        "items": [_plain(item.title, item.url, item.kind, mark) for item, mark in found.items],
        "practices": [_plain(row.title, row.url, row.kind, mark) for row, mark in found.practices],
    }


def _plain(title: str, url: str, kind: str, mark: str) -> dict[str, str]:
    return {"title": title, "url": url, "kind": kind, "words": " ".join(strip_tags(mark).split())}


def _marks(kind: str, keys: Iterable[str]) -> dict[str, str]:
    return registry.marks[kind](list(keys)) if kind in registry.marks else {}


def _first_practices(items: list[Item], linked: dict[str, list[Row]]) -> list[Row]:
    """The practices linked to ``items``, each once, without those that were found themselves."""
    themselves = {item.pk for item in items}
    rows = {row.key: row for item in items for row in linked.get(item.pk, []) if row.kind == "praktijk"}
    return [row for key, row in rows.items() if key not in themselves][:PRACTICES_AT_MOST]
