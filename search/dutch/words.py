"""Words of a Dutch text and where they stand: folding, tokens and stop words. Pure functions."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "­": ""})


def _word_list(name: str) -> frozenset[str]:
    """The words of a file beside this one; lines with # explain."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


STOP_WORDS = _word_list("stop_words.txt")
QUESTION_WORDS = _word_list("question_words.txt")


@dataclass(frozen=True)
class Token:
    """A word as it stands in the text, in lower case, from character ``start`` up to ``end``."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """``text`` in lower case without accents: *Cliënt* and *client* become the same."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tokens(text: str) -> list[Token]:
    """The words of ``text``. A word with a hyphen is one token (*no-show*); a slash separates (*AOW/AIO*)."""
    straight = text.translate(_APOSTROPHES) if "­" not in text else _without_soft_hyphens(text)
    return [Token(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(straight)]


def _without_soft_hyphens(text: str) -> str:
    """The text with its soft hyphens in words read as ordinary hyphens, so that places in the text stay the same."""
    return text.replace("­", "-").translate(_APOSTROPHES)


def is_stop_word(word: str) -> bool:
    return word in STOP_WORDS


def is_question_word(word: str) -> bool:
    """A word that asks, and says nothing about what is asked for."""
    return word in QUESTION_WORDS
