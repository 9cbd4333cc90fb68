"""A dialogue that was held on paper is typed over afterwards: texts and votes are shown at once, in random order.

Nobody joins such a dialogue, nor a rehearsal: what is promised to people in a room is promised to nobody there.
"""

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from learningdialogues import sealing
from learningdialogues.models import Ballot, Dialogue, SealedContribution, Step
from learningdialogues.rounds import NotAccepted, accepted_text, as_it_stands, release
from learningdialogues.telling import tell_room


def people_join(dialogue: Dialogue) -> bool:
    """Whether people take a seat in ``dialogue`` with a browser of their own."""
    return not (dialogue.was_on_paper or dialogue.is_rehearsal)


def check_people_join(dialogue: Dialogue) -> None:
    """Raise NotAccepted for a dialogue that nobody joins: it has no seats, door or codes to give out."""
    if not people_join(dialogue):
        raise NotAccepted(_("Nobody joins here: this dialogue was held on paper, or is a rehearsal."))


def take_over_texts(step: Step, texts: list[tuple[str, dict[str, str]]]) -> None:
    """Put what was written on paper, texts with their details, among what was shown, in random order.

    The dialogue was held without screens.
    """
    texts = [(accepted_text(text), details) for text, details in texts]
    with as_it_stands(step):
        _check_nothing_of_persons(step)
        key = sealing.key_of(step)
        SealedContribution.objects.bulk_create(
            sealing.sealed_text(step, key, id=uuid4(), text=text, details=details) for text, details in texts
        )
        _show_what_was_on_paper(step)


def take_over_ballots(step: Step, ballots: dict[str, list[Any]]) -> None:
    """Put the votes that were cast on paper, by question, instead of earlier ones, and show the result."""
    with as_it_stands(step):
        _check_nothing_of_persons(step)
        step.ballots.filter(question__startswith=f"{step.round_number}:").delete()
        Ballot.objects.bulk_create(
            Ballot(step=step, question=f"{step.round_number}:{question}", tag=uuid4().hex, value=value)
            for question, values in ballots.items()
            for value in values
        )
        _show_what_was_on_paper(step)


def _check_nothing_of_persons(step: Step) -> None:
    """Raise NotAccepted unless all there is came from paper: a promise to a person stands, and so does a vote."""
    if not step.dialogue.was_on_paper:
        raise NotAccepted(_("Only a dialogue that was held on paper is typed over."))
    waits = step.sealedcontributions.exists() or step.gave.exists() or step.ballots.exclude(tag="").exists()
    has_shown = step.contributions.exists() or step.ballots.exists()
    if waits or (has_shown and not step.settings.get("from_paper")):
        raise NotAccepted(_("People sent something in for this step themselves, so it cannot be typed over."))


def _show_what_was_on_paper(step: Step) -> None:
    step.settings["from_paper"] = True
    release(step)
    step.round, step.level = Step.Round.REVEALED, "hidden" if step.level == "unlinkable" else step.level
    step.save(update_fields=["round", "level", "settings"])
    tell_room(step.dialogue_id)
