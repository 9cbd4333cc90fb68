"""Other words for what is asked: the glossary's synonyms and ``content/thesaurus.yaml``. Pure functions and values."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

SAME, NARROWER, BROADER, RELATED = 0.6, 0.35, 0.25, 0.25
_LOOSENESS = 2


@dataclass(frozen=True)
class Entry:
    """``word`` with words that mean the ``same``, ``broader`` and ``narrower`` ones, and ``related`` ones."""

    word: str
    same: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class OtherWord:
    """``label`` may be searched for too, by all of ``terms``; ``weight`` says how much it counts."""

    label: str
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Match:
    """These ``terms`` of the question are in the thesaurus; ``others`` say what else they are called."""

    terms: tuple[str, ...]
    others: tuple[OtherWord, ...]


class Thesaurus:
    """Looks up terms. ``to_terms`` turns a word or phrase into its terms (no stop words)."""

    def __init__(self, entries: Iterable[Entry], to_terms: Callable[[str], tuple[str, ...]]) -> None:
        self._to_terms = cache(to_terms)
        self._others: dict[tuple[str, ...], dict[tuple[str, ...], OtherWord]] = {}
        for entry in entries:
            self._add(entry)
        self._by_term: dict[str, list[tuple[str, ...]]] = {}
        for terms in self._others:
            for term in set(terms):
                self._by_term.setdefault(term, []).append(terms)

    def lookup(self, terms: Sequence[str]) -> list[Match]:
        """What of ``terms`` (the content words of a question) has other words, whatever the order of a phrase."""
        candidates = {phrase for term in terms for phrase in self._by_term.get(term, ())}
        found = []
        for phrase in sorted(candidates, key=lambda phrase: (-len(phrase), phrase)):
            if _stands_in(phrase, terms):
                others = sorted(self._others[phrase].values(), key=lambda other: -other.weight)
                found.append(Match(phrase, tuple(others)))
        return found

    def _add(self, entry: Entry) -> None:
        circle = (entry.word, *entry.same)
        for one in circle:
            for other in circle:
                self._connect(one, other, SAME)
        for one in circle:
            for weight, back, words in (
                (BROADER, NARROWER, entry.broader),
                (NARROWER, BROADER, entry.narrower),
                (RELATED, RELATED, entry.related),
            ):
                for word in words:
                    self._connect(one, word, weight)
                    self._connect(word, one, back)

    def _connect(self, one: str, other: str, weight: float) -> None:
        terms, other_terms = self._to_terms(one), self._to_terms(other)
        if not terms or not other_terms or terms == other_terms:
            return
        others = self._others.setdefault(terms, {})
        if other_terms not in others or others[other_terms].weight < weight:
            others[other_terms] = OtherWord(other, other_terms, weight)


def _stands_in(phrase: tuple[str, ...], terms: Sequence[str]) -> bool:
    """Whether all of ``phrase`` stands in ``terms``, near each other, in any order."""
    width = len(phrase) + _LOOSENESS
    return any(set(phrase) <= set(terms[start : start + width]) for start in range(len(terms)))


def entries_from(rows: Iterable[dict]) -> list[Entry]:
    """Entries from the rows of a YAML file: ``word`` and lists ``same``, ``broader``, ``narrower``, ``related``."""
    return [
        Entry(row["word"], **{name: tuple(row.get(name, ())) for name in ("same", "broader", "narrower", "related")})
        for row in rows
    ]
