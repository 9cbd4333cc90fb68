"""What the learning dialogues tell the network app: what waits for whom, and what the line says of a dialogue."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learningdialogues import facilitation, reports, windows
from learningdialogues.counting import counts_of, marks_of_patterns
from learningdialogues.models import Case, Dialogue, PatternProposal, Report
from learningdialogues.permissions import organisations_as
from learningdialogues.sweeping import sweep_files
from network import due, registry
from network.models import Item, Role, User
from network.registry import Waiting


def offer() -> None:
    """Called once, when all apps are loaded."""
    registry.waits_for_me.append(waits_for)
    registry.dialogue_station.append(dialogue_station)
    registry.marks["patroon"] = marks_of_patterns
    due.register("final reports", make_reports_final, seconds=3600)
    due.register("erasure of dialogues", erase_what_is_due, seconds=3600)
    due.register("steps that are open for a time", windows.mind_windows, seconds=60)
    due.register("keys of dialogues that are over", facilitation.destroy_left_keys, seconds=3600)


def waits_for(user: User) -> list[Waiting]:
    """Cases to read, proposals to sign, own cases that came back, dialogues to prepare, objections to answer."""
    return [*_cases_to_read(user), *_own_cases(user), *_proposals(user), *_dialogues(user), *_objections(user)]


def _cases_to_read(user: User) -> list[Waiting]:
    organisations = organisations_as(user, Role.SECOND_READER)
    cases = Case.objects.filter(status="submitted", organisation__in=organisations).exclude(owner=user)
    cases = cases.exclude(dialogues__facilitator=user).exclude(dialogues__co_facilitators=user)
    text = _("Brought in by a colleague of your own organisation. Check that nobody can be recognised.")
    return [
        Waiting(_("Second reader for a case: %s") % case, text, _("Read the case"), case.get_absolute_url())
        for case in cases
    ]


def _own_cases(user: User) -> list[Waiting]:
    cases = Case.objects.filter(status="returned", owner=user)
    return [
        Waiting(_("Your case came back: %s") % case, case.reader_remark, _("Adjust it"), case.get_absolute_url())
        for case in cases
    ]


def _proposals(user: User) -> list[Waiting]:
    if not organisations_as(user, Role.SECOND_READER):
        return []
    proposals = PatternProposal.objects.filter(status="proposed").exclude(proposed_by=user)
    return [
        Waiting(_("Proposal for a pattern: %s") % proposal, proposal.summary, _("Read it"), proposal.get_absolute_url())
        for proposal in proposals
    ]


def _dialogues(user: User) -> list[Waiting]:
    waiting = _led_by(user).filter(status__in=("draft", "open", "running"))
    verbs = {"draft": _("Prepare it"), "open": _("Open the desk"), "running": _("Open the desk")}
    return [
        Waiting(
            _("Learning dialogue: %s") % dialogue,
            f"{dialogue.guide_title}, {dialogue.get_status_display()}",
            verbs[dialogue.status],
            dialogue.get_absolute_url(),
            dialogue.planned_for.date() if dialogue.planned_for else None,
        )
        for dialogue in waiting
    ]


def _led_by(user: User) -> QuerySet[Dialogue]:
    """The dialogues that ``user`` leads, alone or together."""
    return Dialogue.objects.filter(Q(facilitator=user) | Q(co_facilitators=user)).distinct()


def _objections(user: User) -> list[Waiting]:
    reports = Report.objects.filter(dialogue__in=_led_by(user), objections__state="open").distinct()
    return [
        Waiting(
            _("Objection to the report of %s") % report.dialogue,
            _("Somebody of the group objects to a passage."),
            _("Answer it"),
            f"/leerdialogen/{report.dialogue_id}/verslag/#bezwaren",
            report.objections_until,
        )
        for report in reports.select_related("dialogue")
    ]


def dialogue_station(item: Item) -> str:
    """What the line says: in how many dialogues a pattern was seen, that a case was discussed; never which or when."""
    if item.kind == "voorbeeldcasus":
        was_held = Dialogue.objects.filter(example_key=item.pk, status__in=("closed", "erased")).exists()
        return _("Discussed in a learning dialogue") if was_held else ""
    if item.kind != "patroon":
        return ""
    counts = counts_of([item.pk]).get(item.pk)
    if counts is None:
        return ""
    return ngettext(
        "In %(seen)d of %(all)d learning dialogue", "In %(seen)d of %(all)d learning dialogues", counts.all
    ) % {"seen": counts.seen, "all": counts.all}


def make_reports_final() -> None:
    """Due work: reports whose days for objections are over become final."""
    reports.make_final(timezone.localdate())


def erase_what_is_due() -> None:
    """Due work: erase the raw texts of dialogues on their retention date, also of those that were never closed."""
    due_dialogues = list(Dialogue.objects.filter(erase_on__lte=timezone.localdate()).exclude(status="erased"))
    for dialogue in due_dialogues:
        facilitation.erase(dialogue, at=timezone.now())
    if due_dialogues:
        transaction.on_commit(sweep_files)
