"""*Ethische matrix*: benefits and harms for each party and value, with short stories of how it could go.

The matrix and its stories are made in the open at the desk; benefits and harms are sealed and shown together.
"""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

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

PARTIES = (
    *(gettext_lazy("Resident"), gettext_lazy("Close relative"), gettext_lazy("Professional")),
    *(gettext_lazy("Organisation"), gettext_lazy("Society")),
)
VALUES = (
    *(gettext_lazy("Security of existence"), gettext_lazy("Trust"), gettext_lazy("Fairness")),
    *(gettext_lazy("Privacy"), gettext_lazy("Deciding for oneself")),
)
BENEFIT, HARM = "voordeel", "nadeel"
EFFECTS = {BENEFIT: gettext_lazy("Benefit"), HARM: gettext_lazy("Harm")}
STORIES = {"goed": gettext_lazy("If this goes well"), "mis": gettext_lazy("If this goes wrong")}
Cell = tuple[str, str]
"""A party and a value, by their ids."""


class Matrix(TextKind):
    code = "matrix"
    name = gettext_lazy("Ethical matrix")
    icon = "scale"
    own_first = True
    fields = ("betrokkene", "waarde", "effect")
    prepares = ("betrokkene", "waarde", "wijzig", "scenario", "samenvatting", "haal-weg")

    def start(self, step: Step) -> None:
        """Begin with the parties and values of the guide, or with ours; they are content, so in its language."""
        with override(settings.LANGUAGE_CODE):
            entries.prepare(step, Entry.Type.PARTY, step.texts.get("rows") or [str(party) for party in PARTIES])
            entries.prepare(step, Entry.Type.VALUE, step.texts.get("columns") or [str(value) for value in VALUES])

    def room(self, step: Step) -> dict[str, Any]:
        context = super().room(step)
        made = _made(step)
        stories = [
            {"entry": story, "name": STORIES.get(story.data["story"], "")} for story in made[Entry.Type.SCENARIO]
        ]
        return context | {
            "parties": _parties(made, context["contributions"]),
            "values": [
                {"entry": value, "id": str(value.pk), "title": value.data["title"]} for value in made[Entry.Type.VALUE]
            ],
            "scenarios": stories,
            "effects": EFFECTS,
            "stories": STORIES,
        }

    def with_about(self, step: Step, rows: list[Row]) -> list[Row]:
        named = {str(e.pk): e.data["title"] for e in entries.of_type(step, Entry.Type.PARTY, Entry.Type.VALUE)}
        for row in rows:
            party, value = (named.get(row.details.get(name), "") for name in ("betrokkene", "waarde"))
            row.about = f"{party}, {value}: {EFFECTS.get(row.details.get('effect'), '')}"
        return rows

    def details(self, step: Step, form: Form) -> dict[str, Any]:
        """The cell and the effect. Raises NotAccepted without them."""
        _check_cell(step, form.get("betrokkene", ""), form.get("waarde", ""))
        if form.get("effect", "") not in EFFECTS:
            raise FieldNotAccepted(_("Say whether it is a benefit or a harm."), field="effect")
        return super().details(step, form)

    def invented_fields(self, step: Step, number: int) -> dict[str, str]:
        parties, values = (entries.of_type(step, type) for type in (Entry.Type.PARTY, Entry.Type.VALUE))
        if not (parties and values):
            return {}
        cell = {"betrokkene": str(parties[number % len(parties)].pk), "waarde": str(values[number % len(values)].pk)}
        return cell | {"effect": list(EFFECTS)[number % len(EFFECTS)]}

    def paper_hint(self, step: Step) -> str:
        made = _made(step)
        how = _("Begin with the numbers of row and column, then + or - : “1.2 + Nobody has to explain it.”")
        return f"{how} {_numbered(made[Entry.Type.PARTY])}. {_numbered(made[Entry.Type.VALUE])}."

    def paper_lines(self, step: Step, lines: list[str]) -> list[tuple[str, dict[str, str]]]:
        made = _made(step)
        found = []
        for line in lines:
            read = line_like(r"(?P<row>[1-9]\d?)\.(?P<column>[1-9]\d?)\s*(?P<mark>[-+–])\s*(?P<text>.+)", line)
            row, column = int(read["row"]), int(read["column"])
            if row > len(made[Entry.Type.PARTY]) or column > len(made[Entry.Type.VALUE]):
                raise line_refused(line)
            party, value = made[Entry.Type.PARTY][row - 1], made[Entry.Type.VALUE][column - 1]
            effect = BENEFIT if read["mark"] == "+" else HARM
            found.append((read["text"], {"betrokkene": str(party.pk), "waarde": str(value.pk), "effect": effect}))
        return found

    def result(self, step: Step) -> dict[str, Any]:
        """Per cell the number of benefits and harms and what the room summarised; the stories from the desk."""
        made = _made(step)
        shown = rounds.shown(step) if step.shown_round else []
        return super().result(step) | {
            "values": [value.data["title"] for value in made[Entry.Type.VALUE]],
            "parties": [_kept(party) for party in _parties(made, shown)],
            "scenarios": [story.data for story in made[Entry.Type.SCENARIO]],
        }

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        """Nothing while no cell has anything and no story was written."""
        cells = [cell for party in result.get("parties", []) for cell in party["cells"]]
        if not (result.get("scenarios") or any(cell["text"] or cell["benefits"] or cell["harms"] for cell in cells)):
            return None
        stories = [story | {"name": STORIES.get(story["story"], "")} for story in result["scenarios"]]
        return {"parties": result["parties"], "values": result["values"], "scenarios": stories}

    def desk_acts(self) -> dict[str, DeskAct]:
        return {
            "betrokkene": lambda step, form: _add(step, Entry.Type.PARTY, form),
            "waarde": lambda step, form: _add(step, Entry.Type.VALUE, form),
            "wijzig": rename,
            "samenvatting": summarise,
            "scenario": add_scenario,
            "haal-weg": remove,
        }


