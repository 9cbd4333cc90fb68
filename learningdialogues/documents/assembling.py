"""The report of a dialogue as one structure; every format is written from it, so nothing is typed twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from learningdialogues import following, reports
from learningdialogues.documents.parts import Bullets, Heading, Paragraph, Part, ReportDocument, Section, Table
from learningdialogues.kinds import KINDS
from learningdialogues.models import Objection, Report
from network import mailing

COVER, PATTERNS, OBJECTIONS, AFTERWARDS, ANONYMITY = "voorblad", "patronen", "bezwaren", "vervolg", "anonimiteit"


def choices_of(report: Report) -> list[tuple[str, str]]:
    """The parts that can be chosen: code and title, in the order of the document."""
    found = [(COVER, _("Cover"))]
    found += [(section["anchor"], section["title"]) for section in reports.sections_of(report)]
    return [*found, (PATTERNS, _("Patterns")), (AFTERWARDS, _("What became of it")), (OBJECTIONS, _("Objections"))]


def document_of(report: Report, chosen: Collection[str] = ()) -> ReportDocument:
    """The report with the ``chosen`` parts (codes; none is all). Its state and what is said about anonymity always
    stand in it. In Dutch, whatever language the reader has: it is shared with the group.
    """
    with override(settings.LANGUAGE_CODE):
        made = [*_told(report), *_made_of_it(report), _anonymity(report)]
        sections = [_said_once(one) for one in made if one.parts and (not chosen or one.code in (*chosen, ANONYMITY))]
        dialogue = report.dialogue
        return ReportDocument(
            title=dialogue.title,
            kind=_("Report of a learning dialogue"),
            state=state_of(report),
            cover=_cover(report) if not chosen or COVER in chosen else None,
            sections=tuple(sections),
            language=settings.LANGUAGE_CODE,
        )


def _said_once(section: Section) -> Section:
    """A table that is named like its section does not repeat the name."""
    parts = [
        replace(part, shows_caption=False) if isinstance(part, Table) and part.caption == section.title else part
        for part in section.parts
    ]
    return replace(section, parts=tuple(parts))


def state_of(report: Report) -> str:
    """One sentence: a concept while the group may object, final afterwards."""
    if report.is_final:
        return str(_("Final"))
    day = date_format(report.objections_until, "j F Y")
    return _("Concept: the group may object until %(day)s") % {"day": day}


def state_word(report: Report) -> str:
    """The state in one word, as it stands in the name of a file."""
    with override(settings.LANGUAGE_CODE):
        return (_("Final") if report.is_final else _("Concept")).lower()


def _cover(report: Report) -> Table:
    dialogue = report.dialogue
    organisations = [str(organisation) for organisation in dialogue.organisations.all()]
    rows = [
        (_("State"), state_of(report)),
        (_("Held on"), _day(dialogue.held_on)),
        (_("Guide"), dialogue.guide_title),
        (_("Participants"), _participants(report)),
        (_("Organisations at the table"), ", ".join(organisations) or _("not mentioned")),
        (_("Readers"), _("The group")),
        (_("Texts are erased on"), _day(dialogue.erased_at or dialogue.erase_on)),
    ]
    if dialogue.is_rehearsal:
        rows.insert(1, (_("Note"), _("A rehearsal with invented participants")))
    if dialogue.is_example:
        rows.insert(1, (_("Note"), _("Example data: these organisations do not exist")))
    return Table(_("About this dialogue"), (), tuple(rows), shows_caption=False)


def _day(moment: Any) -> str:
    return date_format(moment, "j F Y") if moment else "–"


def _participants(report: Report) -> str:
    dialogue = report.dialogue
    count = dialogue.present_at_close
    people = ngettext("%(count)d participant", "%(count)d participants", count) % {"count": count}
    expert = _("with an expert by experience") if dialogue.has_experience_expert else _("without expert by experience")
    return f"{people}, {expert}"


def _told(report: Report) -> list[Section]:
    """The parts that the steps made, with what was adjusted after an objection."""
    page = {"dialogue": report.dialogue, "agreements": list(report.dialogue.agreements.all())}
    return [
        Section(section["anchor"], section["title"], _with_correction(section, page))
        for section in reports.sections_of(report)
    ]


def _with_correction(section: dict[str, Any], page: dict[str, Any]) -> tuple[Part, ...]:
    parts: list[Part] = []
    if section["is_erased"]:
        parts.append(Paragraph.of(_("The texts of this part are erased."), "note"))
    elif not section.get("is_replaced"):
        parts += KINDS[section["kind"]].document(section["context"], page)
    if section.get("correction"):
        parts.append(Paragraph.of(_("Adjusted after an objection"), "note"))
        parts.append(Paragraph.of(section["correction"]))
    return tuple(parts)


def _made_of_it(report: Report) -> list[Section]:
    """Patterns, recommendations and objections, with what became of each."""
    became = following.what_became(report.dialogue)
    patterns = [(one.title, one.state, _address(one.url)) for one in became.patterns]
    head = (_("Pattern"), _("State"), _("Where"))
    return [
        Section(PATTERNS, _("Patterns"), (Table(_("Patterns"), head, tuple(patterns)),) if patterns else ()),
        Section(AFTERWARDS, _("What became of it"), _afterwards(became)),
        Section(OBJECTIONS, _("Objections"), _objections(report)),
    ]


def _address(path: str) -> str:
    """In full, because a document is read elsewhere."""
    return mailing.absolute(path) if path else _("not public")


def _afterwards(became: following.Became) -> tuple[Part, ...]:
    parts: list[Part] = []
    if became.recommendations:
        head = (_("Recommendation"), _("State"), _("Where"))
        rows = tuple((one.title, one.state, _address(one.url)) for one in became.recommendations)
        parts.append(Table(_("Recommendations made from it"), head, rows))
    told = [line for one in became.recommendations for line in one.follow_up]
    if told:
        parts.append(Heading(_("What organisations do with it, as far as they publish that")))
        parts.append(Bullets(tuple((Paragraph.of(line),) for line in told)))
    return tuple(parts)


def _objections(report: Report) -> tuple[Part, ...]:
    return tuple(part for objection in report.objections.all() for part in _objection(objection))


def _objection(objection: Objection) -> list[Part]:
    said: list[Part] = [
        Heading(f"{objection.passage} ({objection.get_state_display().lower()})"),
        Paragraph.of(objection.text or _("The text of this objection is erased.")),
    ]
    if objection.answer:
        said.append(Paragraph.of(_("Answer: %(answer)s") % {"answer": objection.answer}))
    return said


def _anonymity(report: Report) -> Section:
    dialogue = report.dialogue
    sentences = [
        _("This report holds no names and no loose contributions. We did not keep who wrote what."),
        _("The key of this dialogue is destroyed, so nobody can look it up any more."),
        _("There was an expert by experience at the table.")
        if dialogue.has_experience_expert
        else _("There was no expert by experience at the table."),
        _("People who were there may recognise each other by what stands here."),
        following.erasure_sentence(dialogue),
    ]
    return Section(ANONYMITY, _("About anonymity"), tuple(Paragraph.of(sentence) for sentence in sentences))
