"""Belonging to an organisation: joining in a role, and leaving it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from network import auditing, permissions
from network.models import Membership, Organisation, Role, User


@transaction.atomic
def join(user: User, *, organisation: Organisation, role: str, by: User | None, at: datetime) -> Membership:
    """Give ``user`` the ``role`` in ``organisation``, unless they have it. ``by`` is None for the platform."""
    membership, is_new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    if is_new:
        auditing.record(by, "gave_role", organisation, {"role": [None, role], "user": [None, user.pk]}, at=at)
    return membership


@transaction.atomic
def leave(membership: Membership, *, by: User, at: datetime) -> None:
    """Take the role away."""
    user, organisation, role = membership.user, membership.organisation, membership.role
    membership.delete()
    auditing.record(by, "took_role", organisation, {"role": [role, None], "user": [user.pk, None]}, at=at)


def join_by_mail_domain(user: User, email: str, *, at: datetime) -> list[Membership]:
    """Make ``user``, whose address ``email`` is verified, a reader of each organisation with that mail domain.

    Who has a role there already gets nothing extra. Returns the new memberships.
    """
    known = set(user.memberships.values_list("organisation_id", flat=True))
    organisations = [organisation for organisation in organisations_with(email) if organisation.pk not in known]
    return [join(user, organisation=organisation, role=Role.READER, by=None, at=at) for organisation in organisations]


def organisations_with(email: str) -> list[Organisation]:
    """The organisations that open their door to the mail domain of ``email``: one query."""
    domain = email.rpartition("@")[2].lower()
    candidates = Organisation.objects.filter(mail_domains__icontains=domain) if domain else []
    return [organisation for organisation in candidates if organisation.has_mail_domain(domain)]


@transaction.atomic
def open_to_mail_domains(organisation: Organisation, *, before: str, by: User, at: datetime) -> None:
    """Save the mail domains that ``organisation`` carries now; ``before`` is what they were."""
    permissions.check_may_set_mail_domains(by)
    organisation.save()
    if organisation.mail_domains != before:
        auditing.record(
            by, "set_mail_domains", organisation, {"mail_domains": [before, organisation.mail_domains]}, at=at
        )
