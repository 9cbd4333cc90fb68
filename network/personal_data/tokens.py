"""Words of a text with their places, and whether each begins a sentence."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_ABBREVIATIONS = frozenset(
    "mw mevr mvr mvrw dhr hr dr drs ir ing prof mr fam wed ds tav tnv iz ivm nl bijv bv evt incl excl nr tel geb art lid "
    "cl blz p nrs st burg bur past min max ca resp ong o a e d n v w t b r".split()
)
_OPENS = re.compile(r"(?:[.!?…:;•\n\r]|\s[-–*])[\s\"'“‘«(\[]*$")


@dataclass(frozen=True)
class Word:
    """One word: ``text[start:end]`` of its text."""

    text: str
    lower: str
    start: int
    end: int
    begins_sentence: bool

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital and is not written in capitals throughout."""
        return self.text[0].isupper() and not self.is_shouted

    @property
    def is_shouted(self) -> bool:
        """Whether all of its letters, two or more, are capitals."""
        return len(self.text) > 1 and self.text.isupper()


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in order. A possessive 's is left out of its word: "Karin's" gives "Karin"."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        plain = re.sub(r"['’]s?$", "", re.sub(r"['’]s$", "", match[0]))
        previous = found[-1] if found else None
        found.append(
            Word(plain, plain.lower(), match.start(), match.start() + len(plain), _begins(text, match, previous))
        )
    return found


def _begins(text: str, match: re.Match[str], previous: Word | None) -> bool:
    gap = text[previous.end if previous else 0 : match.start()]
    if not previous:
        return True
    if gap.startswith(".") and previous.lower in _ABBREVIATIONS and "\n" not in gap:
        return False
    return bool(_OPENS.search(gap)) and gap not in {"-", "–"}
