"""The one list of what is findable: how each kind of item becomes a SearchDocument."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q

from network.models import Item, Keyed, Link
from network.models.graph import PUBLIC
from search.texts import strings_in, text_fields

Facets = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class SearchDocument:
    """One findable thing as search sees it. ``visible_to`` holds visibility tokens; ``version`` is the Item's."""

    key: str
    type: str
    title: str
    summary: str
    text: str
    search_words: str
    linked_titles: str
    url: str
    facets: Facets
    visible_to: frozenset[str]
    updated: datetime
    evidence: str
    version: int


FacetsOf = Callable[[Any, list[Item]], Facets]
_facets_of: dict[str, FacetsOf] = {}


def facets_of(*kind_codes: str) -> Callable[[FacetsOf], FacetsOf]:
    """Decorator: this function gives the facets of these kinds, from the object and the items it is linked with.

    What it gives takes the place of the facets that every kind gets.
    """

    def register(function: FacetsOf) -> FacetsOf:
        for code in kind_codes:
            _facets_of[code] = function
        return function

    return register


@cache
def models_by_kind() -> dict[str, tuple[type[Keyed], ...]]:
    """The models behind each kind code: every concrete subclass of Keyed, wherever it lives."""
    found: dict[str, tuple[type[Keyed], ...]] = {}
    waiting: list[type[Keyed]] = [Keyed]
    while waiting:
        for model in waiting.pop().__subclasses__():
            waiting.append(model)
            if not model._meta.abstract:
                found[model.kind_code] = (*found.get(model.kind_code, ()), model)
    return found


def is_findable(item: Item) -> bool:
    """Whether ``item`` belongs in an index at all: somebody may see it, and its kind has a page of its own."""
    return bool(item.visibility.strip()) and bool(item.url) and item.kind_info.is_findable


def documents_for(items: Iterable[Item]) -> list[SearchDocument]:
    """A document for each findable item of ``items`` whose object still exists.

    The number of queries depends on the number of kinds, not of items.
    """
    wanted = [item for item in items if is_findable(item)]
    linked = _linked_items([item.pk for item in wanted])
    objects = _objects(wanted)
    return [_document(item, objects[item.pk], linked[item.pk]) for item in wanted if item.pk in objects]


def _objects(items: list[Item]) -> dict[str, Keyed]:
    keys_by_kind: dict[str, list[str]] = defaultdict(list)
    for item in items:
        keys_by_kind[item.kind].append(item.pk)
    found: dict[str, Keyed] = {}
    for kind, keys in keys_by_kind.items():
        for model in models_by_kind().get(kind, ()):
            found |= {thing.key: thing for thing in model._default_manager.filter(key__in=keys)}
    return found


def _linked_items(keys: list[str]) -> dict[str, list[Item]]:
    """The items at the other end of every link of ``keys``, both ways."""
    linked: dict[str, list[Item]] = defaultdict(list)
    wanted = set(keys)
    links = Link.objects.filter(Q(source__in=keys) | Q(target__in=keys)).select_related("source", "target")
    for link in links:
        if link.source_id in wanted:
            linked[link.source_id].append(link.target)
        if link.target_id in wanted:
            linked[link.target_id].append(link.source)
    return linked


def _document(item: Item, thing: Keyed, linked: list[Item]) -> SearchDocument:
    tokens = frozenset(item.visibility.split())
    seen_by_all = [other for other in linked if _is_seen_by_all(tokens, other)]
    return SearchDocument(
        key=item.pk,
        type=item.kind,
        title=item.title,
        summary=item.summary,
        text="\n".join(text_fields(thing)),
        search_words=thing.search_words,
        linked_titles="\n".join(other.title for other in seen_by_all),
        url=item.url,
        facets=_facets(item, thing, seen_by_all),
        visible_to=tokens,
        updated=item.updated_at,
        evidence=str(getattr(thing, "evidence", "") or ""),
        version=item.version,
    )


def _is_seen_by_all(tokens: frozenset[str], other: Item) -> bool:
    """Whether everybody with one of ``tokens`` may see ``other``: nobody finds a thing by what they may not see."""
    theirs = frozenset(other.visibility.split())
    return PUBLIC in theirs or (bool(theirs) and tokens <= theirs)


def _facets(item: Item, thing: Keyed, linked: list[Item]) -> Facets:
    own = _facets_of.get(item.kind, _no_facets)(thing, linked)
    evidence = str(getattr(thing, "evidence", "") or "")
    facets = {
        "type": (item.kind,),
        "actielijn": tuple(sorted(other.pk for other in linked if other.kind == "actielijn")),
        "domein": tuple(strings_in(thing, "domain")),
        "bewijs": (evidence,) if evidence else (),
    }
    return {name: values for name, values in (facets | own).items() if values}


def _no_facets(thing: Any, linked: list[Item]) -> Facets:
    return {}


@facets_of("praktijk")
def _practice_facets(practice: Any, linked: list[Item]) -> Facets:
    """Effect and evidence only for what may carry them; the organisations that did it."""
    return {
        "effect": (practice.shown_effect,) if practice.shown_effect else (),
        "bewijs": (practice.evidence,) if practice.shows_evidence else (),
        "organisatie": tuple(sorted(other.pk for other in linked if other.kind == "organisatie")),
    }
