"""Dutch text to terms, once, for every engine. A change here raises VERSION: rebuild the index."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from search.dutch.compounds import Compounds
from search.dutch.lemmas import lemma
from search.dutch.words import fold, is_stop_word, tokens

VERSION = "3"
_LONGEST_TERM = 100


@dataclass(frozen=True)
class Word:
    """A word of a text: its term, the terms of its parts, and where it stands (``start`` up to ``end``)."""

    term: str
    parts: tuple[str, ...]
    start: int
    end: int
    is_stop_word: bool = False


class Analysis:
    """Turns text into terms. ``vocabulary`` holds the terms that compounds are split into.

    The vocabulary belongs to one index: what was indexed and what is asked are split alike.
    """

    def __init__(self, vocabulary: Collection[str] = ()) -> None:
        self.vocabulary = frozenset(vocabulary)
        self._compounds = Compounds(self.vocabulary)

    def words(self, text: str) -> list[Word]:
        """Every word of ``text`` in its order, stop words too."""
        return [
            Word(*self._term_and_parts(token.text), token.start, token.end, is_stop_word(fold(token.text)))
            for token in tokens(text)
        ]

    def index_terms(self, text: str) -> str:
        """What an engine keeps of ``text``: its terms in their order, then the parts of compounds, between spaces.

        The parts come last, so that neighbours in the text stay neighbours in the index.
        """
        words = [word for word in self.words(text) if not word.is_stop_word]
        return " ".join([word.term for word in words] + [part for word in words for part in word.parts])

    def _term_and_parts(self, word: str) -> tuple[str, tuple[str, ...]]:
        word = word[:_LONGEST_TERM]
        if "-" in word:
            return self._of_hyphenated(word)
        term = lemma(word)
        return term, self._compounds.parts(term)

    def _of_hyphenated(self, word: str) -> tuple[str, tuple[str, ...]]:
        """*no-show* → *noshow* with the parts *no* and *show*: found however people write it."""
        pieces = [piece for piece in word.split("-") if piece]
        forms = [lemma(piece) for piece in pieces]
        inner = [part for form in forms for part in self._compounds.parts(form)]
        parts = [form for form in forms if len(form) > 1 and not is_stop_word(form)]
        return lemma("".join(pieces)), tuple(dict.fromkeys(parts + inner))


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """The terms of ``texts`` that compounds may be split into."""
    plain = Analysis()
    return frozenset(
        piece
        for text in texts
        for word in plain.words(text)
        if not word.is_stop_word
        for piece in (word.term, *word.parts)
    )
