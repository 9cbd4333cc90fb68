"""The word lists of the detector, each read once per process. They are written by hand and hold no real persons."""

import re
import unicodedata
from functools import cache
from pathlib import Path

WORDS = Path(__file__).resolve().parent / "words"


@cache
def words(name: str) -> frozenset[str]:
    """The lower-case words of the list ``name``; lines that begin with # explain the list."""
    lines = (WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, words(name)))


def fold(word: str) -> str:
    """``word`` without accents: people write Özlem and Ozlem, Łukasz and Lukasz."""
    plain = unicodedata.normalize("NFKD", word.replace("ł", "l").replace("ı", "i").replace("ø", "o").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def is_first_name(word: str) -> bool:
    """Whether ``word``, or each part of a double name as in Kees-Jan, is a given name."""
    folded = fold(word)
    names = _folded("first_names")
    return folded in names or ("-" in folded and all(part in names for part in folded.split("-")))


def is_surname(word: str) -> bool:
    """Whether ``word``, or each part of a double name as in Jansen-Bakker, is a family name."""
    folded = fold(word)
    names = _folded("surnames")
    return folded in names or ("-" in folded and all(part in names for part in folded.split("-")))


def is_ambiguous(word: str) -> bool:
    """Whether a name is an ordinary word too, so that it needs more around it."""
    return word in words("ambiguous_first_names") or word in words("ambiguous_surnames")


def is_ambiguous_with_capital(word: str) -> bool:
    """Whether that is so with a capital as well, as where a sentence begins."""
    return is_ambiguous(word) and word not in words("ambiguous_small")


def is_place(word: str) -> bool:
    """Whether ``word`` is a town, region or country."""
    return word in words("places")


def is_ordinary(word: str) -> bool:
    """Whether ``word`` is an ordinary word, a place, an organisation or anything else that is nobody's name."""
    return any(
        part in words("ordinary") or part in words("capitalised") or part in words("places")
        for part in (word, word.rstrip("s"), word.split("-")[0])
    )


@cache
def alternatives(name: str) -> str:
    """The words of the list ``name`` as a regular expression, longest first; an underscore is a space."""
    ordered = sorted(words(name), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word.replace("_", " ")) for word in ordered) + ")"
