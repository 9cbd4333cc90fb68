"""The invitation to a dialogue as a file that every calendar reads (RFC 5545)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from learningdialogues.models import Dialogue


def calendar_file(dialogue: Dialogue, *, join_url: str) -> bytes:
    """One event: title, time by the plan, place, and where to join. No code and no names stand in it.

    Raises ValueError when the dialogue has no date.
    """
    if dialogue.planned_for is None:
        raise ValueError("a dialogue without a date has no invitation")
    minutes = sum(step.minutes + step.break_minutes for step in dialogue.steps.all())
    start = timezone.localtime(dialogue.planned_for)
    event = Event()
    event.add("uid", f"{dialogue.pk}@preventienetwerk")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("summary", _("Learning dialogue: %s") % dialogue.title)
    event.add("location", dialogue.place or join_url)
    event.add("description", _("Join on %s with the code that the facilitator gives. No account needed.") % join_url)
    calendar = Calendar()
    calendar.add("prodid", "-//preventienetwerk//leerdialogen//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
