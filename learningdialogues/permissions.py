"""Who may do what with cases, dialogues, reports and proposals. ``check_…`` raises, ``may_…`` answers.

The table is docs/visibility.md; tests/learningdialogues/test_visibility.py holds the two together.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from learningdialogues.harvest import has_led
from learningdialogues.models import Case, Dialogue, PatternProposal
from network.models import Organisation, Role, User
from network.permissions import only_reads
from network.visibility import has_role, memberships_of


def organisations_as(user: User, *roles: Role) -> list[Organisation]:
    """The organisations in which ``user`` has one of ``roles`` (any role when none is named), without doubles."""
    found = {m.organisation_id: m.organisation for m in memberships_of(user) if not roles or m.role in roles}
    return list(found.values())


def works_at(user: User, organisation_id: int, *roles: Role) -> bool:
    """Whether ``user`` is a member of the organisation, in one of ``roles`` (in any when none is named)."""
    return any(m.organisation_id == organisation_id and (not roles or m.role in roles) for m in memberships_of(user))


def may_bring_in_case(user: User) -> bool:
    """Any professional with a membership beyond reading along."""
    return user.is_authenticated and not only_reads(user)


def may_see_case(user: User, case: Case) -> bool:
    """The owner; second readers and facilitators of the same organisation; who leads a dialogue about it."""
    if case.owner_id == user.pk:
        return True
    if case.status != Case.Status.DRAFT and works_at(user, case.organisation_id, Role.SECOND_READER, Role.FACILITATOR):
        return True
    return case.dialogues.filter(facilitator=user).exists()


def may_read_case_second(user: User, case: Case) -> bool:
    """A second reader of the same organisation, who is neither the owner nor leads a dialogue about it."""
    return (
        case.status == Case.Status.SUBMITTED
        and case.owner_id != user.pk
        and works_at(user, case.organisation_id, Role.SECOND_READER)
        and not case.dialogues.filter(Q(facilitator=user) | Q(co_facilitators=user)).exists()
    )


def may_start_dialogue(user: User) -> bool:
    """A facilitator, in the name of an organisation."""
    return bool(organisations_as(user, Role.FACILITATOR))


def may_facilitate(user: User, dialogue: Dialogue) -> bool:
    """Who leads the dialogue, and who leads it together with them."""
    return dialogue.facilitator_id == user.pk or dialogue.co_facilitators.filter(pk=user.pk).exists()


def may_take_over(user: User, dialogue: Dialogue) -> bool:
    """When the facilitator drops off: a co-facilitator, or another facilitator of the same organisation."""
    if dialogue.status not in ("draft", "open", "running") or dialogue.facilitator_id == user.pk:
        return False
    return may_facilitate(user, dialogue) or works_at(user, dialogue.organisation_id, Role.FACILITATOR)


def may_read_report(user: User, dialogue: Dialogue) -> bool:
    """The facilitator and the owner of the case; the group itself comes in with the follow code."""
    return may_facilitate(user, dialogue) or (dialogue.case is not None and dialogue.case.owner_id == user.pk)


def may_see_proposal(user: User, proposal: PatternProposal) -> bool:
    return proposal.proposed_by_id == user.pk or has_role(user, Role.SECOND_READER, Role.ADMINISTRATOR)


def may_sign_proposal(user: User, proposal: PatternProposal) -> bool:
    """A second reader, of any organisation, who did not lead the dialogue."""
    return (
        proposal.status == PatternProposal.Status.PROPOSED
        and not has_led(proposal, user)
        and bool(organisations_as(user, Role.SECOND_READER))
    )


def organisations_for_route_lines(user: User) -> list[Organisation]:
    """Where ``user`` may write the own lines of the page *Welke stap kan ik nu zetten?*"""
    return organisations_as(user, Role.FOCAL_POINT, Role.COORDINATOR, Role.EDITOR)


def may_write_route_lines(user: User) -> bool:
    """A focal point, coordinator or editor, for the own organisation."""
    return bool(organisations_for_route_lines(user))


def check(is_allowed: bool) -> None:
    """Raise PermissionDenied with a Dutch sentence unless ``is_allowed``."""
    if not is_allowed:
        raise PermissionDenied(_("You may not see or do this. Ask the one who sent you the address."))
