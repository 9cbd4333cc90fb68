"""The content files as a reader of the pages would check them: every text, every code and every link of an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from django.conf import settings
from django.utils.formats import localize
from django.utils.translation import gettext as _

from bestpractices.models import Factor
from bestpractices.models.practices import DOMAINS, Direction, ResultBasis, Soort
from network.evidence import Evidence
from network.kinds import BY_PREFIX
from network.models import Organisation

FOLDER = settings.BASE_DIR / "content"
SOURCES = "source"
DERIVED = "Derived by the editors"
PARTLY_DERIVED = "Partly derived by the editors"
FROM_SOURCE = "From the study"
CODES: dict[str, dict[str, Any]] = {
    "evidence": dict(Evidence.choices),
    "soort": dict(Soort.choices),
    "domain": dict(DOMAINS),
    "result_direction": dict(Direction.choices),
    "result_basis": dict(ResultBasis.choices),
    "direction": dict(Factor.Direction.choices),
    "type": dict(Organisation.Type.choices),
}
YES = {
    "stopped": "not continued",
    "is_core_card": "core card",
    "is_headed_best_practice": "The source calls it a best practice.",
    "mentioned_only": "A source only mentions this organisation, or has it in a list of participants.",
    "followed": "The network keeps track of what becomes of this.",
    "is_facilitator": "Guides learning dialogues.",
    "listed_in_5_3": "Professionals, in section 5.3 of “Kennis in uitvoering”",
    "optional": "optional",
    "startable": "Start a learning dialogue with this",
}
"""What the page says (msgid) when a yes-or-no field says yes."""


@dataclass(frozen=True)
class Expected:
    """One thing that must stand on the page of an item: in ``field``, in these words."""

    field: str
    words: str


def is_key(value: Any) -> bool:
    return (
        isinstance(value, str)
        and " " not in value
        and value.partition("-")[0] in {*BY_PREFIX, "behoefte"}
        and ("-" in value)
    )


def items() -> dict[str, dict[str, Any]]:
    """Every item of every file by key; rows of tables are items of their own."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        entries = yaml.safe_load(path.read_text())
        for entry in entries if isinstance(entries, list) and "key" in entries[0] else []:
            rows = entry.pop("rows", [])
            found |= {one["key"]: one for one in [entry, *rows] if is_key(one["key"])}
    return found


def sources() -> dict[str, str]:
    """The file name of each document to its title."""
    meta = yaml.safe_load((FOLDER / "meta.yaml").read_text())
    return {document["file"]: document["title"] for document in meta["documents"]}


def links(entries: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    """Per key all keys it is linked to, in either direction."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, entry in entries.items():
        for other in _leaves({name: value for name, value in entry.items() if name != "key"}):
            if is_key(other) and not other.startswith("behoefte-") and other != key:
                assert other in entries, f"{key} names {other}, which is no item"
                found[key].add(other)
                found[other].add(key)
    return found


def _leaves(value: Any) -> Iterator[Any]:
    """Every value inside ``value``, however deep."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
    else:
        yield value


def expected_words(entry: dict[str, Any]) -> Iterator[Expected]:
    """Everything that the page of ``entry`` must say, field by field; links and sources are checked apart."""
    for name, value in entry.items():
        if name not in {"key", SOURCES, "columns", "bases"}:
            yield from _words(name, value)
    for column in entry.get("columns", []):
        yield Expected("columns", column.partition("_")[0])
    for group, counts in entry.get("bases", {}).items():
        yield Expected("bases", group)
        yield from (Expected("bases", str(count)) for count in counts.values())


def _words(name: str, value: Any) -> Iterator[Expected]:
    if isinstance(value, dict):
        for inner_name, inner in value.items():
            if name == "traits":
                yield Expected(name, inner_name.replace("_", " "))
            if (inner_name, inner) != ("basis", "bron"):  # the page says that what has no label comes from the source
                yield from _words(inner_name, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(name, inner)
    elif isinstance(value, bool):
        if value:
            yield Expected(name, _(YES[name]))
    elif value not in (None, "") and not is_key(value):
        yield Expected(name, _label(name, value))


def _label(name: str, value: Any) -> str:
    if name in CODES:
        return str(CODES[name][value])
    if name == "basis" or name.endswith("_basis"):
        return _basis(str(value))
    return localize(value) if isinstance(value, float) else str(value)


def _basis(value: str) -> str:
    if value in {"bron", "deels bron"}:
        return _(FROM_SOURCE) if value == "bron" else value
    if value == "deels afgeleid":
        return _(PARTLY_DERIVED)
    return _(DERIVED) if value in BARE_BASES else value


BARE_BASES = frozenset({"afgeleid", "afgeleid door de redactie", "eigen", "eigen keuze"})
"""Words that say no more than the badge does; a sentence about the basis stands on the page as it is."""
