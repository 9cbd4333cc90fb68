"""*Brieven naast elkaar*: what letters want and how they say it, and which passages work well or less well.

The facilitator compares the letters in the open; marks with their reasons are sealed and shown together.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningdialogues import entries, rounds
from learningdialogues.kinds.actions import set_date
from learningdialogues.kinds.base import (
    DeskAct,
    FieldNotAccepted,
    Form,
    Row,
    TextKind,
    line_like,
    line_refused,
    optional,
    required,
    uuid_of,
)
from learningdialogues.models import Contribution, Entry, Step, Subject
from learningdialogues.passages import Passage, passages
from learningdialogues.rounds import NotAccepted

ASPECTS = {
    "doel": gettext_lazy("Purpose"),
    "gevraagd": gettext_lazy("Asked action"),
    "toon": gettext_lazy("Tone"),
    "contact": gettext_lazy("Contact"),
}
GOOD, LESS = "goed", "minder"
MARKS = {GOOD: gettext_lazy("works well"), LESS: gettext_lazy("works less well")}
LISTS = {"differences": Entry.Type.DIFFERENCE, "examples": Entry.Type.EXAMPLE, "ideas": Entry.Type.IDEA}
MOST_LETTERS = 26


@dataclass(frozen=True)
class Letter:
    """A letter of the dialogue: A, B… in the order of the subjects, with its passages A1, A2…"""

    code: str
    id: UUID
    title: str
    passages: tuple[Passage, ...]

    def code_of(self, passage: Passage) -> str:
        return f"{self.code}{passage.number}"


class Annotate(TextKind):
    code = "annotate"
    name = gettext_lazy("Letters side by side")
    icon = "writing"
    fields = ("passage", "oordeel")
    shows_subjects = True
    erased = ("subjects", "examples.before")

    def room(self, step: Step) -> dict[str, Any]:
        context = super().room(step)
        notes = _notes(step)
        given = _by_passage(context["contributions"])
        letters = [_drawn(letter, given, notes.get(str(letter.id), {})) for letter in letters_of(step)]
        for letter, following in pairwise(letters):
            letter["next"] = following["code"]
        made = entries.of_type(step, *LISTS.values())
        lists = {name: [entry for entry in made if entry.type == type] for name, type in LISTS.items()}
        return (
            context
            | lists
            | {
                "letters": letters,
                "comparison": comparison(letters),
                "aspects": ASPECTS,
                "marks": MARKS,
                "next_date": step.settings.get("next_date", ""),
                "next_day": parse_date(step.settings.get("next_date", "")),
            }
        )

    def with_about(self, step: Step, rows: list[Row]) -> list[Row]:
        for row in rows:
            row.about = f"{row.details.get('passage', '')}, {MARKS.get(row.details.get('oordeel'), '')}"
        return rows

    def details(self, step: Step, form: Form) -> dict[str, Any]:
        """The passage and the mark. Raises NotAccepted without them."""
        known = {letter.code_of(passage) for letter in letters_of(step) for passage in letter.passages}
        if form.get("passage", "") not in known:
            raise FieldNotAccepted(_("Choose the passage that it is about."), field="passage")
        if form.get("oordeel", "") not in MARKS:
            raise FieldNotAccepted(_("Say whether it works well or less well."), field="oordeel")
        return super().details(step, form)

    def invented_fields(self, step: Step, number: int) -> dict[str, str]:
        known = [letter.code_of(passage) for letter in letters_of(step) for passage in letter.passages]
        return {"passage": known[number % len(known)], "oordeel": list(MARKS)[number % len(MARKS)]} if known else {}

    def paper_hint(self, step: Step) -> str:
        return _("Begin with the number of the sentence, then + or - : “A3 - This reads as a threat.”")

    def paper_lines(self, step: Step, lines: list[str]) -> list[tuple[str, dict[str, str]]]:
        known = {letter.code_of(passage) for letter in letters_of(step) for passage in letter.passages}
        found = []
        for line in lines:
            read = line_like(r"(?P<passage>[a-z]\d+)\s*(?P<mark>[-+–])\s*(?P<text>.+)", line)
            if read["passage"].upper() not in known:
                raise line_refused(line)
            mark = GOOD if read["mark"] == "+" else LESS
            found.append((read["text"], {"passage": read["passage"].upper(), "oordeel": mark}))
        return found

    def result(self, step: Step) -> dict[str, Any]:
        """Notes, counts per passage, what was written at the desk. ``subjects``: the text that goes at the erasure."""
        notes = _notes(step)
        given = _by_passage(rounds.shown(step)) if step.shown_round else {}
        letters = [_drawn(letter, given, notes.get(str(letter.id), {})) for letter in letters_of(step)]
        marked = [passage for letter in letters for passage in letter["passages"] if passage["reasons"]]
        made = {name: [entry.data for entry in entries.of_type(step, type)] for name, type in LISTS.items()}
        return (
            super().result(step)
            | made
            | {
                "letters": [_kept(letter) for letter in letters],
                "subjects": {passage["code"]: passage["text"] for passage in marked},
                "next_date": step.settings.get("next_date", ""),
            }
        )

    def report(self, result: dict[str, Any]) -> dict[str, Any] | None:
        """Nothing to report while nobody marked or noted anything."""
        texts, letters = result.get("subjects", {}), result.get("letters", [])
        marked = [
            letter
            | {"passages": [passage | {"text": texts.get(passage["code"], "")} for passage in letter["passages"]]}
            for letter in letters
            if letter["passages"]
        ]
        compared = comparison(letters)
        if not (marked or compared or any(result.get(name) for name in LISTS)):
            return None
        found = {"comparison": compared, "letters": letters, "marked": marked}
        return result | found | {"next_date": parse_date(result.get("next_date") or "")}

    def desk_acts(self) -> dict[str, DeskAct]:
        return {
            "noteer": note,
            "verschil": add_difference,
            "idee": add_idea,
            "voorbeeldzin": add_example,
            "haal-weg": remove,
            "volgende-datum": set_date,
        }


def letters_of(step: Step) -> list[Letter]:
    """The letters of the dialogue. When none of its subjects is called a letter, they all are."""
    subjects = list(step.dialogue.subjects.all())
    found = [subject for subject in subjects if subject.kind == Subject.Kind.LETTER] or subjects
    return [
        Letter(chr(ord("A") + place), subject.pk, subject.title, passages(subject.text))
        for place, subject in enumerate(found[:MOST_LETTERS])
    ]


def _notes(step: Step) -> dict[str, dict[str, str]]:
    """What the facilitator noted, by letter."""
    return {entry.data["letter"]: entry.data for entry in entries.of_type(step, Entry.Type.LETTER)}


def _by_passage(given: list[Contribution]) -> dict[str, list[Contribution]]:
    found = defaultdict(list)
    for contribution in given:
        found[contribution.details.get("passage", "")].append(contribution)
    return found


def _drawn(letter: Letter, given: dict[str, list[Contribution]], notes: dict[str, str]) -> dict[str, Any]:
    """A letter with its notes, and with the marks of each passage."""
    drawn = []
    for passage in letter.passages:
        code = letter.code_of(passage)
        reasons = given.get(code, [])
        marks = [reason.details.get("oordeel") for reason in reasons]
        counts = {"good": marks.count(GOOD), "less": marks.count(LESS)}
        drawn.append({"code": code, "text": passage.text, "opens": passage.opens, "reasons": reasons} | counts)
    kept = {aspect: notes.get(aspect, "") for aspect in ASPECTS}
    return {"code": letter.code, "id": str(letter.id), "title": letter.title, "passages": drawn, "notes": kept}


def _kept(letter: dict[str, Any]) -> dict[str, Any]:
    """What stays of a letter in the result: notes, and counts of the passages that were marked."""
    counted = [{name: p[name] for name in ("code", "good", "less")} for p in letter["passages"] if p["reasons"]]
    return {name: letter[name] for name in ("code", "title", "notes")} | {"passages": counted}


def comparison(letters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for each aspect, with a cell for each letter; nothing while nothing is noted."""
    if not any(text for letter in letters for text in letter["notes"].values()):
        return []
    return [
        {"name": name, "cells": [(letter, letter["notes"].get(aspect, "")) for letter in letters]}
        for aspect, name in ASPECTS.items()
    ]


