"""The dictionary form of a Dutch word. The dictionary takes 41 MB and is read once, when first asked."""

import re
from functools import lru_cache

from search.dutch.words import fold

_SHORTEST_PART = 4
_ENDINGS = ("en", "n", "e", "s", "'s", "t")
_VOWEL_PAIR = re.compile(r"(?<=[aeiou])[aeiou]")
_DIAERESIS = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The folded dictionary form of ``word`` (lower case): *gemeld* → *melden*, *clienten* → *client*.

    A word the dictionary does not know is tried with its diaeresis, without its ending, and by its last known part
    (*werkbriefjes* → *werkbrief*); else it stays as it is.
    """
    return fold(_known_form(word) or _form_of_last_part(word) or word)


def is_dutch(word: str) -> bool:
    """Whether ``word`` (lower case) is a form that the dictionary knows: surely no typing error."""
    return any(_is_known(form) for form in (word, *_with_diaeresis(word)))


def _known_form(word: str) -> str | None:
    for form in (word, *_with_diaeresis(word), *_without_endings(word)):
        if _is_known(form):
            return _lemmatize(form)
    return None


def _with_diaeresis(word: str) -> list[str]:
    return [
        word[: match.start()] + _DIAERESIS[match.group()] + word[match.end() :] for match in _VOWEL_PAIR.finditer(word)
    ]


def _without_endings(word: str) -> list[str]:
    return [
        word.removesuffix(ending)
        for ending in _ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PART
    ]


def _form_of_last_part(word: str) -> str | None:
    """The longest known end of ``word`` decides: *doenvermogen* ends in *vermogen*, not in *ogen*."""
    for start in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if _is_known(word[start:]):
            return word[:start] + _lemmatize(word[start:])
    return None


@lru_cache(maxsize=200_000)
def _lemmatize(word: str) -> str:
    """The form the dictionary gives, and what it gives for that: it leads *boetes* to *boete*, and that to *boeten*.

    A verb that separates is written there with a mark (*aan_sluiten*), which goes.
    """
    import simplemma

    once = simplemma.lemmatize(word, lang="nl")
    return simplemma.lemmatize(once, lang="nl").replace("_", "")


@lru_cache(maxsize=200_000)
def _is_known(word: str) -> bool:
    import simplemma

    return simplemma.is_known(word, lang="nl")
