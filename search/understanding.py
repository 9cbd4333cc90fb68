"""From what somebody typed to what is asked of the engine. Any text is a question; none is an error."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from search.dutch.analysis import Analysis, Word
from search.dutch.lemmas import is_dutch
from search.dutch.spelling import nearest
from search.dutch.thesaurus import OtherWord, Thesaurus
from search.dutch.words import is_question_word
from search.engines.interface import Concept, Variant

LONGEST_QUESTION = 400
MOST_TERMS = 200
PART_WEIGHT = 0.4
JOINED_WEIGHT = 1.0
SPELLED_WEIGHT = 0.7
LEAST_MARKED = 0.4
_MOST_OTHERS = 12

_PHRASE = re.compile(r'"([^"]*)"')
_WITHOUT = re.compile(r"(?<!\S)-(\w[\w-]*)")


@dataclass(frozen=True)
class Question:
    """What is asked: ``concepts`` for the score, ``phrases`` and ``without`` as conditions.

    ``also`` are the thesaurus words that were searched for too; ``marks`` the terms to mark in a text; ``better`` is
    the question with its typing errors mended, if there were any.
    """

    text: str
    concepts: tuple[Concept, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    better: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.concepts and not self.phrases


@dataclass
class _Draft:
    """The concepts in the making: ``concepts[n]`` is what ``words[n]`` asks for, more may follow.

    ``content`` are all words but stop words: phrases of the thesaurus are looked up in them (*niet verschenen*).
    """

    content: list[Word]
    words: list[Word]
    concepts: list[list[Variant]]
    also: list[OtherWord] = field(default_factory=list)
    mended: dict[str, str] = field(default_factory=dict)

    def meant(self, word: Word) -> str:
        """The term of ``word``, its typing error mended."""
        return self.mended.get(word.term, word.term)


def understand(text: str, analysis: Analysis, thesaurus: Thesaurus | None, is_known: Callable[[str], bool]) -> Question:
    """The question in ``text`` (its first 400 characters). Without ``thesaurus`` only the words as they are count.

    ``is_known`` says whether a term occurs in anything that the asker may see.
    """
    text = " ".join(text[:LONGEST_QUESTION].split())
    is_known = cache(is_known)
    phrases = tuple(filter(None, (_terms(analysis, phrase) for phrase in _PHRASE.findall(text))))
    rest = _PHRASE.sub(lambda match: match.group(1), text)
    without = tuple(term for word in _WITHOUT.findall(rest) for term in _terms(analysis, word))
    asked = _WITHOUT.sub(" ", rest)
    draft = _draft(analysis.words(asked), strict=thesaurus is None)
    if thesaurus is not None:
        _mend(draft, asked, analysis, is_known)
        _join_neighbours(draft, analysis, is_known)
        _add_other_words(draft, thesaurus, is_known)
    concepts = _capped(draft.concepts)
    marks = frozenset(
        variant.terms[0]
        for concept in concepts
        for variant in concept
        if len(variant.terms) == 1 and variant.weight >= LEAST_MARKED
    )
    return Question(text, concepts, phrases, without, _labels(draft), marks, _better(text, draft))


def _terms(analysis: Analysis, text: str) -> tuple[str, ...]:
    return tuple(word.term for word in analysis.words(text) if not word.is_stop_word)


def _draft(words: list[Word], *, strict: bool) -> _Draft:
    """One concept for each word that says something, once; the others only count when there is nothing else."""
    content = [word for word in words if not word.is_stop_word] or words
    telling = [word for word in content if not is_question_word(word.term)] or content
    telling = list({word.term: word for word in telling}.values())
    concepts = [
        [Variant((word.term,))] + ([] if strict else [Variant((part,), PART_WEIGHT) for part in word.parts])
        for word in telling
    ]
    return _Draft(content, telling, concepts)


def _mend(draft: _Draft, text: str, analysis: Analysis, is_known: Callable[[str], bool]) -> None:
    """A word that occurs nowhere and is no Dutch may be a typing error: its nearest known words are asked too."""
    for place, word in enumerate(draft.words):
        if word.parts or is_known(word.term) or is_dutch(text[word.start : word.end].lower()):
            continue
        near = [other for other in nearest(word.term, analysis.vocabulary) if is_known(other)]
        if near:
            draft.mended[word.term] = near[0]
            draft.concepts[place] += [Variant((other,), SPELLED_WEIGHT) for other in near]
            parts = [part for found in analysis.words(near[0]) for part in found.parts]
            draft.concepts[place] += [Variant((part,), PART_WEIGHT) for part in parts]


def _join_neighbours(draft: _Draft, analysis: Analysis, is_known: Callable[[str], bool]) -> None:
    """Two or three words that are one word elsewhere (*schuld hulp verlening*) are asked for as one too."""
    for size in (3, 2):
        for place in range(len(draft.words) - size + 1):
            joined = "".join(word.term for word in draft.words[place : place + size])
            if joined in analysis.vocabulary and is_known(joined):
                draft.concepts.append([Variant((joined,), JOINED_WEIGHT)])


def _add_other_words(draft: _Draft, thesaurus: Thesaurus, is_known: Callable[[str], bool]) -> None:
    """Ask for other words too, as far as they occur in anything; several words with one meaning are one concept."""
    concept_of = {draft.meant(word): concept for word, concept in zip(draft.words, draft.concepts, strict=False)}
    for match in thesaurus.lookup([draft.meant(word) for word in draft.content]):
        others = [other for other in match.others if all(is_known(term) for term in other.terms)][:_MOST_OTHERS]
        variants = [Variant(other.terms, other.weight) for other in others]
        if len(match.terms) == 1 and match.terms[0] in concept_of:
            concept_of[match.terms[0]] += variants
        elif variants and len(match.terms) > 1:
            draft.concepts.append(variants)
        else:
            continue
        draft.also += others
    draft.also.sort(key=lambda other: -other.weight)


def _labels(draft: _Draft) -> tuple[str, ...]:
    """The other words, the nearest in meaning first, without what was typed itself."""
    typed = {draft.meant(word) for word in draft.content}
    return tuple(dict.fromkeys(other.label for other in draft.also if not typed.issuperset(other.terms)))


def _capped(concepts: list[list[Variant]]) -> tuple[Concept, ...]:
    """The concepts with at most ``MOST_TERMS`` terms together; what was typed comes before what was added."""
    room = MOST_TERMS
    capped: list[Concept] = []
    for concept in concepts:
        kept: list[Variant] = []
        for variant in concept:
            if len(variant.terms) <= room:
                kept.append(variant)
                room -= len(variant.terms)
        if kept:
            capped.append(tuple(kept))
    return tuple(capped)


def _better(text: str, draft: _Draft) -> str:
    """``text`` with its mended words in place of the mistyped ones; empty when there is nothing to mend."""
    if not draft.mended or '"' in text:
        return ""
    better = _WITHOUT.sub(" ", text)
    for word in sorted(draft.words, key=lambda word: -word.start):
        if word.term in draft.mended:
            better = better[: word.start] + draft.mended[word.term] + better[word.end :]
    return better
