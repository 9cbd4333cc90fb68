"""*Droogoefenen*: a guide played alone. Six invented participants take part, so that the desk is as on the day itself.

Nothing of it goes to the library: no pattern, no recommendation, and it is erased the day after.
"""

import contextlib
import hashlib
from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from learningdialogues import facilitation, invented, preparing, rounds, seating
from learningdialogues.keys import load_key
from learningdialogues.models import Dialogue, Guide, Step
from learningdialogues.preparing import SubjectText
from learningdialogues.rounds import NotAccepted, Who
from learningdialogues.tokens import TOKEN_BYTES, Token
from network.models import Organisation, User

PEOPLE = 6
KEPT_DAYS = 1


def rehearse(guide: Guide, *, by: User, organisation: Organisation, at: datetime) -> Dialogue:
    """A rehearsal of ``guide``, open, with all invented participants inside."""
    with transaction.atomic():
        dialogue = preparing.prepare(
            guide,
            by=by,
            organisation=organisation,
            title=f"{guide.title} (droogoefening)",
            subjects=[SubjectText(*invented.invented_subject())],
            seats=PEOPLE,
            is_rehearsal=True,
            kept_days=KEPT_DAYS,
            no_procedure_runs=True,
            management_agreed=True,
        )
        facilitation.open_room(dialogue, at=at)
        for _number in range(PEOPLE):
            seating.take_seat(dialogue)
        seating.set_door(dialogue, is_open=False)
    return dialogue


def let_them_act(step: Step) -> None:
    """Let the invented participants send what a group might send; who sent something in this round does not again."""
    if not step.is_collecting:
        return
    for number, who in enumerate(_people(step.dialogue)):
        if rounds.has_given(step, by=who) or rounds.is_ready(step, by=who):
            continue
        for act, fields in step.kind_module.invented(step, number):
            with contextlib.suppress(NotAccepted):  # for example a vote on options that are not there yet
                step.kind_module.acts()[act](step, who, _form(fields))


def _people(dialogue: Dialogue) -> list[Who]:
    """The invented participants: their tokens follow from the key, for there is nobody to protect."""
    key = load_key(dialogue.pk)
    tokens = [hashlib.sha256(key + bytes([number])).digest()[:TOKEN_BYTES] for number in range(PEOPLE)]
    return [Who(key, Token(value)) for value in tokens]


def _form(fields: dict[str, str]) -> QueryDict:
    form = QueryDict(mutable=True)
    form.update(fields)
    return form
