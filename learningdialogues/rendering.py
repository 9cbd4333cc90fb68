"""What a room looks like: the shared part once per version and role, the own part per browser.

A shared part is the same for everybody in that role, so it is rendered once per process and version. It holds two
places that differ per browser, filled in at the last moment: the CSRF field and a fresh id for a contribution.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from learningdialogues import agreements, planning, rounds, waiting
from learningdialogues.models import Dialogue, Step
from learningdialogues.rounds import Who

CSRF_PLACE = mark_safe("<!--csrf-->")
ID_PLACE = "00000000-0000-4000-8000-000000000000"
PARTICIPANT, DESK, SCREEN = "participant", "desk", "screen"
KEPT_PARTS = 300


@dataclass(frozen=True)
class Station:
    """One numbered step in the rail: its title, state, and minutes spent and planned."""

    number: int
    title: str
    state: str
    is_optional: bool
    minutes: int
    spent: int
    break_minutes: int
    steps: tuple[Step, ...]


_parts: OrderedDict[tuple[UUID, str, int], str] = OrderedDict()
_keeping = Lock()
_counts: OrderedDict[tuple[UUID, str, int, int], tuple[int, rounds.Counts]] = OrderedDict()
_versions: OrderedDict[UUID, tuple[int, int]] = OrderedDict()
_counting = Lock()


def stations(dialogue: Dialogue) -> list[Station]:
    """The steps as people count them: parts with the same number are one station."""
    by_number: dict[int, list[Step]] = {}
    for step in dialogue.steps.all():
        by_number.setdefault(step.number, []).append(step)
    return [_station(number, steps) for number, steps in by_number.items()]


def _station(number: int, steps: list[Step]) -> Station:
    states = {step.state for step in steps}
    if Step.State.CURRENT in states:
        state = "current"
    elif states <= {Step.State.DONE, Step.State.SKIPPED}:
        state = "skipped" if states == {Step.State.SKIPPED} else "done"
    else:
        state = "current" if Step.State.DONE in states else "ahead"
    return Station(
        number=number,
        title=steps[0].title,
        state=state,
        is_optional=steps[0].is_optional,
        minutes=sum(step.minutes + step.extra_minutes for step in steps),
        spent=round(sum(step.seconds_spent for step in steps) / 60),
        break_minutes=sum(step.break_minutes for step in steps),
        steps=tuple(steps),
    )


def context_of(dialogue: Dialogue, step: Step | None, by: Who | None = None) -> dict[str, Any]:
    """What every view of a room needs about ``step`` (the current one, or one to look back at).

    ``by`` is whose own part it is; None: that of somebody who did nothing yet. What not every part shows is read when
    a template asks for it.
    """
    found = SimpleLazyObject(lambda: stations(dialogue))
    context: dict[str, Any] = {
        "dialogue": dialogue,
        "step": step,
        "stations": found,
        "last_number": SimpleLazyObject(lambda: found[-1].number if found else 0),
        "csrf_field": CSRF_PLACE,
        "new_id": ID_PLACE,
        "first_serial": 1,
    }
    if step is None:
        context["open_agreements"] = list(agreements.open_in_series(dialogue))
    else:
        step.dialogue = dialogue
        context["kind_template"] = f"learningdialogues/kinds/{step.kind}.html"
        context["is_own_first"] = step.kind_module.own_first and not step.is_revealed
        context["room"] = SimpleLazyObject(lambda: step.kind_module.room(step))
        context["own"] = step.kind_module.own(step, by)
        context["ends_at"] = planning.ends_at(step)
    return context


def shared_part(dialogue_id: UUID, version: int, load: Callable[[UUID], Dialogue]) -> tuple[int, str]:
    """The shared part for participants, and its version: ``version`` or a newer one.

    Kept once it is rendered. ``load`` gives the dialogue when that is needed.
    """
    part = kept_part(dialogue_id, version)
    if part is not None:
        return version, part
    dialogue = load(dialogue_id)
    part = render_to_string("learningdialogues/room/_shared.html", context_of(dialogue, dialogue.current_step))
    with _keeping:
        _parts[dialogue_id, PARTICIPANT, dialogue.version] = part
        while len(_parts) > KEPT_PARTS:
            _parts.popitem(last=False)
    return dialogue.version, part


def kept_part(dialogue_id: UUID, version: int) -> str | None:
    """The shared part of a version that was rendered in this process not long ago."""
    return _parts.get((dialogue_id, PARTICIPANT, version))


def fill_in(part: str, request: HttpRequest) -> SafeString:
    """Put this browser's CSRF field and a fresh id for a contribution into a rendered part."""
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    filled = part.replace(CSRF_PLACE, field)
    while ID_PLACE in filled:
        filled = filled.replace(ID_PLACE, str(uuid4()), 1)
    return mark_safe(filled)  # noqa: S308  rendered by our own templates, with escaped values


def counts_for_desk(step: Step) -> rounds.Counts:
    """The counts as the desk shows them: read at most once in five seconds, so that no moment of giving shows."""
    slot = int(time.monotonic() // waiting.DESK_SECONDS)
    place = (step.pk, step.round, step.round_number, step.settings.get("batch", 0))
    with _counting:
        seen_slot, counts = _counts.get(place, (-1, None))
    if counts is None or seen_slot != slot:
        counts = rounds.counts(step)
        with _counting:
            _counts[place] = (slot, counts)
            while len(_counts) > KEPT_PARTS:
                _counts.popitem(last=False)
    return counts


def desk_version_of(dialogue: Dialogue) -> int:
    """The version of the desk, told at the same fixed moments: it rises with each contribution."""
    slot = int(time.monotonic() // waiting.DESK_SECONDS)
    with _counting:
        seen_slot, version = _versions.get(dialogue.pk, (-1, 0))
        if seen_slot != slot:
            version = dialogue.desk_version
            _versions[dialogue.pk] = (slot, version)
            while len(_versions) > KEPT_PARTS:
                _versions.popitem(last=False)
    return version
