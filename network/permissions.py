"""Who may do what in the network: ``may_x()`` answers, ``check_may_x()`` raises NotAllowed.

Roles count per organisation, except those of the coordinator and the administrator, who work for the whole network.
What people may *see* stands in docs/visibility.md and, for items, in ``network.visibility``.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import AmbassadorProfile, Assignment, Organisation, Role, User
from network.visibility import has_role, memberships_of

Person = User | AnonymousUser

NETWORK_WIDE = (Role.COORDINATOR, Role.ADMINISTRATOR)
GIVEN_BY_FOCAL_POINT = frozenset(
    {
        Role.READER,
        Role.PROFESSIONAL,
        Role.AMBASSADOR,
        Role.FACILITATOR,
        Role.SECOND_READER,
        Role.FOCAL_POINT,
    }
)
REVIEWERS = frozenset({Role.FOCAL_POINT, Role.PROFESSIONAL, Role.AMBASSADOR, Role.SECOND_READER})
GIVEN_BY_COORDINATOR = GIVEN_BY_FOCAL_POINT | {Role.EDITOR, Role.COORDINATOR}


class NotAllowed(PermissionDenied):
    """Somebody tried what they may not do; the message is a sentence for that person."""


def check(is_allowed: bool, message: str | Promise) -> None:
    """Raise NotAllowed with ``message`` unless ``is_allowed``."""
    if not is_allowed:
        raise NotAllowed(message)


def roles_at(user: Person, organisation: Organisation) -> frozenset[str]:
    """The roles that ``user`` has in ``organisation``."""
    return frozenset(
        membership.role for membership in memberships_of(user) if membership.organisation_id == organisation.pk
    )


def is_member(user: Person) -> bool:
    """Whether ``user`` belongs to any organisation of the network."""
    return bool(memberships_of(user)) or is_network_wide(user)


def is_member_of(user: Person, organisation: Organisation) -> bool:
    return bool(roles_at(user, organisation))


def only_reads(user: Person) -> bool:
    """Whether ``user`` is signed in and has no role beyond reading along; a stranger may turn out to have one."""
    return user.is_authenticated and all(membership.role == Role.READER for membership in memberships_of(user))


def is_network_wide(user: Person) -> bool:
    """Whether ``user`` works for the whole network, as coordinator or administrator."""
    return has_role(user, *NETWORK_WIDE)


def check_is_member(user: Person) -> None:
    check(is_member(user), _("This is for members of the network."))


def may_manage_members(user: Person, organisation: Organisation) -> bool:
    """The focal point of the organisation, and whoever works for the whole network."""
    return is_network_wide(user) or Role.FOCAL_POINT in roles_at(user, organisation)


def check_may_manage_members(user: Person, organisation: Organisation) -> None:
    check(
        may_manage_members(user, organisation),
        _("Only the focal point of this organisation and the coordinator decide who belongs to it."),
    )


def may_invite(user: Person, organisation: Organisation) -> bool:
    return may_manage_members(user, organisation)


def check_may_invite(user: Person, organisation: Organisation) -> None:
    check_may_manage_members(user, organisation)


def roles_to_give(user: Person, organisation: Organisation) -> list[Role]:
    """The roles that ``user`` may give (and take) in ``organisation``, in the order of the enumeration."""
    if has_role(user, Role.ADMINISTRATOR):
        return list(Role)
    if has_role(user, Role.COORDINATOR):
        given: frozenset[Role] = GIVEN_BY_COORDINATOR
    elif may_manage_members(user, organisation):
        given = GIVEN_BY_FOCAL_POINT
    else:
        given = frozenset()
    return [role for role in Role if role in given]


def check_may_give_role(user: Person, organisation: Organisation, role: str) -> None:
    check(role in roles_to_give(user, organisation), _("You cannot give or take this role."))


def may_set_mail_domains(user: Person) -> bool:
    """A mail domain opens the door to everybody who has an address there: not for a focal point alone."""
    return is_network_wide(user)


def check_may_set_mail_domains(user: Person) -> None:
    check(may_set_mail_domains(user), _("Only the coordinator sets the mail domains."))


def may_read_dead_letters(user: Person) -> bool:
    return has_role(user, Role.ADMINISTRATOR)


def check_may_read_dead_letters(user: Person) -> None:
    check(may_read_dead_letters(user), _("Only the administrator sees mail that could not be sent."))


def may_ask_ambassador(user: Person) -> bool:
    return is_member(user)


def check_may_ask_ambassador(user: Person) -> None:
    check(may_ask_ambassador(user), _("Only members of the network ask an ambassador through this form."))


def may_assign(user: Person) -> bool:
    """Laying a recommendation before an organisation, and adopting one for the network: the coordinator."""
    return is_network_wide(user)


def check_may_assign(user: Person) -> None:
    check(may_assign(user), _("Only the coordinator lays a recommendation before an organisation."))


def may_decide_for(user: Person, organisation: Organisation) -> bool:
    """Taking a position, stopping and publishing: the focal point speaks for the organisation."""
    return Role.FOCAL_POINT in roles_at(user, organisation)


def check_may_decide_for(user: Person, organisation: Organisation) -> None:
    check(may_decide_for(user, organisation), _("Only the focal point of the organisation decides this."))


def may_report_for(user: Person, organisation: Organisation) -> bool:
    """Telling what was done: the focal point and the professionals of the organisation itself."""
    return bool(roles_at(user, organisation) & {Role.FOCAL_POINT, Role.PROFESSIONAL})


def check_may_report_for(user: Person, organisation: Organisation) -> None:
    check(
        may_report_for(user, organisation),
        _("Only the focal point and professionals of the organisation itself report on this."),
    )


def reviewing_organisations(user: Person, assignment: Assignment) -> list[Organisation]:
    """The organisations for which ``user`` may review ``assignment``: never one's own, never one's own statement.

    Empty for who belongs to the organisation under review in any role.
    """
    if is_member_of(user, assignment.organisation) or _has_spoken(user, assignment, reviews=False):
        return []
    found = {
        membership.organisation_id: membership.organisation
        for membership in memberships_of(user)
        if membership.role in REVIEWERS
    }
    return list(found.values())


def may_peer_review(user: Person, assignment: Assignment) -> bool:
    return bool(reviewing_organisations(user, assignment))


def check_may_peer_review(user: Person, assignment: Assignment, organisation: Organisation) -> None:
    """``organisation`` is the one in whose name ``user`` reviews."""
    check(
        organisation in reviewing_organisations(user, assignment),
        _("A peer review is made by somebody of another organisation, who did not report on it."),
    )


def may_record_effect(user: Person, assignment: Assignment) -> bool:
    """Somebody of the organisation, or the coordinator, who neither reported on it nor reviewed it."""
    is_close = may_report_for(user, assignment.organisation) or is_network_wide(user)
    return is_close and not _has_spoken(user, assignment)


def check_may_record_effect(user: Person, assignment: Assignment) -> None:
    check(
        may_record_effect(user, assignment),
        _("The effect is recorded by somebody who neither reported on it nor reviewed it."),
    )


def may_see_followup(user: Person, assignment: Assignment) -> bool:
    """Follow-up is for members; others see it when the organisation agreed to publish."""
    return assignment.is_public or is_member(user)


def check_may_see_followup(user: Person, assignment: Assignment) -> None:
    check(may_see_followup(user, assignment), _("Follow-up is for members of the network."))


def may_see_board(user: Person) -> bool:
    """The grid of all organisations; others see the row of their own."""
    return is_network_wide(user)


def _has_spoken(user: Person, assignment: Assignment, *, reviews: bool = True) -> bool:
    """Whether ``user`` made another of the three statements: a report, and a review or else an effect."""
    if assignment.reports.filter(reported_by=user).exists():
        return True
    if reviews:
        return assignment.reviews.filter(reviewed_by=user).exists()
    return assignment.effects.filter(recorded_by=user).exists()


def may_work_on(user: Person, assignment: Assignment) -> bool:
    """Opening the form of one organisation: who decides or reports for it, and who works for the whole network."""
    return may_report_for(user, assignment.organisation) or is_network_wide(user)


def check_may_work_on(user: Person, assignment: Assignment) -> None:
    check(may_work_on(user, assignment), _("This form is for people of the organisation itself."))


def may_see_own_row(user: Person, organisation: Organisation) -> bool:
    """The page with everything that was laid before one organisation."""
    return is_member_of(user, organisation) or is_network_wide(user)


def check_may_see_own_row(user: Person, organisation: Organisation) -> None:
    check(may_see_own_row(user, organisation), _("This page is for people of the organisation itself."))


def organisations_as_ambassador(user: Person) -> list[Organisation]:
    """Where ``user`` may show themselves as somebody to ask: as ambassador or as facilitator."""
    found = {
        membership.organisation_id: membership.organisation
        for membership in memberships_of(user)
        if membership.role in (Role.AMBASSADOR, Role.FACILITATOR)
    }
    return list(found.values())


def check_may_be_ambassador(user: Person, profile: AmbassadorProfile) -> None:
    """Nobody makes or changes the profile of somebody else."""
    is_own = profile.user is None or profile.user == user
    check(
        is_own and profile.organisation in organisations_as_ambassador(user),
        _("Only ambassadors and facilitators have a profile, and only their own."),
    )
