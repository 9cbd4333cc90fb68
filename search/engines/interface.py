"""What a search engine must do, in terms of our own: the port that the adapters fit.

An engine knows nothing of Dutch: it gets terms and gives keys. Visibility is part of every query it answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

TEXT_FIELDS = ("title", "summary", "text", "search_words", "linked_titles")
SORT_BEST, SORT_NEWEST, SORT_TITLE = "best", "newest", "title"


class EngineUnavailable(Exception):
    """There is no index, or it cannot be read. Whoever searches falls back on the database."""


@dataclass(frozen=True)
class EngineDocument:
    """A document as an engine keeps it: ``terms`` per text field, separated by spaces, and the text for fragments."""

    key: str
    version: int
    terms: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    visible_to: frozenset[str]
    sort_title: str
    updated: datetime
    raw_text: str


@dataclass(frozen=True)
class Variant:
    """One way in which a concept may stand in a document: all of ``terms``, worth ``weight``."""

    terms: tuple[str, ...]
    weight: float = 1.0


Concept = tuple[Variant, ...]
"""Something asked for, in one or more ways; what they score is added up."""


@dataclass(frozen=True)
class EngineQuery:
    """Concepts are combined with OR and ranked; all else is a condition that does not change the score.

    ``filters``: facet name to the chosen values (any of them). ``without``: terms that may not occur. ``phrases``:
    terms that stand next to each other in one field. ``hidden_keys``: what the index has but may not be seen any more.
    """

    concepts: tuple[Concept, ...]
    visible_to: frozenset[str]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    hidden_keys: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    sort: str = SORT_BEST
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True)
class Hit:
    """A found document: ``version`` says which version of the item the engine has."""

    key: str
    version: int
    score: float
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class EngineResults:
    """``total`` and ``facets`` (name to value to count) count only what ``visible_to`` may see."""

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class IndexInfo:
    """What an index was made with: its name, the version of the analysis, and the words that compounds split into."""

    name: str
    analysis: str
    vocabulary: frozenset[str]


class Engine(Protocol):
    """Adapters: ``embedded`` (tantivy). Every method raises EngineUnavailable when there is no usable index."""

    def info(self) -> IndexInfo: ...

    def write(self, documents: Iterable[EngineDocument], gone: Iterable[str]) -> None:
        """Put ``documents`` in the current index in place of their older versions, and take the keys ``gone`` out."""
        ...

    def search(self, query: EngineQuery) -> EngineResults: ...

    def raw_texts(self, keys: list[str]) -> dict[str, str]:
        """The text of each of ``keys`` as it was indexed."""
        ...

    def count(self, term: str, visible_to: frozenset[str]) -> int:
        """How many documents that ``visible_to`` may see contain ``term``."""
        ...

    def start_fresh(self, analysis: str, vocabulary: frozenset[str]) -> "FreshIndex": ...


class FreshIndex(Protocol):
    """An index in the making, while the current one still answers."""

    name: str

    def write(self, documents: Iterable[EngineDocument], gone: Iterable[str]) -> None: ...

    def activate(self) -> None:
        """Let this index answer from now on, in one step; what answered before goes away."""
        ...
