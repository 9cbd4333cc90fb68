"""The life of a dialogue: the one module that writes its state and its current step.

``TRANSITIONS`` says what may follow what; the diagram in docs/dialogue-states.md is made from it.
"""

import contextlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learningdialogues import keys, reports, rounds, seating, tokens
from learningdialogues.harvest import propose_patterns
from learningdialogues.models import (
    BlockedWriter,
    Case,
    Dialogue,
    Entry,
    Guide,
    Step,
)
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room
from network.models import Item, Organisation, User

TRANSITIONS: dict[str, set[str]] = {
    "draft": {"open", "erased"},
    "open": {"running", "erased"},
    "running": {"closed", "erased"},
    "closed": {"erased"},
    "erased": set(),
}
KEPT_DAYS = 365
"""So long raw texts are kept: after closing, and after preparing for a dialogue that never came to its close."""
CLOSED_FIELDS = [
    "status",
    "follow_code_hash",
    "closed_at",
    "erase_on",
    "present_at_close",
    "code",
    "is_door_open",
]
ERASED_FIELDS = ["status", "story", "want_to_learn", "case", "deletion_proof", "code", "is_door_open"]
KEY_SETTLES_SECONDS = 600
"""A key is made just before the dialogue opens: one as young as this may belong to a door that is opening."""
OBJECTION_WORKING_DAYS = 5


def prepare(
    guide: Guide,
    *,
    by: User,
    organisation: Organisation,
    title: str,
    story: str,
    want_to_learn: str = "",
    case: Case | None = None,
    example_key: str = "",
    seats: int = 12,
    **details: Any,
) -> Dialogue:
    """A new dialogue in preparation, with the steps of ``guide`` copied into it.

    Raises NotAccepted for a number of seats outside 4-30.
    """
    seating.check_seats(seats)
    with transaction.atomic():
        dialogue = Dialogue.objects.create(
            title=title,
            story=story,
            want_to_learn=want_to_learn,
            case=case,
            example_key=example_key,
            guide_title=guide.title,
            guide_origin=guide.origin,
            facilitator=by,
            organisation=organisation,
            seats=seats,
            erase_on=timezone.localdate() + timedelta(days=KEPT_DAYS),
            **details,
        )
        dialogue.organisations.add(organisation)
        Step.objects.bulk_create(_steps_of(guide, dialogue))
    return dialogue


def _steps_of(guide: Guide, dialogue: Dialogue) -> list[Step]:
    steps: list[Step] = []
    for position, block in enumerate(guide.steps, start=1):
        value = block.value
        before = steps[-1] if steps else None
        joins = bool(value["continues"] and before)
        steps.append(
            Step(
                dialogue=dialogue,
                position=position,
                number=before.number if joins and before else (before.number + 1 if before else 1),
                kind=value["kind"],
                title=before.title if joins and before else value["title"],
                part_title=value["title"] if joins else "",
                question=value["question"],
                minutes=value["minutes"],
                break_minutes=value["break_minutes"] or 0,
                is_optional=bool(value["is_optional"]),
                level=value["level"],
                texts=_texts_of(value),
            )
        )
    return steps


def _texts_of(value: Any) -> dict[str, Any]:
    return {
        "questions": [dict(question) for question in value["questions"]],
        "hint": value["hint"],
        "keywords": list(value["keywords"]),
        "script": value["script"],
        "stuck": list(value["stuck"]),
        "done_when": list(value["done_when"]),
        "basis": value["basis"],
        "basis_note": value["basis_note"],
        "takes_from": list(value["takes_from"]),
    }


def open_room(dialogue: Dialogue, *, at: datetime) -> None:
    """Open the door: make the key and the code. Raises NotAccepted while something must still be confirmed."""
    check_may_open(dialogue)
    with transaction.atomic():
        _lock(dialogue)
        _enter(dialogue, Dialogue.Status.OPEN)
        dialogue.code = _free_code()
        dialogue.is_door_open = True
        dialogue.opened_at = at
        dialogue.save(update_fields=["status", "code", "is_door_open", "opened_at"])
        with contextlib.suppress(FileExistsError):  # of an earlier try that did not come to its end
            keys.create_key(dialogue.pk)
        tell_room(dialogue.pk)


