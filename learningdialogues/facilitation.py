"""The life of a dialogue: the one module that writes its state and its current step.

``TRANSITIONS`` says what may follow what; the diagram in docs/dialogue-states.md is made from it.
"""

import contextlib
from collections.abc import Generator
from datetime import date, datetime, timedelta

import holidays
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learningdialogues import erasing, keys, leading, renewing, reports, rounds, tokens
from learningdialogues.harvest import propose_patterns, propose_recommendations
from learningdialogues.models import BlockedWriter, Dialogue, PlanChange, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room
from network.models import User

TRANSITIONS: dict[str, set[str]] = {
    "draft": {"open", "erased"},
    "open": {"running", "erased"},
    "running": {"closed", "erased"},
    "closed": {"erased"},
    "erased": set(),
}
CLOSED_FIELDS = [
    "status",
    "follow_code_hash",
    "closed_at",
    "erase_on",
    "present_at_close",
    "code",
    "is_door_open",
]
ERASED_FIELDS = ["status", "deletion_proof", "code", "is_door_open"]
KEY_SETTLES_SECONDS = 600
"""A key is made just before the dialogue opens: one as young as this may belong to a door that is opening."""
OBJECTION_WORKING_DAYS = 5


def open_room(dialogue: Dialogue, *, at: datetime) -> None:
    """Open the door: make the key and the code. Raises NotAccepted while something must still be confirmed."""
    check_may_open(dialogue)
    with transaction.atomic():
        _lock(dialogue)
        _enter(dialogue, Dialogue.Status.OPEN)
        dialogue.code = None if dialogue.was_on_paper else _free_code()
        dialogue.is_door_open = not dialogue.was_on_paper
        if dialogue.was_on_paper:
            dialogue.seats_taken = dialogue.seats
        dialogue.opened_at = at
        dialogue.save(update_fields=["status", "code", "is_door_open", "seats_taken", "opened_at"])
        with contextlib.suppress(FileExistsError):  # of an earlier try that did not come to its end
            keys.create_key(dialogue.pk)
        tell_room(dialogue.pk)


def check_may_open(dialogue: Dialogue) -> None:
    """Raise NotAccepted unless everything is in order that must be before a door opens."""
    if not dialogue.no_procedure_runs:
        raise NotAccepted(_("Confirm first that no objection, appeal or fraud investigation is running."))
    if not dialogue.management_agreed:
        raise NotAccepted(_("Confirm first that management agreed in writing that nothing goes into a file."))
    leading.check_story_may_be_told(dialogue)


def _lock(dialogue: Dialogue) -> None:
    """Read again where it stands, and hold the row: two clicks are one, and an old page decides nothing."""
    where_it_stands = ["status", "current_step", "paused_at", "seats_taken", "started_at"]
    dialogue.refresh_from_db(fields=where_it_stands, from_queryset=Dialogue.objects.select_for_update())


@contextlib.contextmanager
def as_it_stands(dialogue: Dialogue) -> Generator[None, None, None]:
    """A transaction that holds ``dialogue``, read again: what is decided here about its current step holds."""
    with transaction.atomic():
        _lock(dialogue)
        yield


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
    """The key of a live dialogue. A lost one is replaced: then everybody joins again, and votes again; texts stay."""
    try:
        return keys.load_key(dialogue.pk)
    except keys.KeyGone:
        if not dialogue.is_live:
            raise
        with contextlib.suppress(FileExistsError), transaction.atomic():
            renewing.count_anew(dialogue)
            keys.create_key(dialogue.pk)
        return keys.load_key(dialogue.pk)


def set_expert(dialogue: Dialogue, *, is_here: bool) -> None:
    """Whether an expert by experience sits at the table; the circle and the report say it."""
    with transaction.atomic():
        dialogue.has_experience_expert = is_here
        dialogue.save(update_fields=["has_experience_expert"])
        tell_room(dialogue.pk)


def start(dialogue: Dialogue, *, at: datetime) -> None:
    """Begin with the first step; also after steps that were open for a time before."""
    with transaction.atomic():
        _lock(dialogue)
        if dialogue.status != Dialogue.Status.RUNNING or dialogue.current_step_id is not None:
            _enter(dialogue, Dialogue.Status.RUNNING)
        dialogue.started_at = at
        dialogue.save(update_fields=["status", "started_at"])
        first = dialogue.steps.first()
        if first is None:
            raise NotAccepted(_("This guide has no steps."))
        _make_current(dialogue, first, at)


def open_for_a_time(step: Step, *, at: datetime) -> bool:
    """Make ``step`` the current one before the live session, without passing over the steps before it.

    False when it has to wait: another step is going on, or the live session began.
    """
    dialogue = step.dialogue
    with transaction.atomic():
        _lock(dialogue)
        step.refresh_from_db(fields=["state"])
        if dialogue.started_at or dialogue.current_step_id is not None or step.state != Step.State.AHEAD:
            return False
        if dialogue.status == Dialogue.Status.OPEN:
            _enter(dialogue, Dialogue.Status.RUNNING)
            dialogue.save(update_fields=["status"])
        _make_current(dialogue, step, at)
    return True


