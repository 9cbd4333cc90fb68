"""What the room makes together in the open: events, groups, options, causes. Kept as entries of a step."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext, override
from django.utils.translation import gettext as _

from learningdialogues.models import Dialogue, Entry, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room

OPTION_ZERO = 0
"""The option that says: leave it as it was (what we did then)."""


def of_type(step: Step, *types: str) -> list[Entry]:
    return [entry for entry in step.entries.all() if entry.type in types]


def add(step: Step, type: str, data: dict[str, Any]) -> Entry:
    """Add an entry at the end and show it to the room."""
    with transaction.atomic():
        last = Entry.objects.filter(step=step).aggregate(last=Max("position"))["last"] or 0
        entry = Entry.objects.create(dialogue_id=step.dialogue_id, step=step, type=type, position=last + 1, data=data)
        tell_room(step.dialogue_id)
    return entry


def prepare(step: Step, type: str, titles: Iterable[str]) -> None:
    """Begin with ``titles`` as entries, unless the step has some of this type."""
    if not step.entries.filter(type=type).exists():
        with transaction.atomic():
            for title in titles:
                add(step, type, {"title": title[:120]})


def move_up(step: Step, id: UUID) -> None:
    """Let an entry change places with the one of its type before it; the first stays where it is."""
    with transaction.atomic():
        entry = get(step, id)
        earlier = step.entries.filter(type=entry.type, position__lt=entry.position).last()
        if earlier is not None:
            entry.position, earlier.position = earlier.position, entry.position
            Entry.objects.bulk_update([entry, earlier], ["position"])
            tell_room(step.dialogue_id)


def change(step: Step, id: UUID, **values: Any) -> Entry:
    with transaction.atomic():
        entry = get(step, id)
        entry.data |= values
        entry.save(update_fields=["data"])
        tell_room(step.dialogue_id)
    return entry


def remove(step: Step, id: UUID) -> None:
    with transaction.atomic():
        get(step, id).delete()
        tell_room(step.dialogue_id)


def remove_all(step: Step, found: Iterable[Entry]) -> None:
    """Take several entries of one step away together: one with what hangs on it."""
    with transaction.atomic():
        Entry.objects.filter(step=step, pk__in=[entry.pk for entry in found]).delete()
        tell_room(step.dialogue_id)


def get(step: Step, id: UUID) -> Entry:
    entry = Entry.objects.filter(pk=id, step=step).first()
    if entry is None:
        raise NotAccepted(_("This is not there any more. Somebody may have removed it."))
    return entry


def options(dialogue: Dialogue) -> list[Entry]:
    """All options of a dialogue in the order of their numbers; option 0 is what we did then."""
    found = Entry.objects.filter(dialogue=dialogue, type=Entry.Type.OPTION)
    return sorted(found, key=lambda entry: entry.data["number"])


def add_option(step: Step, title: str) -> Entry:
    """A new option with the next number; with the first one option 0 comes along."""
    title = title.strip()[:200]
    if not title:
        raise NotAccepted(_("Give the option a name."))
    with transaction.atomic():
        taken = [entry.data["number"] for entry in options(step.dialogue)]
        if OPTION_ZERO not in taken:
            with override(settings.LANGUAGE_CODE):  # it is kept as content, whatever language the facilitator reads
                zero = gettext("Leave everything as it was (what we did then)")
            add(step, Entry.Type.OPTION, {"number": OPTION_ZERO, "title": zero})
        return add(step, Entry.Type.OPTION, {"number": max(taken, default=0) + 1, "title": title})
