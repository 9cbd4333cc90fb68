"""Parts of Dutch compounds, found in a vocabulary: *uitkeringsontvanger* → *uitkering*, *ontvanger*."""

from collections.abc import Collection

from search.dutch.lemmas import lemma
from search.dutch.words import is_stop_word

SHORTEST_PART = 4
_SHORT_LAST_PARTS = frozenset({"wet", "app", "vog"})
_NO_PARTS = frozenset(
    {"lijk", "lijken", "heen", "onder", "boven", "achter", "terug", "voor", "over", "beeld", "werkster"}
)
_LINKS = ("", "s", "en", "e", "n", "-")
_LONGEST_WORD = 60


class Compounds:
    """Splits words into words of ``vocabulary`` (folded dictionary forms), and remembers what it found."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        self._vocabulary = frozenset(vocabulary)
        self._found: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that ``word`` is made of, over all ways to split it whole; empty when there is no such way.

        Each part has four letters or more (a few shorter heads excepted) and stands in the vocabulary itself or by its
        dictionary form; between two parts an s, e, n, en or hyphen may stand.
        """
        if word not in self._found:
            self._found[word] = tuple(sorted(self._split(word))) if len(word) <= _LONGEST_WORD else ()
        return self._found[word]

    def _split(self, word: str) -> set[str]:
        found: set[str] = set()
        for end in range(SHORTEST_PART, len(word) - 2):
            head = self._as_word(word[:end])
            if head is None:
                continue
            for link in _LINKS:
                rest = word[end:].removeprefix(link) if word[end:].startswith(link) else ""
                found |= self._with_rest(head, rest)
        return found

    def _with_rest(self, head: str, rest: str) -> set[str]:
        """``head`` and the parts of ``rest``, if the rest is a word or splits into words; else nothing."""
        if len(rest) < SHORTEST_PART and rest not in _SHORT_LAST_PARTS:
            return set()
        whole = self._as_word(rest)
        parts = set(self.parts(rest))
        if whole is not None:
            parts.add(whole)
        return parts | {head} if parts else set()

    def _as_word(self, part: str) -> str | None:
        form = part if part in self._vocabulary else lemma(part)
        if form not in self._vocabulary or form in _NO_PARTS or is_stop_word(form):
            return None
        return form