def set_aside(step: Step) -> None:
    """The time of ``step`` is over: it lies ahead again, with all that came in sealed, until the live session.

    Nothing happens when it is not the current step, or when the live session began: a window takes no step from that.
    """
    dialogue = step.dialogue
    with transaction.atomic():
        _lock(dialogue)
        if dialogue.started_at or dialogue.current_step_id != step.pk:
            return
        step.state, step.started_at, step.seconds_before_pause = Step.State.AHEAD, None, 0
        step.save(update_fields=["state", "started_at", "seconds_before_pause"])
        dialogue.current_step, dialogue.paused_at = None, None
        dialogue.save(update_fields=["current_step", "paused_at"])
        tell_room(dialogue.pk)


def move_on(dialogue: Dialogue, *, to: Step, at: datetime, reason: str = "") -> None:
    """Go to step ``to``: the next one, or an earlier one again. Steps that are passed over become skipped."""
    with transaction.atomic():
        _lock(dialogue)
        if to.pk == dialogue.current_step_id:
            return
        if dialogue.status != Dialogue.Status.RUNNING or to.dialogue_id != dialogue.pk:
            raise NotAccepted(_("That is not possible in this stage of the dialogue."))
        to.refresh_from_db()
        if dialogue.started_at is None:  # a step was open for a time: from here on the group goes on together
            dialogue.started_at = at
            dialogue.save(update_fields=["started_at"])
        if dialogue.current_step is not None:
            _leave(dialogue.current_step, at)
        _skip_up_to(to, at, reason)
        if to.state == Step.State.DONE and _lies_before(to, dialogue.current_step):
            note_change(dialogue, PlanChange.What.REPEATED, at=at, step=to, reason=reason)
        _make_current(dialogue, to, at)


def _lies_before(to: Step, current: Step | None) -> bool:
    """Whether the group goes back to ``to``; what it passes again on the way forth is no change of its own."""
    return current is None or to.position < current.position


def _skip_up_to(to: Step, at: datetime, reason: str) -> None:
    skipped = to.dialogue.steps.filter(position__lt=to.position, state=Step.State.AHEAD)
    for step in skipped:
        note_change(to.dialogue, PlanChange.What.SKIPPED, at=at, step=step, reason=reason)
    skipped.update(state=Step.State.SKIPPED, reason=reason[:200])


def pause(dialogue: Dialogue, *, at: datetime, reason: str = "") -> None:
    """Stop the clock of the current step; the room says that there is a pause."""
    with transaction.atomic():
        _lock(dialogue)
        step = dialogue.current_step
        if dialogue.status != Dialogue.Status.RUNNING or step is None or dialogue.paused_at:
            raise NotAccepted(_("That is not possible in this stage of the dialogue."))
        _stop_clock(step, at)
        dialogue.paused_at = at
        dialogue.save(update_fields=["paused_at"])
        note_change(dialogue, PlanChange.What.PAUSED, at=at, step=step, reason=reason)
        tell_room(dialogue.pk)


def resume(dialogue: Dialogue, *, at: datetime) -> None:
    """Let the clock of the current step run on."""
    with transaction.atomic():
        _lock(dialogue)
        step = dialogue.current_step
        if not dialogue.paused_at or dialogue.status != Dialogue.Status.RUNNING or step is None:
            return
        step.started_at = at
        step.save(update_fields=["started_at"])
        dialogue.paused_at = None
        dialogue.save(update_fields=["paused_at"])
        tell_room(dialogue.pk)


def note_change(dialogue: Dialogue, what: str, *, at: datetime, step: Step | None = None, reason: str = "") -> None:
    """Keep that the facilitator left the plan, and why."""
    title = step.full_title if step else ""
    PlanChange.objects.create(dialogue=dialogue, what=what, at=at, step_title=title, reason=reason.strip()[:200])


def lead_changes_to(dialogue: Dialogue, user: User, *, at: datetime, reason: str = "") -> None:
    """Hand the lead over to ``user``; who led it before stays as co-facilitator.

    Raises NotAccepted when ``user`` may not lead it (``leading.check_may_lead``).
    """
    with transaction.atomic():
        before = dialogue.facilitator
        if before.pk == user.pk:
            return
        leading.check_may_lead(dialogue, user)
        dialogue.facilitator = user
        dialogue.save(update_fields=["facilitator"])
        dialogue.co_facilitators.add(before)
        dialogue.co_facilitators.remove(user)
        note_change(dialogue, PlanChange.What.HANDED_OVER, at=at, reason=reason)


def next_step(dialogue: Dialogue) -> Step | None:
    """The step after the current one, or None in the last."""
    if dialogue.current_step is None:
        return None
    return dialogue.steps.filter(position__gt=dialogue.current_step.position).first()


