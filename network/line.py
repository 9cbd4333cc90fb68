"""Van casus naar effect: six stations on every item page, with the gaps shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import registry
from network.connections import Connection, connections_of
from network.models import Item

KINDS_ON_THE_LINE = {
    "voorbeeldcasus": "casus",
    "patroon": "patroon",
    "praktijk": "praktijk",
    "aanbeveling": "aanbeveling",
}
KINDS_WITH_A_LINE = frozenset({*KINDS_ON_THE_LINE, "mechanisme"})
ANCHOR = "#hangt-samen"


@dataclass(frozen=True)
class Station:
    """One station. ``kind`` names its glyph; ``state`` is *has* (linked), *here* (this page) or *none* (a gap).

    With one thing, ``text`` is its title and ``url`` its page; with several, a count that leads to the list on this
    page; without ``url`` a sentence. ``note`` is a second, smaller line. ``is_example``: (one of) what it
    tells of is example data.
    """

    kind: str
    label: str
    state: str
    text: str
    url: str = ""
    note: str = ""
    is_example: bool = False

    @property
    def glyph(self) -> str:
        return self.kind


def line_for(item: Item, tokens: frozenset[str], connections: Sequence[Connection] | None = None) -> list[Station]:
    """The six stations of ``item`` for a reader with ``tokens``; empty for kinds that have no place on the line.

    Pass ``connections`` when they were fetched already; they are one hop away, in both directions.
    """
    if item.kind not in KINDS_WITH_A_LINE:
        return []
    if connections is None:
        connections = connections_of(item.key, tokens)
    linked = {code: [c.item for c in connections if c.item.kind == code] for code in KINDS_ON_THE_LINE}
    return [
        _case(item, linked["voorbeeldcasus"]),
        _dialogue(item),
        _pattern(item, linked["patroon"]),
        _practice(item, linked["praktijk"]),
        _recommendation(item, linked["aanbeveling"]),
        _effect(item, linked["praktijk"]),
    ]


def _case(item: Item, items: list[Item]) -> Station:
    count = ngettext("%(n)s case", "%(n)s cases", len(items)) % {"n": len(items)}
    return _station(item, "voorbeeldcasus", _("Case"), items, count, _("No case yet"))


def _pattern(item: Item, items: list[Item]) -> Station:
    count = ngettext("%(n)s pattern", "%(n)s patterns", len(items)) % {"n": len(items)}
    return _station(item, "patroon", _("Pattern"), items, count, _("No pattern yet"))


def _practice(item: Item, items: list[Item]) -> Station:
    count = ngettext("%(n)s practice", "%(n)s practices", len(items)) % {"n": len(items)}
    return _station(item, "praktijk", _("Practice"), items, count, _("No practice yet"))


def _recommendation(item: Item, items: list[Item]) -> Station:
    count = ngettext("%(n)s recommendation", "%(n)s recommendations", len(items)) % {"n": len(items)}
    return _station(item, "aanbeveling", _("Recommendation"), items, count, _("No recommendation yet"))


def _station(item: Item, code: str, label: str, items: list[Item], count: str, gap: str) -> Station:
    kind = KINDS_ON_THE_LINE[code]
    if item.kind == code:
        return Station(kind, label, "here", _("You are here"))
    if not items:
        return Station(kind, label, "none", gap)
    if len(items) == 1:
        return Station(kind, label, "has", items[0].title, items[0].url, is_example=items[0].is_example)
    return Station(kind, label, "has", count, ANCHOR, is_example=any(item.is_example for item in items))


def _dialogue(item: Item) -> Station:
    """What happened in dialogues is told in words and never leads anywhere: dialogues are private."""
    text = next((text for say in registry.dialogue_station if (text := say(item))), "")
    return Station("dialoog", _("Learning dialogue"), "has" if text else "none", text or _("No dialogue yet"))


def _effect(item: Item, practices: list[Item]) -> Station:
    """The measured effect of the practice we stand on, or of the practices linked to the thing we stand on."""
    keys = [item.key] if item.kind == "praktijk" else [practice.key for practice in practices]
    text = next((text for say in registry.effect_station if (text := say(keys))), "") if keys else ""
    return Station("effect", _("Effect"), "has" if text else "none", text or _("Not measured yet"))
