"""A dialogue that was held on paper is typed over afterwards: texts and votes are shown at once, in random order."""

from typing import Any
from uuid import uuid4

from learningdialogues import sealing
from learningdialogues.models import Ballot, SealedContribution, Step
from learningdialogues.rounds import accepted_text, as_it_stands, release
from learningdialogues.telling import tell_room


def take_over_texts(step: Step, texts: list[tuple[str, dict[str, str]]]) -> None:
    """Put what was written on paper, texts with their details, among what was shown, in random order.

    The dialogue was held without screens.
    """
    texts = [(accepted_text(text), details) for text, details in texts]
    with as_it_stands(step):
        key = sealing.key_of(step)
        SealedContribution.objects.bulk_create(
            sealing.sealed_text(step, key, id=uuid4(), text=text, details=details) for text, details in texts
        )
        _show_what_was_on_paper(step)


def take_over_ballots(step: Step, ballots: dict[str, list[Any]]) -> None:
    """Put the votes that were cast on paper, by question, instead of earlier ones, and show the result."""
    with as_it_stands(step):
        step.ballots.all().delete()
        Ballot.objects.bulk_create(
            Ballot(step=step, question=f"{step.round_number}:{question}", tag=uuid4().hex, value=value)
            for question, values in ballots.items()
            for value in values
        )
        _show_what_was_on_paper(step)


def _show_what_was_on_paper(step: Step) -> None:
    release(step)
    step.round, step.level = Step.Round.REVEALED, "hidden" if step.level == "unlinkable" else step.level
    step.save(update_fields=["round", "level"])
    tell_room(step.dialogue_id)
