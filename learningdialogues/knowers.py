"""The *kenners* of the perspective circle: who knows each perspective, by role or organisation, and what they say.

The facilitator names them, so that the group knows who may hold an option. What a kenner says is the one thing in a
room that is not anonymous.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learningdialogues import circle, entries, rounds
from learningdialogues.circle import KnowerRemark, Perspective
from learningdialogues.models import Entry, Step
from learningdialogues.rounds import NotAccepted, Who
from learningdialogues.telling import tell_room

LONGEST = 80


@dataclass(frozen=True)
class Knower:
    """Who knows a perspective: a role or organisation, never a name; "" when nobody was named."""

    perspective: Perspective
    who: str


def knowers_of(step: Step) -> list[Knower]:
    """The perspectives in their order, each with who knows it."""
    named = step.settings.get("knowers", {})
    return [Knower(perspective, named.get(perspective.code, "")) for perspective in circle.PERSPECTIVES]


def name(step: Step, *, perspective: str, who: str) -> None:
    """Say who knows a perspective in this round; without ``who`` nobody does. Raises NotAccepted."""
    with rounds.as_it_stands(step):
        if not step.is_collecting:
            raise NotAccepted(_("This result was shown already. Put the options to the group again first."))
        if perspective not in circle.BY_CODE:
            raise NotAccepted(_("Choose a perspective and an answer."))
        step.settings["knowers"] = step.settings.get("knowers", {}) | {perspective: who[:LONGEST]}
        step.save(update_fields=["settings"])
        tell_room(step.dialogue_id)


def remark(
    step: Step, *, by: Who, option: int, options: Collection[int], perspective: str, answer: str, reason: str
) -> None:
    """Say as the kenner of ``perspective`` whether ``option`` is possible. Raises NotAccepted when none was named."""
    rounds.check_not_blocked(step, by)
    with rounds.as_it_stands(step):
        if not step.is_collecting:
            raise NotAccepted(_("This round is closed, voting is no longer possible."))
        if option not in options:
            raise NotAccepted(_("Choose an option."))
        who = step.settings.get("knowers", {}).get(perspective, "")
        if not who:
            raise NotAccepted(_("Ask the facilitator to name first who is the expert of this perspective."))
        _check(perspective, answer, reason)
        data = {"option": option, "perspective": perspective, "answer": answer, "reason": reason, "who": who}
        entries.add(step, Entry.Type.KNOWER, data | {"round": step.round_number})


def _check(perspective: str, answer: str, reason: str) -> None:
    try:
        circle.score_option("", 0, {}, knower=[KnowerRemark(perspective, answer, reason)])
    except circle.InvalidScore as error:
        raise NotAccepted(str(error)) from error


def remark_of(entry: Entry) -> KnowerRemark:
    """What was said, with who said it."""
    data = entry.data
    return KnowerRemark(data["perspective"], data["answer"], data["reason"], data.get("who", ""))


def of_this_round(step: Step) -> list[tuple[Entry, KnowerRemark]]:
    """What kenners said since the options were put to the group."""
    said = entries.of_type(step, Entry.Type.KNOWER)
    return [(entry, remark_of(entry)) for entry in said if entry.data.get("round") == step.round_number]


def take_away(step: Step, entry: Entry) -> None:
    """Take a remark away, for example by somebody who is not the expert. Raises NotAccepted once it was shown."""
    if entry.type != Entry.Type.KNOWER:
        raise NotAccepted(_("This is not there any more. Somebody may have removed it."))
    if not step.is_collecting or entry.data.get("round") != step.round_number:
        raise NotAccepted(_("The remark is part of a result that was shown. Put the options to the group again first."))
    entries.remove(step, entry.pk)
