"""The audit log in words: what each verb and each value says to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import AuditEntry, PeerReview, Stance

VERBS = {
    "assigned": gettext_lazy("laid before the organisation"),
    "took_stance": gettext_lazy("took a position"),
    "reported": gettext_lazy("reported"),
    "asked_review": gettext_lazy("asked for a peer review"),
    "reviewed": gettext_lazy("reviewed as a peer"),
    "recorded_effect": gettext_lazy("recorded an effect"),
    "measured_again": gettext_lazy("measured again"),
    "added_milestone": gettext_lazy("added a step"),
    "reached_milestone": gettext_lazy("reached a step"),
    "stopped": gettext_lazy("stopped"),
    "published": gettext_lazy("made visible for everyone"),
    "unpublished": gettext_lazy("made visible for members only"),
}
FIELDS = {
    "stance": gettext_lazy("position"),
    "target_date": gettext_lazy("own date"),
    "reason": gettext_lazy("reason"),
    "decided_by_function": gettext_lazy("decided by"),
    "organisation": gettext_lazy("organisation"),
    "finding": gettext_lazy("finding"),
    "indicator": gettext_lazy("indicator"),
    "start_value": gettext_lazy("value at the start"),
    "later_value": gettext_lazy("later value"),
    "later_date": gettext_lazy("measured again on"),
    "milestone": gettext_lazy("step"),
}
VALUES: dict[str, dict[str, Any]] = {
    "stance": dict(Stance.choices),
    "finding": dict(PeerReview.Finding.choices),
}


DATES = ("target_date", "later_date")


@dataclass(frozen=True)
class Told:
    """One entry for a reader: who, when, what, and each change as "field: old → new"."""

    who: str
    at: datetime
    what: str
    changes: tuple[str, ...]


def told(entry: AuditEntry) -> Told:
    """``entry`` in words; long texts stand elsewhere on the page, so they are left out."""
    changes = tuple(
        f"{FIELDS[name]}: {_value(name, old)} → {_value(name, new)}" if old else f"{FIELDS[name]}: {_value(name, new)}"
        for name, (old, new) in entry.changes.items()
        if name in FIELDS
    )
    return Told(str(entry.actor or _("the platform")), entry.at, str(VERBS.get(entry.verb, entry.verb)), changes)


def _value(name: str, value: Any) -> str:
    if value in (None, ""):
        return _("nothing")
    if name in DATES:
        return date_format(date.fromisoformat(value), "j F Y")
    return str(VALUES.get(name, {}).get(value, value))
