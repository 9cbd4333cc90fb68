"""*Klantreis*: stages, and in each the contacts, what is asked of the person, and where it hurts.

The facilitator builds the table in the open from what the room tells; what people write themselves is sealed.
"""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries, rounds
from learningdialogues.kinds.base import (
    DeskAct,
    FieldNotAccepted,
    Form,
    Row,
    TextKind,
    check_nothing_sent,
    line_like,
    line_refused,
    required,
    uuid_of,
)
from learningdialogues.models import Contribution, Entry, Step
from learningdialogues.rounds import NotAccepted

KINDS = {
    "contact": gettext_lazy("Contact"),
    "gevraagd": gettext_lazy("What is asked"),
    "pijn": gettext_lazy("Where it hurts"),
}
Cell = tuple[str, str]
"""A stage (its id) and one of KINDS."""


class Journey(TextKind):
    code = "journey"
    name = gettext_lazy("Client journey")
    icon = "route"
    own_first = True
    fields = ("fase", "soort")
    prepares = ("fase", "wijzig-fase", "eerder", "fase-weg", "punt", "haal-weg")

    def start(self, step: Step) -> None:
        """Begin with the stages of the guide, if it has any."""
        entries.prepare(step, Entry.Type.STAGE, step.texts.get("rows", []))

    def room(self, step: Step) -> dict[str, Any]:
        context = super().room(step)
        return context | {"stages": _stages(step, context["contributions"]), "kinds": KINDS}

    def with_about(self, step: Step, rows: list[Row]) -> list[Row]:
        titles = {str(stage.pk): stage.data["title"] for stage in entries.of_type(step, Entry.Type.STAGE)}
        for row in rows:
            row.about = f"{titles.get(row.details.get('fase'), '')}: {KINDS.get(row.details.get('soort'), '')}"
        return rows

    def details(self, step: Step, form: Form) -> dict[str, Any]:
        """The stage and what it is. Raises NotAccepted without them."""
        _checked(step, form)
        return super().details(step, form)

    def invented_fields(self, step: Step, number: int) -> dict[str, str]:
        stages = [str(stage.pk) for stage in entries.of_type(step, Entry.Type.STAGE)]
        return {"fase": stages[number % len(stages)], "soort": list(KINDS)[number % len(KINDS)]} if stages else {}

    def paper_hint(self, step: Step) -> str:
        stages = entries.of_type(step, Entry.Type.STAGE)
        numbered = ", ".join(f"{number} {stage.data['title']}" for number, stage in enumerate(stages, start=1))
        how = _("Begin with the number of the stage and contact, gevraagd or pijn: “2 pijn: The rent must be paid.”")
        return f"{how} {numbered}"

    def paper_lines(self, step: Step, lines: list[str]) -> list[tuple[str, dict[str, str]]]:
        stages = [str(stage.pk) for stage in entries.of_type(step, Entry.Type.STAGE)]
        found = []
        for line in lines:
            read = line_like(rf"(?P<stage>[1-9]\d?)\s*(?P<kind>{'|'.join(KINDS)})\s*:\s*(?P<text>.+)", line)
            if int(read["stage"]) > len(stages):
                raise line_refused(line)
            found.append((read["text"], {"fase": stages[int(read["stage"]) - 1], "soort": read["kind"].lower()}))
        return found

    def result(self, step: Step) -> dict[str, Any]:
        """The table as the room built it, with how often people wrote about each cell."""
        shown = rounds.shown(step) if step.shown_round else []
        return super().result(step) | {"stages": [_kept(stage) for stage in _stages(step, shown)]}

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        stages = [
            stage | {"cells": [cell | {"name": KINDS[cell["kind"]]} for cell in stage["cells"]]}
            for stage in result.get("stages", [])
        ]
        return {"stages": stages, "kinds": KINDS} if stages else None

    def desk_acts(self) -> dict[str, DeskAct]:
        return {
            "fase": add_stage,
            "wijzig-fase": rename_stage,
            "eerder": move_up,
            "fase-weg": remove_stage,
            "punt": add_point,
            "haal-weg": remove_point,
        }


