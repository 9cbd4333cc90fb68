"""A step that people fill in when it suits them, over a week: it opens and closes at dates, with a reminder.

Nobody knows which address answered. When the window closes the addresses are destroyed, and what came in stays sealed
until the same step opens in the live session.

One step is open at a time, so the windows of one dialogue do not overlap. One that cannot open, because another step is
going on or the live session began, waits: it never takes the step from a group that is together.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learningdialogues import facilitation
from learningdialogues.models import ReminderAddress, Step
from learningdialogues.paper import check_people_join
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room
from network import mailing

MOST_ADDRESSES = 60
MAIL = "learningdialogues/mail/window.txt"


def set_window(
    step: Step,
    *,
    opens: datetime,
    closes: datetime,
    reminds: datetime | None,
    addresses: Sequence[str],
    at: datetime,
) -> None:
    """Let ``step`` be filled in from ``opens`` until ``closes``; ``addresses`` get the way in and one reminder.

    Raises NotAccepted for dates in the wrong order, a step without contributions, or an address that is none.
    """
    if not at < closes or not opens < closes:
        raise NotAccepted(_("The end must lie after the beginning, and after now."))
    if reminds is not None and not opens < reminds < closes:
        raise NotAccepted(_("The reminder must lie between the beginning and the end."))
    found = _checked(addresses)
    with facilitation.as_it_stands(step.dialogue):
        step.refresh_from_db(fields=["state"])
        _check_may_have_window(step)
        _check_no_overlap(step, opens, closes)
        step.window_opens, step.window_closes, step.reminds_at = opens, closes, reminds
        step.save(update_fields=["window_opens", "window_closes", "reminds_at"])
        step.reminder_addresses.all().delete()
        ReminderAddress.objects.bulk_create(ReminderAddress(step=step, email=address) for address in found)


def _check_may_have_window(step: Step) -> None:
    if not step.kind_module.has_round or step.state != Step.State.AHEAD:
        raise NotAccepted(_("Only a step that lies ahead, and in which people give something, can be open for a time."))
    check_people_join(step.dialogue)
    if step.dialogue.started_at:
        raise NotAccepted(_("The live session has begun: from now on steps open there."))


def _check_no_overlap(step: Step, opens: datetime, closes: datetime) -> None:
    others = step.dialogue.steps.filter(window_opens__lt=closes, window_closes__gt=opens).exclude(pk=step.pk)
    other = others.first()
    if other is not None:
        ends = timezone.localtime(other.window_closes).strftime("%d-%m-%Y %H.%M")
        text = _("“%(title)s” is open in this time already, until %(ends)s. Only one step can be open at a time.")
        raise NotAccepted(text % {"title": other.full_title, "ends": ends})


def _checked(addresses: Sequence[str]) -> list[str]:
    found = sorted({address.strip().lower() for address in addresses if address.strip()})
    if len(found) > MOST_ADDRESSES:
        raise NotAccepted(_("At most %d addresses.") % MOST_ADDRESSES)
    for address in found:
        try:
            validate_email(address)
        except ValidationError:
            raise NotAccepted(_("“%s” is no e-mail address.") % address) from None
    return found


def take_window_away(step: Step) -> None:
    """The step is held live only; the addresses are destroyed. One that is open now closes, with all of it sealed."""
    with facilitation.as_it_stands(step.dialogue):
        facilitation.set_aside(step)
        _forget(step)
        step.window_opens = step.window_closes = None
        step.save(update_fields=["window_opens", "window_closes"])
        tell_room(step.dialogue_id)


def mind_windows(at: datetime | None = None) -> None:
    """Due work, every minute: open, remind and close what has its time."""
    at = at or timezone.now()
    live = Step.objects.filter(dialogue__status__in=("open", "running"), window_closes__isnull=False)
    for step in live.select_related("dialogue").order_by("window_opens"):
        if step.window_closes <= at:
            _close(step)
        elif step.window_opens <= at and step.state == Step.State.AHEAD:
            _open(step, at)
        elif step.reminds_at and step.reminds_at <= at and step.state == Step.State.CURRENT:
            _remind(step, at)


def _open(step: Step, at: datetime) -> None:
    with transaction.atomic():
        if facilitation.open_for_a_time(step, at=at):
            _write(step, _("You are asked to contribute: %s"), at)


def _remind(step: Step, at: datetime) -> None:
    with transaction.atomic():
        step.reminds_at = None
        step.save(update_fields=["reminds_at"])
        _write(step, _("Until soon you can contribute: %s"), at)


def _close(step: Step) -> None:
    with facilitation.as_it_stands(step.dialogue):
        facilitation.set_aside(step)
        _forget(step)


def _write(step: Step, subject: str, at: datetime) -> None:
    dialogue = step.dialogue
    context = {
        "title": dialogue.title,
        "question": step.question,
        "until": timezone.localtime(step.window_closes).strftime("%d-%m-%Y %H.%M"),
        "url": mailing.absolute(f"/meedoen/?code={dialogue.code}"),
    }
    for one in step.reminder_addresses.all():
        mailing.queue(one.email, subject % dialogue.title, MAIL, context, at, forget=True)


def _forget(step: Step) -> None:
    step.reminder_addresses.all().delete()
    step.reminds_at = None
    step.save(update_fields=["reminds_at"])
