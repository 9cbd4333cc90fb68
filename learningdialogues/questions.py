"""The questions that a step puts to everybody: taken from the guide, or written at the desk before votes come in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from learningdialogues import entries
from learningdialogues.models import Entry, Step
from learningdialogues.rounds import NotAccepted

MOST_QUESTIONS = 40
MOST_CHARACTERS = 300


def prepare(step: Step, more: Callable[[dict[str, Any]], dict[str, Any]] = lambda question: {}) -> None:
    """Copy the questions of the guide once; ``more`` gives what the kind keeps besides text and basis."""
    if "has_questions" in step.settings:
        return
    with transaction.atomic():
        step.settings["has_questions"] = True
        step.save(update_fields=["settings"])
        for question in step.texts.get("questions", []):
            add(step, question["text"], basis=question.get("basis", ""), **more(question))


def asked(step: Step) -> list[Entry]:
    """The questions in their order; ``data`` holds number, text, basis and what the kind added."""
    return entries.of_type(step, Entry.Type.QUESTION)


def may_change(step: Step) -> bool:
    return step.is_collecting and not step.ballots.exists()


def check_may_change(step: Step) -> None:
    """Raise NotAccepted when votes came in: what people answered stays what it was."""
    if not may_change(step):
        raise NotAccepted(_("People have voted already, so the questions stay as they are."))


def add(step: Step, text: str, **data: Any) -> Entry:
    """A new question with the next number. Raises NotAccepted after the first vote, or when there are too many."""
    check_may_change(step)
    numbers = [entry.data["number"] for entry in asked(step)]
    if len(numbers) >= MOST_QUESTIONS:
        raise NotAccepted(_("There are at most %(limit)d questions in one step.") % {"limit": MOST_QUESTIONS})
    number = max(numbers, default=0) + 1
    return entries.add(step, Entry.Type.QUESTION, {"number": number, "text": text[:MOST_CHARACTERS], **data})


def change(step: Step, id: UUID, text: str, **data: Any) -> None:
    """Other words make it a question of this facilitator: what the guide said about its source holds no longer."""
    check_may_change(step)
    before = _question(step, id).data
    basis = before.get("basis", "") if before["text"] == text else ""
    entries.change(step, id, text=text[:MOST_CHARACTERS], basis=basis, **data)


def remove(step: Step, id: UUID) -> None:
    check_may_change(step)
    entries.remove(step, _question(step, id).pk)


def _question(step: Step, id: UUID) -> Entry:
    entry = entries.get(step, id)
    if entry.type != Entry.Type.QUESTION:
        raise NotAccepted(_("This is not there any more. Somebody may have removed it."))
    return entry