def _leave(step: Step, at: datetime) -> None:
    _stop_clock(step, at)
    step.state, step.seconds_before_pause = Step.State.DONE, 0
    step.save(update_fields=["state", "seconds_before_pause"])


def _stop_clock(step: Step, at: datetime) -> None:
    if step.started_at:
        seconds = max(0, int((at - step.started_at).total_seconds()))
        step.seconds_spent += seconds
        step.seconds_before_pause += seconds
        step.started_at = None
    step.save(update_fields=["seconds_spent", "seconds_before_pause", "started_at"])


def _make_current(dialogue: Dialogue, step: Step, at: datetime) -> None:
    step.state = Step.State.CURRENT
    step.started_at = at
    if dialogue.started_at:  # what was open for a time the group now goes on with live: no date ends it any more
        step.window_opens = step.window_closes = step.reminds_at = None
        step.reminder_addresses.all().delete()
    step.save(update_fields=["state", "started_at", "window_opens", "window_closes", "reminds_at"])
    step.kind_module.start(step)
    dialogue.current_step, dialogue.paused_at = step, None
    dialogue.save(update_fields=["current_step", "paused_at"])
    tell_room(dialogue.pk)


def close(dialogue: Dialogue, *, at: datetime) -> str:
    """Close in the last step: aggregate, report, proposals; destroy key, tags, ballots and codes.

    Returns the follow code, once: only its hash is kept. Raises NotAccepted before the last step.
    """
    with transaction.atomic():
        _lock(dialogue)
        _enter(dialogue, Dialogue.Status.CLOSED)
        if dialogue.current_step is None or next_step(dialogue) is not None:
            raise NotAccepted(_("Closing is possible in the last step."))
        _leave(dialogue.current_step, at)
        code = tokens.follow_code()
        dialogue.follow_code_hash = tokens.hash_follow_code(code)
        dialogue.closed_at = at
        dialogue.erase_on = timezone.localtime(at).date() + timedelta(days=dialogue.kept_days)
        dialogue.present_at_close = dialogue.seats_taken
        dialogue.code, dialogue.is_door_open = None, False
        dialogue.save(update_fields=CLOSED_FIELDS)
        _aggregate(dialogue)
        reports.make_report(dialogue, until=working_days_after(at, OBJECTION_WORKING_DAYS))
        if not dialogue.is_rehearsal:
            propose_patterns(dialogue, at=at)
            propose_recommendations(dialogue, at=at)
            reports.tell_owner(dialogue, at=at)
        _destroy_traces(dialogue)
        tell_room(dialogue.pk)
        transaction.on_commit(lambda: keys.destroy_key(dialogue.pk))
    return code


def _aggregate(dialogue: Dialogue) -> None:
    """Keep what came out of each step. Of fewer than five late ones the room could tell by subtraction: not counted."""
    for step in dialogue.steps.all():
        is_too_few = step.level == "unlinkable" and step.gave.count() < rounds.RELEASE_AT
        if is_too_few:
            step.result = step.kind_module.result(step)
        rounds.release_at_closing(step)
        if not is_too_few:
            step.result = step.kind_module.result(step)
        step.save(update_fields=["result"])


def _destroy_traces(dialogue: Dialogue) -> None:
    """What could still tell one participant from another goes: ballots, addresses, printed codes, blocked tags."""
    for step in dialogue.steps.all():
        step.ballots.all().delete()
        step.reminder_addresses.all().delete()
    dialogue.printed_codes.all().delete()
    BlockedWriter.objects.filter(dialogue=dialogue).delete()


def working_days_after(at: datetime, days: int) -> date:
    """The date that lies ``days`` working days after the day on which ``at`` falls here.

    Neither weekends nor public holidays are working days, nor the days on which agencies are closed with them (Good
    Friday, Liberation Day).
    """
    closed = holidays.country_holidays("NL", categories=("public", "optional"))
    return closed.get_nth_working_day(timezone.localtime(at).date(), days)


def erase(dialogue: Dialogue, *, at: datetime) -> None:
    """Destroy raw texts and timeline at the retention date; the aggregate and a proof of deletion stay.

    The link with the case stays too: who brought it in keeps the report. With its last dialogue the case is emptied.
    A dialogue that never came to its close leaves no report: everything of it goes, its key too.
    """
    with transaction.atomic():
        _lock(dialogue)
        was_live = dialogue.is_live
        _enter(dialogue, Dialogue.Status.ERASED)
        counted = erasing.erase_texts(dialogue)
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


def renew_follow_code(dialogue: Dialogue) -> str:
    """A new follow code for a closed dialogue; the old one stops working. Returned once."""
    code = tokens.follow_code()
    dialogue.follow_code_hash = tokens.hash_follow_code(code)
    dialogue.save(update_fields=["follow_code_hash"])
    return code
