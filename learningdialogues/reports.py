"""The report of a dialogue: made from the results of its steps; groups and agreements, no verbatim contributions."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from learningdialogues.circle import OptionResult
from learningdialogues.kinds import KINDS
from learningdialogues.models import Dialogue, Objection, Report, Step
from learningdialogues.rounds import MAX_LENGTH, NotAccepted
from network import mailing


def make_report(dialogue: Dialogue, *, until: date) -> Report:
    """The report that lies with the group until the day ``until``."""
    steps = list(dialogue.steps.all())
    sections = [
        {"step": str(step.pk), "kind": step.kind, "title": step.full_title} for step in steps if _has_part(step)
    ]
    reflected = next((step.result for step in steps if step.kind == "reflect" and step.result), {})
    return Report.objects.create(
        dialogue=dialogue, sections=sections, objections_until=until, worth_it=reflected.get("worth")
    )


def tell_owner(dialogue: Dialogue, *, at: datetime) -> None:
    """A mail to who brought in the case: what the group chose and agreed stands in the report."""
    case = dialogue.case
    if case is None or case.owner_id == dialogue.facilitator_id:
        return
    context = {
        "case": case.title,
        "solutions": chosen_solutions(dialogue),
        "url": mailing.absolute(f"/casussen/{case.pk}/"),
    }
    subject = _("Your case was discussed: %s") % case.title
    mailing.queue(case.owner.email, subject, "learningdialogues/mail/outcome.txt", context, at)


def chosen_solutions(dialogue: Dialogue) -> list[str]:
    """What the group found sufficient on all three perspectives, in the last circle that was held."""
    for step in reversed(list(dialogue.steps.all())):
        made = (step.result or {}).get("rounds") if step.kind == "perspectives" else None
        if made:
            results = [OptionResult.from_json(data) for data in made[-1]]
            return [result.title for result in results if result.is_sufficient and result.number]
    return []


def _has_part(step: Step) -> bool:
    return KINDS[step.kind].report(step.result or {}) is not None if step.result else False


def sections_of(report: Report) -> list[dict[str, Any]]:
    """The parts of the report with the context each is drawn with, in the order of the steps.

    A part that told the story or the line of events has nothing to show once these are erased.
    """
    steps = {str(step.pk): step for step in report.dialogue.steps.all()}
    return [
        _section(section, steps[section["step"]], number)
        for number, section in enumerate(report.sections, start=1)
        if section["step"] in steps
    ]


def _section(section: dict[str, Any], step: Step, number: int) -> dict[str, Any]:
    context = KINDS[section["kind"]].report(step.result or {})
    return section | {
        "template": f"learningdialogues/kinds/{section['kind']}.html",
        "anchor": f"deel-{number}",
        "context": context,
        "is_erased": context is None,
    }


def passages_of(report: Report) -> list[tuple[str, str]]:
    """The parts of the report as an objection names them: key and title; a title that comes twice is numbered."""
    titles = [section["title"] for section in report.sections]
    found = []
    for place, section in enumerate(report.sections):
        title, count = section["title"], titles[: place + 1].count(section["title"])
        found.append((section["step"], f"{title} ({count})" if titles.count(title) > 1 else title))
    return found


def object_to(report: Report, *, passage: str, text: str, at: date, section: str = "") -> Objection:
    """Somebody of the group objects to a passage: the part with the key ``section``, else the first with that title.

    Raises NotAccepted when the days are over or the text is empty.
    """
    if report.is_final or at > report.objections_until:
        raise NotAccepted(_("The days for objections are over."))
    if not text.strip() or len(text) > MAX_LENGTH:
        raise NotAccepted(_("Say in a few sentences what is not right about this passage."))
    section = section or next((one["step"] for one in report.sections if one["title"] == passage), "")
    return Objection.objects.create(
        id=uuid4(), report=report, section=section, passage=passage[:200], text=text.strip()
    )


def keep_passage(objection: Objection, *, answer: str) -> None:
    """The facilitator answers that the passage stays; the objection stands beside it."""
    _answer(objection, answer, Objection.State.KEPT)


def adjust_passage(objection: Objection, *, answer: str, text: str, replaces: bool) -> None:
    """The facilitator answers, and the passage gets ``text``: instead of what stood there, or beside it.

    Raises NotAccepted when the answer or the text is empty, or the report is final.
    """
    if not text.strip() or len(text) > MAX_LENGTH:
        raise NotAccepted(_("Write what the passage says from now on."))
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=objection.report_id)
        if report.is_final:
            raise NotAccepted(_("The report is final."))
        _answer(objection, answer, Objection.State.ADJUSTED)
        for section in report.sections:
            if section["step"] == objection.section:
                section["correction"], section["is_replaced"] = text.strip(), replaces
        report.save(update_fields=["sections"])


def _answer(objection: Objection, answer: str, state: Objection.State) -> None:
    if not answer.strip():
        raise NotAccepted(_("Say what you did with the objection."))
    objection.answer, objection.state = answer.strip(), state
    objection.save(update_fields=["answer", "state"])


def make_final(today: date) -> int:
    """Make the reports final whose days are over and whose objections are answered. Returns how many."""
    with transaction.atomic():
        waiting = Report.objects.filter(is_final=False, objections_until__lt=today).exclude(objections__state="open")
        return waiting.update(is_final=True)
