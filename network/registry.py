"""What apps further left tell the network app, so that imports keep one direction.

Each app fills these in its ``AppConfig.ready()``; the network app only calls what it finds.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from network.listing import Facet
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

effect_station: list[Callable[[list[str]], str]] = []
"""What the station *Effect* says for the practices with these keys, in words ("" when nothing was measured)."""

counted_keys: dict[str, Callable[[], Iterable[str]]] = {}
"""Per kind whose items do not all count as that kind (a tip is no practice): the keys that do."""

marks: dict[str, Callable[[list[str]], dict[str, str]]] = {}
"""Per kind: the marks (safe HTML) that lists show beside its items, for many keys at once."""

facets: dict[str, Callable[[], "tuple[dict[str, dict[str, Collection[str]]], list[Facet]]"]] = {}
"""Per kind: what its index page can be narrowed by, and the values of each of its keys."""

numbers: dict[str, Callable[[], dict[str, str]]] = {}
"""Per kind that its source numbers: the number of each of its keys. Its index page follows them."""

_seen_before: list[Callable[[str, frozenset[str]], list["Item"]]] = []


def register_seen_before(function: Callable[[str, frozenset[str]], list["Item"]]) -> None:
    """Search offers itself as the one who knows what we have seen before."""
    _seen_before[:] = [function]


def seen_before(text: str, tokens: frozenset[str]) -> list["Item"]:
    """Items that look like ``text``, for who has these visibility ``tokens``; nothing is logged or put in a URL."""
    return _seen_before[0](text, tokens) if _seen_before else []
