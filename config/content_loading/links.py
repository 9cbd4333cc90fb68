"""From lists of keys in the files to links that are stored once for each pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from config.content_loading.files import Content
from config.content_loading.kinds import LINK_FIELDS, Entry
from network import kinds

RANK = {kind.code: rank for rank, kind in enumerate(kinds.KINDS)}
RELATION_TO = {"actielijn": "belongs_to", "organisatie": "carried_out_by", "theorie": "rests_on"}


@dataclass(frozen=True)
class PlannedLink:
    """A link as its owner will keep it."""

    target: str
    relation: str
    basis: str


def links_by_owner(content: Content, known: set[str]) -> dict[str, list[PlannedLink]]:
    """For each key the links it owns; mistakes go to ``content.problems``.

    The owner of a pair is the item whose kind comes first in ``network.kinds.KINDS``; between two of one kind, the one
    that names the other first. A basis counts whichever side gave it. ``known`` are keys outside the files.
    """
    basis_of: dict[tuple[str, str], str] = {}
    for entry in sorted(content.entries.values(), key=lambda entry: RANK[kinds.kind_of_key(entry.key).code]):
        for field, target in _references(entry):
            if _is_good(content, entry, field, target, known):
                pair = _owner_first(entry.key, target, basis_of)
                basis_of[pair] = basis_of.get(pair) or str(entry.fields.get(f"{field}_basis") or "")
    links: dict[str, list[PlannedLink]] = {}
    for (owner, target), basis in basis_of.items():
        relation = RELATION_TO.get(kinds.kind_of_key(target).code, "related")
        links.setdefault(owner, []).append(PlannedLink(target, relation, basis))
    return links


def _references(entry: Entry) -> Iterator[tuple[str, Any]]:
    for field in LINK_FIELDS:
        value = entry.fields.get(field) or []
        for target in [value] if isinstance(value, str) else value:
            yield field, target


def _is_good(content: Content, entry: Entry, field: str, target: Any, known: set[str]) -> bool:
    if not isinstance(target, str) or (target not in content.entries and target not in known):
        message = _("There is no item with the key “%(key)s”.") % {"key": target}
    elif target == entry.key:
        message = _("An item cannot be linked to itself.")
    elif LINK_FIELDS[field] not in (None, kinds.kind_of_key(target).code):
        message = _("“%(key)s” is of another kind than this field asks for.") % {"key": target}
    else:
        return True
    content.complain(entry.file, entry.key, field, message)
    return False


def _owner_first(one: str, other: str, seen: dict[tuple[str, str], str]) -> tuple[str, str]:
    ranks = RANK[kinds.kind_of_key(one).code], RANK[kinds.kind_of_key(other).code]
    if ranks[0] > ranks[1] or (ranks[0] == ranks[1] and (other, one) in seen):
        return other, one
    return one, other
