"""Marking the found words in a text, and choosing the piece of a text that shows most of them. Pure functions."""

import re
from dataclasses import dataclass
from html import escape

from search.dutch.analysis import Analysis, Word

LONGEST_FRAGMENT = 240
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")


@dataclass(frozen=True)
class Piece:
    """A piece of text, found or not: templates mark it, so that nothing is ever trusted as HTML."""

    text: str
    is_found: bool


def pieces(text: str, terms: frozenset[str], analysis: Analysis) -> list[Piece]:
    """``text`` cut into found words and what stands between them. Neighbouring found words become one piece."""
    cut: list[Piece] = []
    place = 0
    for start, end in _found_spans(text, terms, analysis):
        if start > place:
            cut.append(Piece(text[place:start], is_found=False))
        cut.append(Piece(text[start:end], is_found=True))
        place = end
    if place < len(text):
        cut.append(Piece(text[place:], is_found=False))
    return cut


def as_html(parts: list[Piece], *, css: str = "") -> str:
    """The pieces as HTML: everything escaped, found words in ``<mark>`` (of the class ``css``)."""
    mark = f'<mark class="{css}">' if css else "<mark>"
    return "".join(f"{mark}{escape(part.text)}</mark>" if part.is_found else escape(part.text) for part in parts)


def fragment(text: str, terms: frozenset[str], analysis: Analysis) -> str:
    """The part of ``text``, in whole sentences where they fit, with most different ``terms``; empty if it has none."""
    best, most = "", 0
    for passage in _passages(text):
        number = len({term for word in analysis.words(passage) for term in _terms_of(word) & terms})
        if number > most:
            best, most = passage, number
    return _shortened(best, terms, analysis)


def _passages(text: str) -> list[str]:
    """The sentences of ``text``, each with what follows it in its own paragraph as far as that fits."""
    found = []
    for paragraph in text.splitlines():
        sentences = [sentence.strip() for sentence in _SENTENCE_END.split(paragraph) if sentence.strip()]
        found += [_with_following(sentences[place:]) for place in range(len(sentences))]
    return found


def _with_following(sentences: list[str]) -> str:
    passage = sentences[0]
    for following in sentences[1:]:
        if len(passage) + len(following) >= LONGEST_FRAGMENT:
            break
        passage = f"{passage} {following}"
    return passage


def _shortened(passage: str, terms: frozenset[str], analysis: Analysis) -> str:
    """``passage`` cut around its first found word when it is too long; between words, unless words are very long."""
    spans = _found_spans(passage, terms, analysis)
    if len(passage) <= LONGEST_FRAGMENT or not spans:
        return passage[:LONGEST_FRAGMENT]
    first, last = spans[0]
    start = _start_of_word(passage, max(0, first - LONGEST_FRAGMENT // 4))
    cut = passage[start : start + LONGEST_FRAGMENT]
    if start + len(cut) < len(passage):
        cut = cut[: max(cut.rfind(" "), last - start)] + "…"
    return f"…{cut}" if start else cut


def _start_of_word(text: str, place: int) -> int:
    start = text.rfind(" ", 0, place) + 1
    return start if place - start < LONGEST_FRAGMENT // 4 else place


def _found_spans(text: str, terms: frozenset[str], analysis: Analysis) -> list[tuple[int, int]]:
    """Where the found words stand; words with nothing but spaces between them are taken together."""
    spans: list[tuple[int, int]] = []
    for word in analysis.words(text):
        if word.is_stop_word or not _terms_of(word) & terms:
            continue
        if spans and not text[spans[-1][1] : word.start].strip():
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def _terms_of(word: Word) -> set[str]:
    return {word.term, *word.parts}
