"""Words of a text with their places and neighbours, and whether each begins a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from network.personal_data.vocabulary import words as listed

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s)?$")
_OPENS = re.compile(r"(?:[.!?…:;•\n\r]|\s[-–*])[\s\"'“‘«(\[]*$")


@dataclass(eq=False)
class Word:
    """One word: ``whole[start:end]``. ``gap`` is what stands between it and the word before."""

    whole: str = field(repr=False)
    text: str
    start: int
    end: int
    gap: str = field(repr=False)
    previous: "Word | None" = field(repr=False, default=None)
    next: "Word | None" = field(repr=False, default=None)

    def __post_init__(self) -> None:
        self.lower = self.text.lower()
        self.begins_sentence = self._begins()

    def _begins(self) -> bool:
        if self.previous is None:
            return True
        if self.gap.startswith(".") and self.previous.lower in listed("abbreviations") and "\n" not in self.gap:
            return False
        return bool(_OPENS.search(self.gap))

    @property
    def is_shouted(self) -> bool:
        """Whether all of its letters, two or more, are capitals."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital and is not written in capitals throughout."""
        return self.text[0].isupper() and not self.is_shouted

    @property
    def is_close(self) -> bool:
        """Whether only spaces, a point or a hyphen stand between this word and the one before."""
        return self.previous is not None and not self.gap.strip(" .-–'’/") and "\n" not in self.gap

    @property
    def follower(self) -> "Word | None":
        """The next word if it is close."""
        return self.next if self.next and self.next.is_close else None

    @property
    def before(self) -> str:
        """The word before in small letters, or nothing at the beginning."""
        return self.previous.lower if self.previous else ""

    @property
    def behind(self) -> str:
        """The character behind this word, or nothing at the end."""
        return self.whole[self.end : self.end + 1]


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in order. A possessive 's is left out of its word: "Karin's" gives "Karin"."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        plain = _POSSESSIVE.sub("", match[0])
        previous = found[-1] if found else None
        gap = text[previous.end if previous else 0 : match.start()]
        found.append(Word(text, plain, match.start(), match.start() + len(plain), gap, previous))
        if previous:
            previous.next = found[-1]
    return found


def following(word: Word | None) -> Iterator[Word]:
    """``word`` and the words close behind it."""
    while word:
        yield word
        word = word.follower
