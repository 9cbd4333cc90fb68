"""*Ontstaan*: a line of events in lanes, and the signals we could have picked up. No blame."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries
from learningdialogues.kinds.base import DeskAct, Form, TextKind, required, uuid_of
from learningdialogues.models import Entry, Step

MARKS = {
    "factor": gettext_lazy("Factor"),
    "gedrag": gettext_lazy("Behaviour"),
    "interventie": gettext_lazy("Intervention"),
}
LANES = {
    "inwoner": gettext_lazy("Resident"),
    "klantmanager": gettext_lazy("Client manager"),
    "organisatie": gettext_lazy("Administration and enforcement"),
}


class Timeline(TextKind):
    code = "timeline"
    name = gettext_lazy("Timeline")
    icon = "timeline"
    erased = ("signals",)
    fields = ("wanneer", "plek", "baan", "soort")
    prepares = ("gebeurtenis", "signaal", "haal-weg")
    choices = {"baan": LANES, "soort": MARKS}

    def room(self, step: Step) -> dict[str, Any]:
        return super().room(step) | {
            "rows": rows(step),
            "signals": entries.of_type(step, Entry.Type.SIGNAL),
            "lanes": LANES,
            "marks": MARKS,
        }

    def result(self, step: Step) -> dict[str, Any]:
        return super().result(step) | {
            "events": len(entries.of_type(step, Entry.Type.EVENT)),
            "signals": [entry.data for entry in entries.of_type(step, Entry.Type.SIGNAL)],
        }

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        return {"signals": result["signals"]} if result.get("signals") else None

    def desk_acts(self) -> dict[str, DeskAct]:
        return {"gebeurtenis": add_event, "signaal": add_signal, "haal-weg": remove}


def rows(step: Step) -> list[dict[str, Any]]:
    """The events by moment, each with its events per lane and the signals that hang on that moment."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries.of_type(step, Entry.Type.EVENT, Entry.Type.SIGNAL):
        moment = entry.data["when"]
        empty = {"when": moment, "where": "", "lanes": {lane: [] for lane in LANES}, "signals": []}
        row = found.setdefault(moment, empty)
        if entry.type == Entry.Type.SIGNAL:
            row["signals"].append(entry)
        else:
            row["where"] = row["where"] or entry.data.get("where", "")
            row["lanes"][entry.data["lane"]].append(entry)
    for row in found.values():
        row["cells"] = [(LANES[lane], events) for lane, events in row["lanes"].items()]
    return list(found.values())


def add_event(step: Step, form: Form) -> None:
    entries.add(
        step,
        Entry.Type.EVENT,
        {
            "when": required(form, "wanneer", _("Say when it was: a month or a quarter is enough."))[:40],
            "where": form.get("plek", "").strip()[:60],
            "lane": form.get("baan") if form.get("baan") in LANES else "inwoner",
            "mark": form.get("soort") if form.get("soort") in MARKS else "factor",
            "text": required(form, "tekst", _("Say what happened."))[:500],
        },
    )


def add_signal(step: Step, form: Form) -> None:
    entries.add(
        step,
        Entry.Type.SIGNAL,
        {
            "when": required(form, "wanneer", _("Say at which moment of the line the signal was there."))[:40],
            "title": required(form, "tekst", _("Say which signal it was."))[:200],
            "process": form.get("proces", "").strip()[:200],
            "information": form.get("informatie", "").strip()[:300],
            "logical": form.get("logisch", "").strip()[:300],
        },
    )


def remove(step: Step, form: Form) -> None:
    entries.remove(step, uuid_of(form))


kind = Timeline()
