"""The word lists of the detector, each read once per process. They are written by hand and hold no real persons."""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).resolve().parent / "words"


@cache
def words(name: str) -> frozenset[str]:
    """The lower-case words of the list ``name``; lines that begin with # explain the list."""
    lines = (WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_first_name(word: str) -> bool:
    """Whether ``word``, or each part of a double name as in Kees-Jan, is a given name."""
    return word in words("first_names") or (
        "-" in word and all(part in words("first_names") for part in word.split("-"))
    )


def is_surname(word: str) -> bool:
    """Whether ``word``, or a part of a double name as in Hendriks-de Boer, is a family name."""
    return any(part in words("surnames") for part in word.split("-"))


def is_ambiguous(word: str) -> bool:
    """Whether a name is an ordinary word too, so that it needs more around it."""
    return word in words("ambiguous_first_names") or word in words("ambiguous_surnames")


def is_place(word: str) -> bool:
    """Whether ``word`` is a town, region or country."""
    return word in words("places")


def is_ordinary(word: str) -> bool:
    """Whether ``word`` is an ordinary word, a place, an organisation or anything else that is nobody's name."""
    return any(
        part in words("ordinary") or part in words("capitalised") or part in words("places")
        for part in (word, word.rstrip("s"), word.split("-")[0])
    )
