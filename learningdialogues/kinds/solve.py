"""*Oplossen*: cause by cause, who can change it, with which handle; what must be asked of others becomes a draft."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries
from learningdialogues.circle import OptionResult
from learningdialogues.kinds.base import DeskAct, Form, TextKind, required, uuid_of
from learningdialogues.models import Entry, Step
from learningdialogues.rounds import NotAccepted
from network.models import ROUTES

ROUTE_NAMES = dict(ROUTES)


class Solve(TextKind):
    code = "solve"
    name = gettext_lazy("Solve")
    icon = "route"
    fields = ("route",)
    choices = {"route": ROUTE_NAMES}

    def room(self, step: Step) -> dict[str, Any]:
        return super().room(step) | {"rows": _rows(step), "routes": ROUTE_NAMES}

    def desk(self, step: Step) -> dict[str, Any]:
        dialogue_entries = step.dialogue.entries.all()
        return super().desk(step) | {
            "causes": [entry.data["title"] for entry in dialogue_entries if entry.type == Entry.Type.CAUSE],
            "options": _sufficient_options(step),
        }

    def result(self, step: Step) -> dict[str, Any]:
        return super().result(step) | {"rows": [entry.data for entry in entries.of_type(step, Entry.Type.SOLVE)]}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        rows = [row | {"route_name": ROUTE_NAMES.get(row["route"], "")} for row in result.get("rows", [])]
        return {"rows": rows} if rows else None

    def desk_acts(self) -> dict[str, DeskAct]:
        return {"rij": add_row, "wijzig-rij": change_row, "haal-weg": remove}


def _rows(step: Step) -> list[dict[str, Any]]:
    return [
        {"entry": entry, "route": ROUTE_NAMES.get(entry.data["route"], "")}
        for entry in entries.of_type(step, Entry.Type.SOLVE)
    ]


def _sufficient_options(step: Step) -> list[str]:
    """What the last circle before this step found sufficient on all three: the chosen solutions."""
    from learningdialogues.kinds.perspectives import results

    before = step.dialogue.steps.filter(kind="perspectives", position__lt=step.position).order_by("-position")
    circle = next((one for one in before if one.shown_round), None)
    found: list[OptionResult] = results(circle, circle.shown_round) if circle else []
    return [result.title for result in found if result.is_sufficient and result.number]


def _values(form: Form) -> dict[str, Any]:
    route = form.get("route", "")
    if route not in ROUTE_NAMES:
        raise NotAccepted(_("Choose who can change it."))
    return {
        "cause": required(form, "naam", _("Say which cause this is about."))[:200],
        "route": route,
        "handle": required(form, "tekst", _("Say what could be done."))[:300],
        "is_draft": form.get("concept") == "ja",
    }


def add_row(step: Step, form: Form) -> None:
    entries.add(step, Entry.Type.SOLVE, _values(form))


def change_row(step: Step, form: Form) -> None:
    entries.change(step, uuid_of(form), **_values(form))


def remove(step: Step, form: Form) -> None:
    entries.remove(step, uuid_of(form))


kind = Solve()
