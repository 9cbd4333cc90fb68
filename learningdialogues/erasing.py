"""What goes at the retention date: what tells the story, and what is in the words of one person.

``facilitation.erase`` decides when; here stands what. The aggregate stays: names of groups, causes and options, what
the group wrote at the desk in words of its own, figures and agreements.
"""

from typing import Any

from django.db.models import QuerySet

from learningdialogues import cases
from learningdialogues.models import Case, Dialogue, Entry, Objection, Report, Step

RAW_ROWS = ("contributions", "sealedcontributions", "ballots", "gave", "ready", "reminder_addresses")


def erase_texts(dialogue: Dialogue) -> dict[str, int]:
    """Destroy the raw texts of ``dialogue`` and empty its fields that hold some. Returns what went, counted.

    What is still sealed counts as a contribution, whatever it says: without its key nobody can open it.
    """
    steps = list(dialogue.steps.all())
    counted = {
        "contributions": sum(step.contributions.count() + step.sealedcontributions.count() for step in steps),
        "entries": dialogue.entries.count(),
        "subjects": dialogue.subjects.count(),
        "passages": sum(_erase_step(step) for step in steps),
        "reasons": _empty(dialogue.plan_changes.all(), "reason"),
        "objections": _empty(Objection.objects.filter(report__dialogue=dialogue), "text", "answer"),
    }
    Entry.objects.filter(dialogue=dialogue).delete()
    dialogue.subjects.all().delete()
    dialogue.want_to_learn, dialogue.place = "", ""
    dialogue.save(update_fields=["want_to_learn", "place"])
    _erase_corrections(dialogue)
    return counted | {"cases": _erase_case(dialogue)}


def without_raw(result: Any, path: str) -> tuple[Any, int]:
    """``result`` with what stands at ``path`` ("examples.before") emptied in every row, and how much that was.

    A text becomes an empty one, a list or a dict an empty one; what is not there is no error.
    """
    if isinstance(result, list):
        cleaned = [without_raw(row, path) for row in result]
        return [row for row, _count in cleaned], sum(count for _row, count in cleaned)
    name, _dot, rest = path.partition(".")
    if not isinstance(result, dict) or not result.get(name):
        return result, 0
    if rest:
        emptied, count = without_raw(result[name], rest)
    else:
        emptied, count = type(result[name])(), 1 if isinstance(result[name], str) else len(result[name])
    return result | {name: emptied}, count


def _erase_step(step: Step) -> int:
    """Raw rows of a step, its settings, what its kind calls raw in the result. Returns how many texts of that went."""
    for rows in RAW_ROWS:
        getattr(step, rows).all().delete()
    emptied = 0
    for path in step.kind_module.erased:
        step.result, count = without_raw(step.result or {}, path)
        emptied += count
    step.settings, step.reason = {}, ""
    step.save(update_fields=["result", "settings", "reason"])
    return emptied


def _empty(rows: QuerySet[Any], *names: str) -> int:
    """Empty these texts of the rows. Returns how many rows had the first."""
    filled = rows.exclude(**{names[0]: ""}).count()
    rows.update(**dict.fromkeys(names, ""))
    return filled


def _erase_corrections(dialogue: Dialogue) -> None:
    """What was written in place of a part that told the story goes with it; on another part it stays in the report."""
    report = Report.objects.select_for_update().filter(dialogue=dialogue).first()
    if report is None:
        return
    results = {str(step.pk): step.kind_module.report(step.result or {}) for step in dialogue.steps.all()}
    for section in report.sections:
        if results.get(section["step"]) is None:
            section.pop("correction", None)
    report.save(update_fields=["sections"])


def _erase_case(dialogue: Dialogue) -> int:
    """Empty the case with its last dialogue. Returns whether that was now, as a number."""
    if dialogue.case_id is None:
        return 0
    case = Case.objects.select_for_update().get(pk=dialogue.case_id)
    others = case.dialogues.exclude(pk=dialogue.pk).exclude(status=Dialogue.Status.ERASED)
    if case.is_erased or others.exists():
        return 0
    cases.erase(case)
    return 1
