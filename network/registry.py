"""What apps further left tell the network app, so that imports keep one direction (DESIGN, section 2).

Each app fills these in its ``AppConfig.ready()``; the network app only calls what it finds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from network.models import Item, User


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person: what, why, the verb on the button, where it leads, and before when."""

    title: str
    text: str
    action: str
    url: str
    before: date | None = None


@dataclass(frozen=True)
class HomeBlock:
    """A block on the home page or on "Mijn werk": a template and the context it is drawn with."""

    template: str
    context: dict
    order: int = 50


waits_for_me: list[Callable[["User"], list[Waiting]]] = []
work_blocks: list[Callable[["User"], list[HomeBlock]]] = []
home_blocks: list[Callable[[], list[HomeBlock]]] = []
digest_sections: list[Callable[["User"], str]] = []

dialogue_station: list[Callable[["Item"], str]] = []
"""What the station *Leerdialoog* of the line says for an item, in words ("" when nothing is known)."""

_seen_before: list[Callable[[str, frozenset[str]], list["Item"]]] = []


def register_seen_before(function: Callable[[str, frozenset[str]], list["Item"]]) -> None:
    """Search offers itself as the one who knows what we have seen before."""
    _seen_before[:] = [function]


def seen_before(text: str, tokens: frozenset[str]) -> list["Item"]:
    """Items that look like ``text``, for who has these visibility ``tokens``; nothing is logged or put in a URL."""
    return _seen_before[0](text, tokens) if _seen_before else []
