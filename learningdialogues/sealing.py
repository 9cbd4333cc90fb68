"""The sealed inbox: what comes in lies encrypted under the key of the dialogue until it is shown.

The order in which rows, pages of the database file and lines of a write-ahead log came about is the order of giving,
and who sits in the room sees in which order people act. Shuffling cannot take that out of what was written before. So
nothing that is written while a step collects can be read without the key, which is in no dump and no backup: neither a
text nor a vote, nor what it is about, nor whether somebody had nothing to add. When it is shown it is written anew, in
random order, under another id (``tokens.shown_id``).
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from learningdialogues import keys, tokens
from learningdialogues.models import Ballot, SealedContribution, Step

TEXT_LENGTH = 4096
"""Every sealed text is as long, in bytes (one of more gets as much again): its length would tell which it is."""
NOTHING = {"nothing": True}
"""The details of a row that says that somebody had nothing to add. It looks as any other until it is opened."""


def sealed_text(
    step: Step, key: bytes, *, id: UUID, text: str, details: dict[str, Any], tag: str = ""
) -> SealedContribution:
    """A row for the inbox of ``step``, not saved yet."""
    row = SealedContribution(id=id, dialogue_id=step.dialogue_id, step=step, edit_tag=tag)
    row.text, row.details, row.is_hidden, row.hidden_reason = text, details, False, ""
    row.came_as, row.came_with = id, tag
    return close(row, key)


def close(row: SealedContribution, key: bytes) -> SealedContribution:
    """Seal what stands in ``row`` now; the caller saves it."""
    inside = {name: getattr(row, name) for name in SealedContribution.INSIDE}
    row.sealed = tokens.seal(key, inside | {"came_as": str(row.came_as)}, TEXT_LENGTH)
    return row


def opened(rows: Iterable[SealedContribution], key: bytes) -> list[SealedContribution]:
    """``rows`` with what is inside them. Those that were sealed under a key that is lost are left out."""
    found = []
    for row in rows:
        inside = tokens.unseal(key, row.sealed)
        if inside is not None:
            for name, value in inside.items():
                setattr(row, name, value)
            row.came_as = UUID(inside["came_as"])
            found.append(row)
    return found


def texts_of(step: Step) -> list[SealedContribution]:
    """What lies in the inbox of ``step``, opened; not those who had nothing to add."""
    return [row for row in opened(step.sealedcontributions.all(), key_of(step)) if row.details != NOTHING]


def key_of(step: Step) -> bytes:
    """The key of the dialogue, or one that opens nothing when it is lost."""
    try:
        return keys.load_key(step.dialogue_id)
    except keys.KeyGone:
        return bytes(keys.KEY_BYTES)


def seal_vote(ballot: Ballot, key: bytes, *, question: str, value: Any, serial: int) -> Ballot:
    """Seal a vote with its question and the number of the form it came with; the caller saves it."""
    ballot.value = tokens.seal(key, {"question": question, "value": value, "serial": serial})
    return ballot


def open_vote(ballot: Ballot, key: bytes) -> dict[str, Any] | None:
    """``question``, ``value`` and ``serial`` of a sealed vote; None when it is not one, or under a lost key."""
    return tokens.unseal(key, ballot.value) if not ballot.question else None
