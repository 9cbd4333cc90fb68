"""Tell a room that something changed: raise its version in the same transaction, wake who waits after the commit."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F

from learningdialogues import waiting
from learningdialogues.models import Dialogue


def tell_room(dialogue_id: UUID) -> None:
    """Everybody in the room sees something new."""
    Dialogue.objects.filter(pk=dialogue_id).update(version=F("version") + 1, desk_version=F("desk_version") + 1)
    transaction.on_commit(partial(waiting.wake, dialogue_id))


def tell_desk(dialogue_id: UUID) -> None:
    """Only the facilitator sees something new: a count. It is told at fixed moments, so nobody is woken for it."""
    Dialogue.objects.filter(pk=dialogue_id).update(desk_version=F("desk_version") + 1)
