"""The table of docs/visibility.md as values, for the tests of every app.

``cells("case")`` gives ``{"stranger": "no", "reader": "part", …}``: who (``stranger`` or the code of a role) → one of
``WORDS``. ``everybody("case")`` gives the same as parameters for pytest.
"""

from pathlib import Path

import pytest
from django.conf import settings

from network.models import Role

STRANGER = "stranger"
WORDS = {"yes", "own", "part", "published", "no"}
DOCUMENT = Path(settings.BASE_DIR) / "docs/visibility.md"


def table() -> dict[str, dict[str, str]]:
    """Each object of the table with its cells; raises AssertionError when the table is not complete."""
    head, *rows = [_split(line) for line in DOCUMENT.read_text().splitlines() if line.startswith("|")]
    who = [name.replace(" ", "_") for name in head[1:]]
    assert set(who) == {STRANGER, *Role.values}, "every role has its column"
    found = {row[0]: dict(zip(who, row[1:], strict=True)) for row in rows if not row[0].startswith("-")}
    assert {cell for row in found.values() for cell in row.values()} <= WORDS, "every cell is one of the words"
    return found


def cells(thing: str) -> dict[str, str]:
    """The row of ``thing``."""
    return table()[thing]


def everybody(thing: str) -> pytest.MarkDecorator:
    """Run a test with ``who`` and ``word`` for each cell in the row of ``thing``."""
    return pytest.mark.parametrize(("who", "word"), cells(thing).items(), ids=lambda value: value)


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
