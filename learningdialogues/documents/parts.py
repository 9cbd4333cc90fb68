"""What a document is made of, whatever the format: headings, paragraphs, lists, tables, figures. Texts are plain."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "lead", "note"]
"""How a paragraph is said: as it is, larger at the start of a part, or smaller as a remark."""
WIDEST = 24
"""A column of longer texts gets no more room for it than for so many characters."""
AROUND, BOLD = 4, 1.25
"""What stands around the text of a cell, in characters; how much wider a bold character is."""
NUMBER = re.compile(r"[–−-]|[–−-]?\d+([.,]\d+)?%?")


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs one after the other; spaces stand inside them."""

    runs: tuple[Run, ...]
    tone: Tone = ""

    @classmethod
    def of(cls, text: str, tone: Tone = "", *, is_strong: bool = False) -> Paragraph:
        """A paragraph of one run."""
        return cls((Run(text, is_strong),), tone)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Heading:
    """Level 1 is the title of the document, 2 that of a section; parts of a section use 3 and 4."""

    text: str
    level: int = 3


@dataclass(frozen=True)
class Bullets:
    """A list; an item has one paragraph or more."""

    items: tuple[tuple[Paragraph, ...], ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class Table:
    """``head`` names the columns (empty: the first column names the rows and that is all); rows are as long as it.

    ``shows_caption`` is False where the heading above it says the same.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_row_heads: bool = True
    shows_caption: bool = True

    @property
    def number_columns(self) -> tuple[int, ...]:
        """The columns that hold numbers only: they are aligned to the right."""
        columns = range(1 if self.has_row_heads else 0, len(self.rows[0]) if self.rows else 0)
        return tuple(place for place in columns if all(NUMBER.fullmatch(row[place].strip()) for row in self.rows))

    @property
    def shares(self) -> tuple[float, ...]:
        """The part of the width that each column gets, from 0 to 1: its longest word fits, and texts get more."""
        columns = zip(*([self.head] if self.head else []), *self.rows, strict=True)
        wanted = [AROUND + max(_wanted(text) for text in column) for column in columns]
        return tuple(one / sum(wanted) for one in wanted)


def _wanted(text: str) -> float:
    """How many characters wide a column must be for this text."""
    longest_word = max(map(len, re.split(r"[\s-]", text)))
    return max(BOLD * longest_word, min(WIDEST, len(text)))


@dataclass(frozen=True)
class Figure:
    """A drawing: ``title`` is its caption, ``description`` what who cannot see it gets instead of it.

    ``png`` serves formats that cannot show an SVG everywhere; empty, they leave the drawing out, because what it shows
    always stands in a table as well.
    """

    title: str
    description: str
    svg: str
    png: bytes = b""

    @property
    def data_url(self) -> str:
        """The drawing as an address that holds it."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"


Part = Heading | Paragraph | Bullets | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part of the report that can be chosen by its ``code``."""

    code: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ReportDocument:
    """A whole report. ``state`` says whether it is a concept or final; ``cover`` is None when it was not chosen."""

    title: str
    kind: str
    state: str
    cover: Table | None
    sections: tuple[Section, ...]
    language: str = "nl"
