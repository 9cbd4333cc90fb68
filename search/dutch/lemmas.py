"""The dictionary form of a Dutch word. The dictionary takes 41 MB and is read once, when first asked."""

import re
from functools import lru_cache

from search.dutch.words import fold

_SHORTEST_PART = 4
_ENDINGS = ("en", "n", "e", "s", "'s", "t")
_PLURALS = (("ingen", "ing"), ("heden", "heid"), ("eurs", "eur"), ("ers", "er"), ("tjes", "tje"))
_LINKS = ("s", "en", "e", "n")
_VOWEL_PAIR = re.compile(r"(?<=[aeiou])[aeiou]")
_DIAERESIS = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The folded dictionary form of ``word`` (lower case): *gemeld* → *melden*, *clienten* → *client*.

    A word the dictionary does not know is tried with its diaeresis, without its ending, and as a compound by its last
    part (*werkbriefjes* → *werkbrief*); else only a plural ending goes.
    """
    return fold(_known_form(word) or _form_of_last_part(word) or _singular(word))


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
    """The longest known end of ``word`` decides, if what stands before it is a word too.

    *doenvermogen* ends in *vermogen*, not in *ogen*; *handhaving* does not end in *ving*.
    """
    for start in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        known = next((form for form in (word[start:], *_without_endings(word[start:])) if _is_known(form)), None)
        if known and _is_first_part(word[:start]):
            return word[:start] + _lemmatize(known)
    return None


def _is_first_part(part: str) -> bool:
    return _is_known(part) or any(part.endswith(link) and _is_known(part.removesuffix(link)) for link in _LINKS)


def _singular(word: str) -> str:
    for plural, singular in _PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    return word


@lru_cache(maxsize=200_000)
def _lemmatize(word: str) -> str:
    """The form at the end of the way that the dictionary points: it leads *boetes* to *boete*, and that to *boeten*.

    Where noun and verb point at each other (*kosten*, *kost*) the shorter stands for both. A verb that separates is
    written there with a mark (*aan_sluiten*), which goes.
    """
    import simplemma

    way = [word]
    while (form := simplemma.lemmatize(way[-1], lang="nl").replace("_", "")) not in way:
        way.append(form)
    circle = way[way.index(form) :]
    return min(circle, key=lambda form: (len(form), form))


@lru_cache(maxsize=200_000)
def _is_known(word: str) -> bool:
    import simplemma

    return simplemma.is_known(word, lang="nl")
