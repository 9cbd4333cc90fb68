"""The facets as people see them: their names, the names of their values, and which are chosen."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestpractices.effect import EFFECTS
from bestpractices.models.practices import DOMAINS
from network.evidence import Evidence
from network.kinds import KINDS
from network.models import Item
from network.models.graph import PUBLIC, ItemQuerySet

MOST_VALUES = 8

NAMES: dict[str, Promise] = {
    "type": _("Kind"),
    "actielijn": _("Action line"),
    "domein": _("Scheme"),
    "effect": _("Does it help?"),
    "bewijs": _("How sure are we?"),
    "organisatie": _("Organisation"),
}
FACETS = tuple(NAMES)

_FIXED: dict[str, Mapping[str, object]] = {
    "type": {kind.code: kind.singular for kind in KINDS if kind.is_findable},
    "effect": dict(EFFECTS),
    "bewijs": dict(Evidence.choices),
    "domein": dict(DOMAINS),
}
_KEYS = frozenset({"actielijn", "organisatie"})
"""Facets whose values are the keys of the items of the kind with that name."""
_KEY = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: list[FacetValue]


def known_values(asked: Mapping[str, Iterable[str]], tokens: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Of the values ``asked`` of each facet those that exist, each once and in their order.

    An item that somebody with ``tokens`` may not see is as unknown as one that is not there.
    """
    keys = {value for name in _KEYS for value in asked.get(name, ()) if _KEY.fullmatch(value)}
    found = set(_items(tokens).filter(pk__in=keys).values_list("kind", "pk")) if keys else set()
    return {
        name: tuple(
            value
            for value in dict.fromkeys(values)
            if (value in _FIXED[name] if name in _FIXED else (name, value) in found)
        )
        for name, values in asked.items()
    }


def values_of(name: str) -> list[str]:
    """All that anybody may ask of the facet ``name``, as it is now."""
    if name in _FIXED:
        return list(_FIXED[name])
    return list(_items(frozenset({PUBLIC})).filter(kind=name).order_by("pk").values_list("pk", flat=True))


def _items(tokens: frozenset[str]) -> ItemQuerySet:
    return Item.objects.visible_to(tokens | {PUBLIC})


def facets_from(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, tuple[str, ...]], tokens: frozenset[str]
) -> list[Facet]:
    """The facets with something to choose, in their order. A chosen value is shown even when nothing has it.

    Values that are items somebody with ``tokens`` may not see are left out.
    """
    titles = _titles(counts, chosen, tokens)
    facets = []
    for name, label in NAMES.items():
        numbers = dict.fromkeys(chosen.get(name, ()), 0) | dict(counts.get(name, {}))
        labels = {value: _label(name, value, titles) for value in numbers}
        values = [
            FacetValue(value, labels[value], number, value in chosen.get(name, ()))
            for value, number in numbers.items()
            if labels[value]
        ]
        if values:
            facets.append(Facet(name, str(label), _in_order(name, values)))
    return facets


def _titles(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, tuple[str, ...]], tokens: frozenset[str]
) -> dict[str, str]:
    keys = {value for name in _KEYS for value in (*counts.get(name, ()), *chosen.get(name, ()))}
    return dict(_items(tokens).filter(pk__in=keys).values_list("pk", "title"))


def _label(name: str, value: str, titles: Mapping[str, str]) -> str:
    if name in _KEYS:
        return titles.get(value, "")
    return str(_FIXED[name].get(value, "")) if name in _FIXED else value


def _in_order(name: str, values: list[FacetValue]) -> list[FacetValue]:
    """Fixed lists and action lines in their own order; others by number, at most eight and what is chosen."""
    if name in _FIXED:
        places = list(_FIXED[name])
        return sorted(values, key=lambda value: places.index(value.value))
    if name == "actielijn":
        return sorted(values, key=lambda value: value.value)
    ranked = sorted(values, key=lambda value: (-value.count, value.label))
    return [value for place, value in enumerate(ranked) if place < MOST_VALUES or value.is_chosen]
