"""Belonging to an organisation: joining in a role, leaving it, and what a role opens in the editors' part."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from network import auditing, permissions
from network.models import Membership, Organisation, Role, User

EDITORS_GROUP = "Editors"
"""Wagtail's own group of who may write but not publish; its permissions are set in the editors' part."""


@transaction.atomic
def join(user: User, *, organisation: Organisation, role: str, by: User | None, at: datetime) -> Membership:
    """Give ``user`` the ``role`` in ``organisation``, unless they have it. ``by`` is None for the platform."""
    membership, is_new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    if is_new:
        auditing.record(by, "gave_role", organisation, {"role": [None, role], "user": [None, user.pk]}, at=at)
        _open_admin(user, role)
    return membership


@transaction.atomic
def leave(membership: Membership, *, by: User, at: datetime) -> None:
    """Take the role away."""
    user, organisation, role = membership.user, membership.organisation, membership.role
    membership.delete()
    auditing.record(by, "took_role", organisation, {"role": [role, None], "user": [user.pk, None]}, at=at)
    _open_admin(user, role)


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


def _open_admin(user: User, role: str) -> None:
    """Bring the rights in the editors' part in line with ``role``: editors write, administrators do everything."""
    user.__dict__.pop("_memberships", None)
    has_it = user.memberships.filter(role=role).exists()
    if role == Role.EDITOR:
        group, _is_new = Group.objects.get_or_create(name=EDITORS_GROUP)
        (user.groups.add if has_it else user.groups.remove)(group)
    elif role == Role.ADMINISTRATOR:
        user.is_staff = user.is_superuser = has_it
        user.save(update_fields=["is_staff", "is_superuser"])


@transaction.atomic
def open_to_mail_domains(organisation: Organisation, *, before: str, by: User, at: datetime) -> None:
    """Save the mail domains that ``organisation`` carries now; ``before`` is what they were."""
    permissions.check_may_set_mail_domains(by)
    organisation.save()
    if organisation.mail_domains != before:
        auditing.record(
            by, "set_mail_domains", organisation, {"mail_domains": [before, organisation.mail_domains]}, at=at
        )
