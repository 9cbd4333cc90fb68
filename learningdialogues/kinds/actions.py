"""*Afspraken*: what, who (a role or organisation), when; and whether something must be repaired for this resident."""

from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries
from learningdialogues.kinds.base import DeskAct, Form, TextKind, required, uuid_of
from learningdialogues.models import Agreement, Entry, Step
from learningdialogues.rounds import NotAccepted
from learningdialogues.telling import tell_room


class Actions(TextKind):
    code = "actions"
    name = gettext_lazy("Agreements")
    icon = "checkbox"
    erased = ("repairs",)

    def room(self, step: Step) -> dict[str, Any]:
        return super().room(step) | {
            "agreements": list(step.dialogue.agreements.all()),
            "repairs": entries.of_type(step, Entry.Type.REPAIR),
            "next_date": step.settings.get("next_date", ""),
        }

    def result(self, step: Step) -> dict[str, Any]:
        return super().result(step) | {
            "repairs": [entry.data["text"] for entry in entries.of_type(step, Entry.Type.REPAIR)],
            "next_date": step.settings.get("next_date", ""),
        }

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        """The agreements themselves are read from their rows: their state goes on after the report."""
        return result | {"next_date": parse_date(result.get("next_date") or "")}

    def desk_acts(self) -> dict[str, DeskAct]:
        repairs = {"herstel": add_repair, "wijzig-herstel": change_repair, "herstel-weg": remove_repair}
        return repairs | {"afspraak": add_agreement, "afspraak-weg": remove, "volgende-datum": set_date}


def _date(text: str) -> date | None:
    """The date in ``text`` (ISO), None when it is empty. Raises NotAccepted when it is no date.

    Its field is called ``datum``, not ``wanneer``: a day on which the group does something is nobody's personal data.
    """
    try:
        found = parse_date(text.strip()) if text.strip() else None
    except ValueError:
        found = None
    if text.strip() and found is None:
        raise NotAccepted(_("This is not a date that exists."))
    return found


def add_agreement(step: Step, form: Form) -> None:
    Agreement.objects.create(
        dialogue_id=step.dialogue_id,
        what=required(form, "wat", _("Say what you agree to do."))[:300],
        who=required(form, "wie", _("Say who does it: a role or an organisation, no name."))[:120],
        when=_date(form.get("datum", "")),
        position=step.dialogue.agreements.count() + 1,
    )
    tell_room(step.dialogue_id)


def remove(step: Step, form: Form) -> None:
    step.dialogue.agreements.filter(pk=uuid_of(form)).delete()
    tell_room(step.dialogue_id)


def add_repair(step: Step, form: Form) -> None:
    entries.add(step, Entry.Type.REPAIR, {"text": _repair(form)})


def change_repair(step: Step, form: Form) -> None:
    entries.change(step, uuid_of(form), text=_repair(form))


def remove_repair(step: Step, form: Form) -> None:
    entries.remove(step, uuid_of(form))


def _repair(form: Form) -> str:
    return required(form, "tekst", _("Say what must be repaired."))[:300]


def set_date(step: Step, form: Form) -> None:
    found = _date(form.get("datum", ""))
    step.settings["next_date"] = found.isoformat() if found else ""
    step.save(update_fields=["settings"])
    tell_room(step.dialogue_id)


kind = Actions()
