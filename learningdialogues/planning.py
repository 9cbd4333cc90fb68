"""The plan of a dialogue: minutes and order of its steps, how it went, and what the next plan can learn from it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db import transaction
from django.utils.translation import gettext as _

from learningdialogues.facilitation import note_change
from learningdialogues.models import Dialogue, PlanChange, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room

FEWEST_MINUTES, MOST_MINUTES = 1, 240


@dataclass(frozen=True)
class PlanRow:
    """One step afterwards: minutes in the plan and minutes that it took (None when it was not held)."""

    title: str
    planned: int
    actual: int | None


def add_minutes(step: Step, minutes: int) -> None:
    """Lengthen the step that is going on."""
    with transaction.atomic():
        step.extra_minutes += minutes
        step.save(update_fields=["extra_minutes"])
        tell_room(step.dialogue_id)


def set_minutes(step: Step, minutes: int, *, at: datetime, reason: str = "") -> None:
    """Plan other minutes for ``step``. Raises NotAccepted outside 1-240, or when the step was held already."""
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        limits = {"fewest": FEWEST_MINUTES, "most": MOST_MINUTES}
        raise NotAccepted(_("A step takes between %(fewest)d and %(most)d minutes.") % limits)
    if step.state in (Step.State.DONE, Step.State.SKIPPED):
        raise NotAccepted(_("This step was held already."))
    with transaction.atomic():
        step.minutes = minutes
        step.save(update_fields=["minutes"])
        note_change(step.dialogue, PlanChange.What.MINUTES, at=at, step=step, reason=reason)
        tell_room(step.dialogue_id)


def move(step: Step, *, up: bool, at: datetime, reason: str = "") -> None:
    """Put a step that lies ahead one place earlier or later. Raises NotAccepted when there is no such place."""
    ahead = list(step.dialogue.steps.filter(state=Step.State.AHEAD))
    place = next((number for number, one in enumerate(ahead) if one.pk == step.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(ahead):
        raise NotAccepted(_("This step cannot be put there: only steps that lie ahead change places."))
    ahead[place], ahead[other] = ahead[other], ahead[place]
    with transaction.atomic():
        positions = sorted(one.position for one in ahead)
        for one, position in zip(ahead, positions, strict=True):
            one.position = position
        Step.objects.bulk_update(ahead, ["position"])
        _renumber(step.dialogue)
        note_change(step.dialogue, PlanChange.What.MOVED, at=at, step=step, reason=reason)
        tell_room(step.dialogue_id)


def add_step(
    dialogue: Dialogue,
    *,
    kind: str,
    title: str,
    question: str,
    minutes: int,
    at: datetime,
    reason: str = "",
    mode: str = "",
) -> Step:
    """A new step right after the current one (before a dialogue starts: at the end). Texts are without a source.

    ``mode`` is how a step that gathers shows what came in, as in a guide; "" is thinking first.
    """
    if not title.strip() or not question.strip():
        raise NotAccepted(_("A step needs a title and a question."))
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        limits = {"fewest": FEWEST_MINUTES, "most": MOST_MINUTES}
        raise NotAccepted(_("A step takes between %(fewest)d and %(most)d minutes.") % limits)
    with transaction.atomic():
        before = dialogue.current_step or dialogue.steps.last()
        position = before.position + 1 if before else 1
        behind = list(dialogue.steps.filter(position__gte=position))
        for one in behind:
            one.position += 1
        Step.objects.bulk_update(behind, ["position"])
        step = Step.objects.create(
            dialogue=dialogue,
            position=position,
            number=0,
            kind=kind,
            title=title.strip()[:60],
            question=question.strip()[:300],
            minutes=minutes,
            texts={"basis": "eigen", "mode": mode},
        )
        _renumber(dialogue)
        step.refresh_from_db()
        note_change(dialogue, PlanChange.What.ADDED, at=at, step=step, reason=reason)
        tell_room(dialogue.pk)
    return step


def _renumber(dialogue: Dialogue) -> None:
    """Number the steps as people count them: a second part directly behind its first shares its number."""
    steps = list(dialogue.steps.order_by("position"))
    for number, step in enumerate(steps):
        before = steps[number - 1] if number else None
        joins = before is not None and bool(step.part_title) and before.title == step.title
        step.number = 1 if before is None else before.number + (0 if joins else 1)
    Step.objects.bulk_update(steps, ["number"])


def ends_at(step: Step) -> datetime | None:
    """When the minutes of the step that is going on are over; None while there is a pause."""
    if step.started_at is None:
        return None
    planned = (step.minutes + step.extra_minutes) * 60
    return step.started_at + timedelta(seconds=planned - step.seconds_before_pause)


def all_ends_at(steps: Iterable[Step], at: datetime) -> datetime | None:
    """When the whole dialogue is over if the rest goes by plan, breaks included. None before it starts."""
    steps = list(steps)
    current = next((step for step in steps if step.state == Step.State.CURRENT), None)
    if current is None:
        return None
    rest = sum(step.minutes + step.break_minutes for step in steps if step.state == Step.State.AHEAD)
    return max(ends_at(current) or at, at) + timedelta(minutes=rest + current.break_minutes)


def plan_and_actual(steps: Iterable[Step]) -> list[PlanRow]:
    """The minutes planned and taken, for each step."""
    return [
        PlanRow(
            step.full_title,
            step.minutes,
            math.ceil(step.seconds_spent / 60) if step.state == Step.State.DONE else None,
        )
        for step in steps
    ]


def suggested_minutes(dialogue: Dialogue) -> dict[str, int]:
    """By title: the median minutes that a step of this guide took earlier at this organisation, where it differs."""
    earlier = Step.objects.filter(
        dialogue__guide_key=dialogue.guide_key,
        dialogue__organisation_id=dialogue.organisation_id,
        dialogue__status__in=("closed", "erased"),
        dialogue__is_rehearsal=False,
        dialogue__was_on_paper=False,
        state=Step.State.DONE,
        seconds_spent__gt=0,
    ).exclude(dialogue=dialogue)
    taken: dict[str, list[int]] = {}
    for step in earlier:
        taken.setdefault(step.full_title, []).append(step.seconds_spent)
    found = {title: max(1, round(median(seconds) / 60)) for title, seconds in taken.items()}
    planned = {step.full_title: step.minutes for step in dialogue.steps.all()}
    return {title: minutes for title, minutes in found.items() if planned.get(title, minutes) != minutes}


def take_suggestions(dialogue: Dialogue) -> int:
    """Plan the minutes that the steps took earlier. Returns how many steps changed."""
    suggested = suggested_minutes(dialogue)
    changed = [step for step in dialogue.steps.filter(state=Step.State.AHEAD) if step.full_title in suggested]
    for step in changed:
        step.minutes = suggested[step.full_title]
    Step.objects.bulk_update(changed, ["minutes"])
    return len(changed)
