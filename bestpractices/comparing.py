"""*Vergelijk*: at most three practices side by side, question by question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bestpractices.models import PracticePage
from network.models import Item

MOST = 3


@dataclass(frozen=True)
class Column:
    """One practice in the comparison, with the address of the same comparison without it."""

    practice: PracticePage
    without: str


def chosen(keys: Sequence[str], visible: Collection[str]) -> list[PracticePage]:
    """The practices with ``keys`` that are among ``visible``, in the order asked for, each once and at most three."""
    wanted = [key for key in dict.fromkeys(keys) if key in visible][:MOST]
    found = {page.key: page for page in PracticePage.objects.live().filter(key__in=wanted)}
    return [found[key] for key in wanted if key in found]


def columns(practices: Sequence[PracticePage]) -> list[Column]:
    keys = [practice.key for practice in practices]
    return [Column(one, address([key for key in keys if key != one.key])) for one in practices]


def address(keys: Sequence[str]) -> str:
    """The query part of the address of a comparison."""
    return "?" + urlencode([("met", key) for key in keys])


def others(items: Collection[Item], practices: Sequence[PracticePage]) -> list[Item]:
    """What can be added: nothing once the table is full."""
    taken = {practice.key for practice in practices}
    return [] if len(taken) >= MOST else [item for item in items if item.key not in taken]
