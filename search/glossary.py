"""The thesaurus in force: the file ``content/thesaurus.yaml`` and the synonyms of the public terms of the glossary.

An editor who changes a term sees the effect within half a minute: that often we look whether the glossary changed.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import yaml
from django.conf import settings
from django.db.models import Count, Max

from network.models import Item, Term
from network.models.graph import PUBLIC
from search.dutch.analysis import Analysis
from search.dutch.thesaurus import Entry, Thesaurus, entries_from
from search.texts import strings_in

_LOOK_AGAIN_SECONDS = 30

Stamp = tuple[int, datetime | None]


@dataclass
class _Kept:
    """The thesaurus that was made last: from which analysis and state of the glossary, and when we looked at that."""

    analysis: Analysis
    thesaurus: Thesaurus
    stamp: Stamp
    looked_at: float


_kept: _Kept | None = None


def thesaurus_for(analysis: Analysis) -> Thesaurus:
    """The thesaurus, its phrases turned into terms by ``analysis``."""
    global _kept
    now = time.monotonic()
    if _kept is not None and _kept.analysis is analysis:
        if now - _kept.looked_at < _LOOK_AGAIN_SECONDS:
            return _kept.thesaurus
        _kept.looked_at = now
        if _kept.stamp == _stamp():
            return _kept.thesaurus
    stamp = _stamp()
    _kept = _Kept(analysis, _make(analysis), stamp, now)
    return _kept.thesaurus


def forget() -> None:
    """Make the thesaurus anew at the next question."""
    global _kept
    _kept = None


def _stamp() -> Stamp:
    """Changes with every change in the glossary."""
    state = Item.objects.filter(kind="begrip").aggregate(number=Count("pk"), last=Max("updated_at"))
    return state["number"], state["last"]


def _make(analysis: Analysis) -> Thesaurus:
    def to_terms(phrase: str) -> tuple[str, ...]:
        """No terms for a phrase of which only one word would be left: *niet kunnen* is not *niet*."""
        words = analysis.words(phrase)
        terms = tuple(dict.fromkeys(word.term for word in words if not word.is_stop_word))
        return terms if len(terms) > 1 or len(words) == 1 else ()

    return Thesaurus([*_file_entries(), *_term_entries()], to_terms)


def file_words() -> list[str]:
    """Every word and phrase of the file: compounds are split into these too."""
    return [word for entry in _file_entries() for word in (entry.word, *entry.same, *entry.narrower, *entry.related)]


@cache
def _file_entries() -> tuple[Entry, ...]:
    path = settings.BASE_DIR / "content" / "thesaurus.yaml"
    return tuple(entries_from(yaml.safe_load(path.read_text(encoding="utf-8"))))


def _term_entries() -> list[Entry]:
    public = Item.objects.filter(kind="begrip").visible_to(frozenset({PUBLIC})).values_list("pk", flat=True)
    terms = Term.objects.filter(key__in=public)
    return [Entry(term.title, same=tuple(strings_in(term, "synonyms"))) for term in terms]
