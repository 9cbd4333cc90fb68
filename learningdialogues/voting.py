"""Votes of a round: cast, changed and found again by the browser that cast them, sealed until the round is shown."""

from typing import Any

from django.utils.translation import gettext as _

from learningdialogues import sealing, tokens
from learningdialogues.models import Ballot, Step
from learningdialogues.rounds import NotAccepted, Who, as_it_stands, check_not_blocked, count_giver, has_given
from learningdialogues.telling import tell_desk


def vote(step: Step, *, by: Who, question: str, value: Any, serial: int) -> None:
    """Cast or replace one vote on ``question``; a ``serial`` not above the stored one is an old retry: ignored."""
    vote_all(step, by=by, values={question: value}, serial=serial)


def vote_all(step: Step, *, by: Who, values: dict[str, Any], serial: int, is_giving: bool = True) -> None:
    """Cast or replace the votes of one form, by question: all or none. Without ``is_giving`` nobody counts as giver."""
    check_not_blocked(step, by)
    with as_it_stands(step):
        _cast(step, by, values, serial)
        if is_giving:
            count_giver(step, by)
        tell_desk(step.dialogue_id)


def _cast(step: Step, by: Who, values: dict[str, Any], serial: int) -> None:
    """Add or replace votes; of one that has this ``serial`` or a higher one the older retry is ignored."""
    if not step.is_collecting:
        raise NotAccepted(_("This round is closed, voting is no longer possible."))
    before = _own_ballots(step, by, list(values))
    for question, value in values.items():
        ballot, inside = before.get(question, (None, {}))
        if ballot is None or inside.get("serial", -1) < serial:
            asked, tag = _ballot(step, by, question)
            made = ballot or Ballot(step=step, tag=tag)
            sealing.seal_vote(made, by.key, question=asked, value=value, serial=serial).save()


def _ballot(step: Step, by: Who, question: str) -> tuple[str, str]:
    """What a ballot of this round carries: the question with its round, and the tag of its voter."""
    asked = f"{step.round_number}:{question}"
    return asked, tokens.vote_tag(by.key, by.token, f"{step.pk}:{asked}")


def _own_ballots(step: Step, by: Who, questions: list[str]) -> dict[str, tuple[Ballot, dict[str, Any]]]:
    """By question this browser's own ballot of the round, and what is inside it."""
    tags = {_ballot(step, by, question)[1]: question for question in questions}
    found = {tags[ballot.tag]: ballot for ballot in step.ballots.filter(tag__in=tags)}
    return {question: (ballot, sealing.open_vote(ballot, by.key) or {}) for question, ballot in found.items()}


def next_serial(step: Step, *, by: Who, questions: list[str]) -> int:
    """The serial of the next form of this browser: one above what is stored. It counts forms, not time."""
    own = _own_ballots(step, by, questions)
    return max((inside.get("serial", 0) for _row, inside in own.values()), default=0) + 1


def own_votes(step: Step, *, by: Who, questions: list[str]) -> dict[str, Any]:
    """This browser's own votes of the round, by question."""
    own = _own_ballots(step, by, questions)
    return {question: inside["value"] for question, (_row, inside) in own.items() if inside}


def votes(step: Step, question: str, round_number: int | None = None) -> list[Any]:
    """The values on ``question`` in a round (the present one by default), in the random order of their release."""
    return votes_by_question(step, round_number).get(question, [])


def votes_by_question(step: Step, round_number: int | None = None) -> dict[str, list[Any]]:
    """All values of a round that was shown, by question, in one query."""
    found: dict[str, list[Any]] = {}
    for ballot in step.ballots.exclude(question=""):
        number, question = ballot.question.split(":", 1)
        if number == str(round_number or step.round_number):
            found.setdefault(question, []).append(ballot.value)
    return found


def agree_to_release(step: Step, *, by: Who) -> None:
    """With fewer than five givers each of them may agree, on the own screen, to show it all the same."""
    with as_it_stands(step):
        check_not_blocked(step, by)
        if not has_given(step, by=by):
            raise NotAccepted(_("Only who gave something decides about this."))
        if not step.is_collecting:
            raise NotAccepted(_("This round is closed, voting is no longer possible."))
        asked, tag = _ballot(step, by, "release")
        Ballot.objects.bulk_create([Ballot(step=step, question=asked, tag=tag, value=True)], ignore_conflicts=True)
        tell_desk(step.dialogue_id)
