"""The invitation to a dialogue as a file that every calendar reads (RFC 5545)."""

from datetime import UTC, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from learningdialogues.models import Dialogue


def calendar_file(dialogue: Dialogue, *, join_url: str) -> bytes:
    """One event: time by the plan in UTC, place, and where to join; sent by the facilitator.

    It ends up in the calendars of others, so neither title nor code stand in it. Raises ValueError without a date.
    """
    if dialogue.planned_for is None:
        raise ValueError("a dialogue without a date has no invitation")
    minutes = sum(step.minutes + step.break_minutes for step in dialogue.steps.all())
    start = dialogue.planned_for.astimezone(UTC)
    event = Event()
    event.add("uid", f"{dialogue.pk}@preventienetwerk")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("summary", _("Learning dialogue"))
    event.add("organizer", vCalAddress(f"mailto:{dialogue.facilitator.email}"))
    event.add("location", dialogue.place or join_url)
    event.add("description", _("Join on %s with the code that the facilitator gives. No account needed.") % join_url)
    calendar = Calendar()
    calendar.add("prodid", "-//preventienetwerk//leerdialogen//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