def check_may_open(dialogue: Dialogue) -> None:
    """Raise NotAccepted unless everything is in order that must be before a door opens."""
    if not dialogue.no_procedure_runs:
        raise NotAccepted(_("Confirm first that no objection, appeal or fraud investigation is running."))
    if not dialogue.management_agreed:
        raise NotAccepted(_("Confirm first that management agreed in writing that nothing goes into a file."))
    case = dialogue.case
    if case is None:
        return
    at_table = {dialogue.organisation_id, *dialogue.organisations.values_list("pk", flat=True)}
    is_read_by_another = case.is_confirmed and case.second_reader_id != dialogue.facilitator_id
    if not is_read_by_another and at_table != {case.organisation_id}:
        raise NotAccepted(
            _("A second reader must confirm first that nobody can be recognised, or invite only your own organisation.")
        )


def _lock(dialogue: Dialogue) -> None:
    """Read the status again, and hold the row: two clicks are one."""
    dialogue.status = Dialogue.objects.select_for_update().values_list("status", flat=True).get(pk=dialogue.pk)


def _enter(dialogue: Dialogue, status: str) -> None:
    if status not in TRANSITIONS[dialogue.status]:
        raise NotAccepted(_("That is not possible in this stage of the dialogue."))
    dialogue.status = status


def _free_code() -> str:
    while True:
        code = tokens.room_code()
        if not Dialogue.objects.filter(code=code).exists():
            return code


def key_of(dialogue: Dialogue) -> bytes:
    """The key of a live dialogue. A lost one is replaced: then everybody joins again, and nothing else is lost."""
    try:
        return keys.load_key(dialogue.pk)
    except keys.KeyGone:
        if not dialogue.is_live:
            raise
        with contextlib.suppress(FileExistsError):
            keys.create_key(dialogue.pk)
        return keys.load_key(dialogue.pk)


def set_expert(dialogue: Dialogue, *, is_here: bool) -> None:
    """Whether an expert by experience sits at the table; the circle and the report say it."""
    with transaction.atomic():
        dialogue.has_experience_expert = is_here
        dialogue.save(update_fields=["has_experience_expert"])
        tell_room(dialogue.pk)


def start(dialogue: Dialogue, *, at: datetime) -> None:
    """Begin with the first step."""
    with transaction.atomic():
        _enter(dialogue, Dialogue.Status.RUNNING)
        dialogue.started_at = at
        dialogue.save(update_fields=["status", "started_at"])
        first = dialogue.steps.first()
        if first is None:
            raise NotAccepted(_("This guide has no steps."))
        _make_current(dialogue, first, at)


def move_on(dialogue: Dialogue, *, to: Step, at: datetime, reason: str = "") -> None:
    """Go to step ``to``: the next one, or an earlier one again. Steps that are passed over become skipped."""
    with transaction.atomic():
        if to.pk == dialogue.current_step_id:
            return
        if dialogue.status != Dialogue.Status.RUNNING or to.dialogue_id != dialogue.pk:
            raise NotAccepted(_("That is not possible in this stage of the dialogue."))
        current = dialogue.current_step
        if current is not None:
            _leave(current, at)
        dialogue.steps.filter(position__lt=to.position, state=Step.State.AHEAD).update(
            state=Step.State.SKIPPED, reason=reason[:200]
        )
        _make_current(dialogue, to, at)


def next_step(dialogue: Dialogue) -> Step | None:
    """The step after the current one, or None in the last."""
    if dialogue.current_step is None:
        return None
    return dialogue.steps.filter(position__gt=dialogue.current_step.position).first()


def _leave(step: Step, at: datetime) -> None:
    step.state = Step.State.DONE
    if step.started_at:
        step.seconds_spent += max(0, int((at - step.started_at).total_seconds()))
        step.started_at = None
    step.save(update_fields=["state", "seconds_spent", "started_at"])


def _make_current(dialogue: Dialogue, step: Step, at: datetime) -> None:
    step.state = Step.State.CURRENT
    step.started_at = at
    step.save(update_fields=["state", "started_at"])
    step.kind_module.start(step)
    dialogue.current_step = step
    dialogue.save(update_fields=["current_step"])
    tell_room(dialogue.pk)


def add_minutes(step: Step, minutes: int) -> None:
    with transaction.atomic():
        step.extra_minutes += minutes
        step.save(update_fields=["extra_minutes"])
        tell_room(step.dialogue_id)


