"""The door of a room: how many seats there are, which code opens it, and taking a seat in one UPDATE."""

import threading
import time
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from learningdialogues import tokens, waiting
from learningdialogues.models import Dialogue, PrintedCode
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room

FEWEST_SEATS, MOST_SEATS = 4, 30
KNOCK_SECONDS = 60
_knocks: dict[tuple[UUID, UUID], tuple[float, tokens.Token]] = {}
_knocking = threading.Lock()


def check_seats(seats: int) -> None:
    if not FEWEST_SEATS <= seats <= MOST_SEATS:
        raise NotAccepted(
            _("A dialogue has between %(fewest)d and %(most)d seats.") % {"fewest": FEWEST_SEATS, "most": MOST_SEATS}
        )


def take_seat(dialogue: Dialogue) -> tokens.Token:
    """Take one of the seats and get a token for it. Raises NotAccepted when the door is closed or all are taken."""
    taken = Dialogue.objects.filter(
        pk=dialogue.pk, status__in=("open", "running"), is_door_open=True, seats_taken__lt=F("seats")
    ).update(seats_taken=F("seats_taken") + 1, version=F("version") + 1, desk_version=F("desk_version") + 1)
    if not taken:
        raise NotAccepted(_("The door is closed or all seats are taken. Ask the facilitator."))
    transaction.on_commit(partial(waiting.wake, dialogue.pk))
    return tokens.new_token()


def take_seat_once(dialogue: Dialogue, knock: UUID | None, typed: str) -> tokens.Token:
    """Take a seat with the code that was ``typed``; the same ``knock`` (the id of a form) again gets the same token.

    Two clicks on one button are one seat. What a knock got is remembered in this process, for a minute.
    Raises NotAccepted when the door is closed, all seats are taken, or the code on paper was used.
    """
    if knock is None:
        return _take_seat_with(dialogue, typed)
    with _knocking:
        now = time.monotonic()
        for old in [key for key, (at, _token) in _knocks.items() if now - at > KNOCK_SECONDS]:
            del _knocks[old]
        if (dialogue.pk, knock) not in _knocks:
            _knocks[dialogue.pk, knock] = (now, _take_seat_with(dialogue, typed))
        return _knocks[dialogue.pk, knock][1]


def _take_seat_with(dialogue: Dialogue, typed: str) -> tokens.Token:
    """The code on paper is used up in a transaction of its own, and given back when there is no seat."""
    use_up(dialogue, typed)
    try:
        with transaction.atomic():
            return take_seat(dialogue)
    except NotAccepted:
        _give_back(dialogue, typed)
        raise


def with_code(typed: str) -> Dialogue | None:
    """The dialogue that a room code or an unused code on paper leads to; None when it is unknown."""
    code = tokens.tidy_room_code(typed)
    if code:
        return Dialogue.objects.filter(code=code).first()
    hashed = tokens.hash_follow_code(typed)
    return Dialogue.objects.filter(printed_codes__hash=hashed, printed_codes__is_used=False).first()


def use_up(dialogue: Dialogue, typed: str) -> None:
    """A code on paper works once: using it up is one UPDATE. Raises NotAccepted when somebody was faster."""
    if tokens.tidy_room_code(typed):
        return
    hashed = tokens.hash_follow_code(typed)
    if not PrintedCode.objects.filter(dialogue=dialogue, hash=hashed, is_used=False).update(is_used=True):
        raise NotAccepted(_("This code on paper was used already. Ask the facilitator for another one."))


def _give_back(dialogue: Dialogue, typed: str) -> None:
    PrintedCode.objects.filter(dialogue=dialogue, hash=tokens.hash_follow_code(typed)).update(is_used=False)


def print_codes(dialogue: Dialogue) -> list[str]:
    """New codes on paper for the seats that are left; earlier unused ones stop working. Shown once, kept hashed."""
    codes = [tokens.follow_code() for _number in range(dialogue.seats - dialogue.seats_taken)]
    with transaction.atomic():
        dialogue.printed_codes.filter(is_used=False).delete()
        PrintedCode.objects.bulk_create(
            PrintedCode(dialogue=dialogue, hash=tokens.hash_follow_code(code)) for code in codes
        )
    return codes


def set_door(dialogue: Dialogue, *, is_open: bool) -> None:
    with transaction.atomic():
        dialogue.is_door_open = is_open
        dialogue.save(update_fields=["is_door_open"])
        tell_room(dialogue.pk)


def set_seats(dialogue: Dialogue, seats: int) -> None:
    """Give out more or fewer seats, never fewer than are taken."""
    check_seats(seats)
    with transaction.atomic():
        if not Dialogue.objects.filter(pk=dialogue.pk, seats_taken__lte=seats).update(seats=seats):
            dialogue.refresh_from_db(fields=["seats_taken"])
            raise NotAccepted(_("%(taken)d seats are taken already.") % {"taken": dialogue.seats_taken})
        dialogue.seats = seats
        tell_room(dialogue.pk)
