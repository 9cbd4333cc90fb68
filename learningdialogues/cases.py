"""A case on its way: brought in, read by a second reader of the same organisation. The one writer of its status."""

from typing import Any

from django.utils.translation import gettext as _

from learningdialogues.models import Case
from learningdialogues.permissions import may_read_case_second
from learningdialogues.rounds import NotAccepted
from network.models import Organisation, User

TRANSITIONS: dict[str, set[str]] = {
    "draft": {"draft", "submitted", "erased"},
    "submitted": {"confirmed", "returned", "erased"},
    "returned": {"draft", "submitted", "erased"},
    "confirmed": {"erased"},
    "erased": set(),
}
ERASED_TEXTS = ("what_happened", "where_it_hurts", "want_to_learn", "reader_remark")


def bring_in(*, by: User, organisation: Organisation, as_draft: bool = False, **texts: Any) -> Case:
    """A new case of ``by``: with a second reader at once, or kept as a draft."""
    case = Case(owner=by, organisation=organisation, **texts)
    _enter(case, Case.Status.DRAFT if as_draft else Case.Status.SUBMITTED)
    case.save()
    return case


def rewrite(case: Case, *, as_draft: bool = False, **texts: Any) -> None:
    """Change a draft or a returned case. Raises NotAccepted once it was confirmed."""
    for name, value in texts.items():
        setattr(case, name, value)
    _enter(case, Case.Status.DRAFT if as_draft else Case.Status.SUBMITTED)
    case.save()


def confirm(case: Case, *, by: User, remark: str = "") -> None:
    """The second reader says: nobody can be recognised. With a remark it is given back, or nobody would read that."""
    _check_reader(case, by)
    if remark.strip():
        raise NotAccepted(_("You wrote what must change. Give the case back with it, or empty the field."))
    _enter(case, Case.Status.CONFIRMED)
    case.second_reader, case.reader_remark = by, ""
    case.save()


def give_back(case: Case, *, by: User, remark: str) -> None:
    """The second reader gives it back with what must change."""
    _check_reader(case, by)
    if not remark.strip():
        raise NotAccepted(_("Say what must change."))
    _enter(case, Case.Status.RETURNED)
    case.second_reader, case.reader_remark = by, remark.strip()
    case.save()


def erase(case: Case) -> None:
    """Empty the texts. Its short name stays, so that the owner still knows which one it was; it was read for that."""
    _enter(case, Case.Status.ERASED)
    for name in ERASED_TEXTS:
        setattr(case, name, "")
    case.save(update_fields=["status", *ERASED_TEXTS])


def _check_reader(case: Case, by: User) -> None:
    if not may_read_case_second(by, case):
        raise NotAccepted(_("A second reader works for the same organisation and is neither owner nor facilitator."))


def _enter(case: Case, status: str) -> None:
    if status not in TRANSITIONS[case.status]:
        raise NotAccepted(_("That is not possible any more in this stage of the case."))
    case.status = status