def close(dialogue: Dialogue, *, at: datetime) -> str:
    """Close in the last step: aggregate, report, proposals; destroy key, tags, ballots and codes.

    Returns the follow code, once: only its hash is kept. Raises NotAccepted before the last step.
    """
    if next_step(dialogue) is not None:
        raise NotAccepted(_("Closing is possible in the last step."))
    with transaction.atomic():
        _lock(dialogue)
        _enter(dialogue, Dialogue.Status.CLOSED)
        if dialogue.current_step is not None:
            _leave(dialogue.current_step, at)
        dialogue.refresh_from_db(fields=["seats_taken"])
        code = tokens.follow_code()
        dialogue.follow_code_hash = tokens.hash_follow_code(code)
        dialogue.closed_at = at
        dialogue.erase_on = at.date() + timedelta(days=KEPT_DAYS)
        dialogue.present_at_close = dialogue.seats_taken
        dialogue.code, dialogue.is_door_open = None, False
        dialogue.save(update_fields=CLOSED_FIELDS)
        _aggregate(dialogue)
        reports.make_report(dialogue, until=working_days_after(at, OBJECTION_WORKING_DAYS))
        propose_patterns(dialogue, at=at)
        _destroy_traces(dialogue)
        tell_room(dialogue.pk)
        transaction.on_commit(lambda: keys.destroy_key(dialogue.pk))
    return code


def _aggregate(dialogue: Dialogue) -> None:
    for step in dialogue.steps.all():
        rounds.release_at_closing(step)
        step.result = step.kind_module.result(step)
        step.save(update_fields=["result"])


def _destroy_traces(dialogue: Dialogue) -> None:
    """What could still tell one participant from another goes: ballots, printed codes, blocked tags."""
    for step in dialogue.steps.all():
        step.ballots.all().delete()
    dialogue.printed_codes.all().delete()
    BlockedWriter.objects.filter(dialogue=dialogue).delete()


def working_days_after(at: datetime, days: int) -> Any:
    """The date that lies ``days`` working days (Monday to Friday) after ``at``."""
    day = at.date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def erase(dialogue: Dialogue, *, at: datetime) -> None:
    """Destroy raw texts and timeline at the retention date; the aggregate and a proof of deletion stay.

    A dialogue that never came to its close leaves no report: everything of it goes, its key too.
    """
    with transaction.atomic():
        _lock(dialogue)
        was_live = dialogue.is_live
        _enter(dialogue, Dialogue.Status.ERASED)
        counted = {
            "contributions": sum(step.contributions.count() for step in dialogue.steps.all()),
            "entries": dialogue.entries.count(),
        }
        for step in dialogue.steps.all():
            _erase_step(step)
        Entry.objects.filter(dialogue=dialogue).delete()
        dialogue.story, dialogue.want_to_learn, dialogue.case = "", "", None
        dialogue.deletion_proof = {"at": at.isoformat(), "deleted": counted}
        dialogue.code, dialogue.is_door_open = None, False
        dialogue.save(update_fields=ERASED_FIELDS)
        if was_live:
            _destroy_traces(dialogue)
            tell_room(dialogue.pk)
        transaction.on_commit(lambda: keys.destroy_key(dialogue.pk))


def destroy_left_keys() -> int:
    """Destroy every key whose dialogue is not live: a crash between closing and destroying may leave one behind.

    Returns how many. Due work, every hour.
    """
    left = keys.older_keys(KEY_SETTLES_SECONDS)
    live = set(Dialogue.objects.filter(pk__in=left, status__in=("open", "running")).values_list("pk", flat=True))
    for dialogue_id in left - live:
        keys.destroy_key(dialogue_id)
    return len(left - live)


def _erase_step(step: Step) -> None:
    """Raw rows of a step, and what its result and settings hold of the story and the timeline."""
    for rows in (step.contributions, step.sealedcontributions, step.ballots, step.gave, step.ready):
        rows.all().delete()
    step.result = {name: value for name, value in (step.result or {}).items() if name not in ("story", "signals")}
    step.settings = {}
    step.save(update_fields=["result", "settings"])


def renew_follow_code(dialogue: Dialogue) -> str:
    """A new follow code for a closed dialogue; the old one stops working. Returned once."""
    code = tokens.follow_code()
    dialogue.follow_code_hash = tokens.hash_follow_code(code)
    dialogue.save(update_fields=["follow_code_hash"])
    return code


def story_of_example(item: Item) -> str:
    """The text a dialogue copies from an example case: its situation, else its summary."""
    from learningdialogues.models.pages import ExampleCasePage

    page = ExampleCasePage.objects.filter(key=item.pk).first()
    return page.situation if page else item.summary