def _stages(step: Step, shown: list[Contribution]) -> list[dict[str, Any]]:
    """The stages in their order, each with a cell per kind: what the desk put there, and what people wrote."""
    found = entries.of_type(step, Entry.Type.STAGE, Entry.Type.POINT)
    points: dict[Cell, list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.type == Entry.Type.POINT:
            points[entry.data["stage"], entry.data["kind"]].append(entry)
    written: dict[Cell, list[Contribution]] = defaultdict(list)
    for contribution in shown:
        written[contribution.details.get("fase", ""), contribution.details.get("soort", "")].append(contribution)
    stages = [entry for entry in found if entry.type == Entry.Type.STAGE]
    return [_drawn(stage, points, written) for stage in stages]


def _drawn(stage: Entry, points: dict[Cell, list[Entry]], written: dict[Cell, list[Contribution]]) -> dict[str, Any]:
    cells = []
    for kind, name in KINDS.items():
        place = (str(stage.pk), kind)
        texts = written.get(place, [])
        cells.append(
            {"kind": kind, "name": name, "points": points.get(place, []), "written": texts, "count": len(texts)}
        )
    has_texts = any(cell["written"] for cell in cells)
    is_empty = not has_texts and not any(cell["points"] for cell in cells)
    named = {"id": str(stage.pk), "title": stage.data["title"]}
    return named | {"cells": cells, "has_texts": has_texts, "is_empty": is_empty}


def _kept(stage: dict[str, Any]) -> dict[str, Any]:
    cells = [
        {"kind": cell["kind"], "points": [point.data["text"] for point in cell["points"]], "count": cell["count"]}
        for cell in stage["cells"]
    ]
    return {"title": stage["title"], "cells": cells}


def _checked(step: Step, form: Form) -> Cell:
    """The stage and the kind that a form names. Raises NotAccepted when one is not there (any more)."""
    stage, kind = form.get("fase", ""), form.get("soort", "")
    if stage not in {str(entry.pk) for entry in entries.of_type(step, Entry.Type.STAGE)}:
        raise FieldNotAccepted(_("Choose a stage of the journey."), field="fase")
    if kind not in KINDS:
        raise FieldNotAccepted(_("Say what it is: a contact, what is asked, or where it hurts."), field="soort")
    return stage, kind


def _stage(step: Step, form: Form) -> Entry:
    stage = entries.get(step, uuid_of(form))
    if stage.type != Entry.Type.STAGE:
        raise NotAccepted(_("Choose a stage of the journey."))
    return stage


def _title(form: Form) -> str:
    return required(form, "naam", _("Give the stage a name."))[:120]


def add_stage(step: Step, form: Form) -> None:
    entries.add(step, Entry.Type.STAGE, {"title": _title(form)})


def rename_stage(step: Step, form: Form) -> None:
    entries.change(step, _stage(step, form).pk, title=_title(form))


def move_up(step: Step, form: Form) -> None:
    entries.move_up(step, _stage(step, form).pk)


def remove_stage(step: Step, form: Form) -> None:
    """Take a stage away with what stands in it, while nobody can have written about it."""
    stage = _stage(step, form)
    check_nothing_sent(step)
    entries.remove_all(step, [stage, *_points_of(step, stage)])


def _points_of(step: Step, stage: Entry) -> list[Entry]:
    return [point for point in entries.of_type(step, Entry.Type.POINT) if point.data["stage"] == str(stage.pk)]


def add_point(step: Step, form: Form) -> None:
    """Put in the table what the room tells, in words of the group."""
    stage, kind = _checked(step, form)
    text = required(form, "tekst", _("Write down what happens there."))[:300]
    entries.add(step, Entry.Type.POINT, {"stage": stage, "kind": kind, "text": text})


def remove_point(step: Step, form: Form) -> None:
    point = entries.get(step, uuid_of(form))
    if point.type != Entry.Type.POINT:
        raise NotAccepted(_("This is not there any more. Somebody may have removed it."))
    entries.remove(step, point.pk)


kind = Journey()