def note(step: Step, form: Form) -> None:
    """Note purpose, asked action, tone and contact of one letter; a later note replaces it."""
    letter = form.get("brief", "")
    if letter not in {str(one.id) for one in letters_of(step)}:
        raise NotAccepted(_("Choose one of the letters."))
    values = {"letter": letter} | {aspect: optional(form, aspect) for aspect in ASPECTS}
    known = [entry for entry in entries.of_type(step, Entry.Type.LETTER) if entry.data["letter"] == letter]
    if known:
        entries.change(step, known[0].pk, **values)
    else:
        entries.add(step, Entry.Type.LETTER, values)


def add_difference(step: Step, form: Form) -> None:
    text = required(form, "tekst", _("Say what differs between the letters."))[:300]
    entries.add(step, Entry.Type.DIFFERENCE, {"text": text})


def add_idea(step: Step, form: Form) -> None:
    entries.add(step, Entry.Type.IDEA, {"text": required(form, "tekst", _("Write the idea down first."))[:300]})


def add_example(step: Step, form: Form) -> None:
    """A sentence as it stood and as it could be."""
    before = required(form, "voor", _("Write the sentence as it stands now."))[:500]
    after = required(form, "na", _("Write the sentence as it could be."))[:500]
    entries.add(step, Entry.Type.EXAMPLE, {"before": before, "after": after})


def remove(step: Step, form: Form) -> None:
    entries.remove(step, uuid_of(form))


kind = Annotate()