def _numbered(found: list[Entry]) -> str:
    return ", ".join(f"{number} {entry.data['title']}" for number, entry in enumerate(found, start=1))


def _made(step: Step) -> dict[str, list[Entry]]:
    """The entries of the step by type, in their order."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in step.entries.all():
        found[entry.type].append(entry)
    return found


def _parties(made: dict[str, list[Entry]], shown: list[Contribution]) -> list[dict[str, Any]]:
    """The parties, each with a cell for every value."""
    summaries = {(entry.data["party"], entry.data["value"]): entry for entry in made[Entry.Type.SUMMARY]}
    written: dict[Cell, list[Contribution]] = defaultdict(list)
    for one in shown:
        written[one.details.get("betrokkene", ""), one.details.get("waarde", "")].append(one)
    parties = []
    for party in made[Entry.Type.PARTY]:
        cells = [_cell(party, value, summaries, written) for value in made[Entry.Type.VALUE]]
        has_texts = any(cell["written"] for cell in cells)
        named = {"entry": party, "id": str(party.pk), "title": party.data["title"]}
        is_empty = not has_texts and not any(cell["text"] for cell in cells)
        parties.append(named | {"cells": cells, "has_texts": has_texts, "is_empty": is_empty})
    return parties


def _cell(
    party: Entry, value: Entry, summaries: dict[Cell, Entry], written: dict[Cell, list[Contribution]]
) -> dict[str, Any]:
    place = (str(party.pk), str(value.pk))
    texts = written.get(place, [])
    effects = [one.details.get("effect") for one in texts]
    summary = summaries.get(place)
    return {
        "code": f"{place[0]}:{place[1]}",
        "value": value.data["title"],
        "written": texts,
        "benefits": effects.count(BENEFIT),
        "harms": effects.count(HARM),
        "summary": summary,
        "text": summary.data["text"] if summary else "",
    }


def _kept(party: dict[str, Any]) -> dict[str, Any]:
    names = ("value", "benefits", "harms", "text")
    return {"title": party["title"], "cells": [{name: cell[name] for name in names} for cell in party["cells"]]}


def _check_cell(step: Step, party: str, value: str) -> None:
    made = _made(step)
    if party not in {str(entry.pk) for entry in made[Entry.Type.PARTY]}:
        raise FieldNotAccepted(_("Choose whom it concerns."), field="betrokkene")
    if value not in {str(entry.pk) for entry in made[Entry.Type.VALUE]}:
        raise FieldNotAccepted(_("Choose a value."), field="waarde")


def _name(form: Form) -> str:
    return required(form, "naam", _("Give it a name first."))[:120]


def _add(step: Step, type: str, form: Form) -> None:
    entries.add(step, type, {"title": _name(form)})


def rename(step: Step, form: Form) -> None:
    """Give a party or a value another name."""
    entry = entries.get(step, uuid_of(form))
    if entry.type not in (Entry.Type.PARTY, Entry.Type.VALUE):
        raise NotAccepted(_("Only parties and values have a name."))
    entries.change(step, entry.pk, title=_name(form))


def summarise(step: Step, form: Form) -> None:
    """What the room says about one cell, in words of the group; a later summary replaces it."""
    party, _colon, value = form.get("vak", "").partition(":")
    _check_cell(step, party, value)
    text = required(form, "tekst", _("Write down what the group says about it."))[:500]
    known = [e for e in _made(step)[Entry.Type.SUMMARY] if (e.data["party"], e.data["value"]) == (party, value)]
    if known:
        entries.change(step, known[0].pk, text=text)
    else:
        entries.add(step, Entry.Type.SUMMARY, {"party": party, "value": value, "text": text})


def add_scenario(step: Step, form: Form) -> None:
    """A short story of how it could go, well or wrong."""
    story = form.get("verloop", "")
    if story not in STORIES:
        raise NotAccepted(_("Say whether it goes well or wrong in this story."))
    text = required(form, "tekst", _("Write the story down first."))[:1000]
    entries.add(step, Entry.Type.SCENARIO, {"story": story, "text": text})


def remove(step: Step, form: Form) -> None:
    """Take a story or a summary away; a party or a value with its summaries, while nobody can have written about it."""
    entry = entries.get(step, uuid_of(form))
    if entry.type in (Entry.Type.PARTY, Entry.Type.VALUE):
        check_nothing_sent(step)
    hanging = [e for e in _made(step)[Entry.Type.SUMMARY] if str(entry.pk) in (e.data["party"], e.data["value"])]
    entries.remove_all(step, [entry, *hanging])


kind = Matrix()
