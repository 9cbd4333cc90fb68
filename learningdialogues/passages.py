"""A letter in numbered passages: its sentences, in the paragraphs in which they stand. So a mark has a place.

Pure functions: the same text always gives the same numbers.
"""

import re
from dataclasses import dataclass

END = re.compile(r"([.!?…]+[\"'”’)\]]*)\s+(?=[^\s])")
ABBREVIATIONS = frozenset(
    (
        *("art", "bijv", "blz", "bv", "ca", "dhr", "dr", "drs", "evt", "excl", "fam", "incl", "ing", "ir", "jl", "max"),
        *("mevr", "min", "mr", "mw", "nl", "nr", "nrs", "pag", "resp", "st", "tel", "vgl", "zgn"),
    )
)
STARTS_LOW = re.compile(r"[a-zà-ÿ]")
WRAPPED_FROM = 50
"""A line as long as this, without an end, was broken off by the edge of the paper."""


@dataclass(frozen=True)
class Passage:
    """One sentence of a text; ``opens`` says that a paragraph begins with it."""

    number: int
    text: str
    opens: bool


def passages(text: str) -> tuple[Passage, ...]:
    """``text`` in passages, numbered from 1. Nothing is lost but white space."""
    found: list[Passage] = []
    for paragraph in paragraphs(text):
        for place, sentence in enumerate(sentences(paragraph)):
            found.append(Passage(len(found) + 1, sentence, place == 0))
    return tuple(found)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of ``text``: its lines, but a line that was only broken off goes on in the next."""
    found: list[str] = []
    before = ""
    for line in text.splitlines():
        line = " ".join(line.split())
        if line and before and _goes_on(before, line):
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
        before = line
    return found


def _goes_on(before: str, line: str) -> bool:
    is_broken_off = len(before) >= WRAPPED_FROM and not re.search(r"[.!?:;…][\"'”’)]*$", before)
    return is_broken_off or bool(STARTS_LOW.match(line))


def sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph; abbreviations, initials and numbers of a list do not end one."""
    found, start = [], 0
    for end in END.finditer(paragraph):
        if _is_end(paragraph[start : end.start()], end.group(1), paragraph[end.end() :]):
            found.append(paragraph[start : end.end(1)])
            start = end.end()
    return [*found, paragraph[start:]] if paragraph[start:] else found


def _is_end(before: str, mark: str, after: str) -> bool:
    if STARTS_LOW.match(after):
        return False
    if mark[0] != ".":
        return True
    word = before.rsplit(" ", 1)[-1].lstrip("(\"'“‘")
    is_number_of_a_list = word == before and word.isdigit()
    return not (is_number_of_a_list or len(word) <= 1 or "." in word or word.lower() in ABBREVIATIONS)
