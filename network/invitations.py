"""Invitations: the only way in, beside the mail domain of an organisation."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from network import auditing, mailing, memberships, permissions
from network.models import Invitation, Organisation, Role, User
from network.models.people import hash_of

VALID_FOR = timedelta(days=14)
MOST_A_DAY = 100


class InvitationError(ValueError):
    """The invitation cannot be made or used; the message is a sentence for the user."""


@transaction.atomic
def invite(email: str, *, organisation: Organisation, roles: Iterable[str], by: User, at: datetime) -> Invitation:
    """Ask the person at ``email`` to join ``organisation`` in ``roles``, by mail; an older invitation lapses.

    Raises NotAllowed when ``by`` may not give one of the roles, InvitationError after 100 in a day. The token stands
    in the mail only: the database keeps its hash.
    """
    email, roles = email.strip().lower(), sorted(set(roles))
    permissions.check_may_invite(by, organisation)
    for role in roles:
        permissions.check_may_give_role(by, organisation, role)
    if Invitation.objects.filter(invited_by=by, invited_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise InvitationError(_("You have sent a hundred invitations today. Go on tomorrow."))
    Invitation.objects.filter(email=email, organisation=organisation, accepted_at=None).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        organisation=organisation,
        roles=roles,
        invited_by=by,
        token_hash=hash_of(token),
        invited_at=at,
        expires_at=at + VALID_FOR,
    )
    auditing.record(by, "invited", organisation, {"email": [None, email], "roles": [None, roles]}, at=at)
    _mail(invitation, token, at)
    return invitation


def find(token: str, *, now: datetime) -> Invitation:
    """The open invitation that ``token`` belongs to. Raises InvitationError: unknown, used and lapsed look the same."""
    invitation = Invitation.objects.select_related("organisation").filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open(now):
        raise InvitationError(_("This invitation is no longer valid. Ask for a new one."))
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, by: User, at: datetime) -> None:
    """``by`` joins in the roles of the invitation. Raises InvitationError when it was used or is for somebody else."""
    if not is_for(invitation, by):
        raise InvitationError(_("This invitation is for another e-mail address."))
    is_mine = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    if not is_mine.update(accepted_at=at):
        raise InvitationError(_("This invitation is no longer valid. Ask for a new one."))
    for role in invitation.roles:
        memberships.join(by, organisation=invitation.organisation, role=role, by=invitation.invited_by, at=at)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, at: datetime) -> None:
    """The link in the mail stops working."""
    permissions.check_may_invite(by, invitation.organisation)
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=at)
    auditing.record(by, "withdrew_invitation", invitation.organisation, {"email": [invitation.email, None]}, at=at)


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether ``user`` has shown to own the address that was invited."""
    if user.email.lower() == invitation.email:
        return True
    return EmailAddress.objects.filter(user=user, verified=True, email__iexact=invitation.email).exists()


def _mail(invitation: Invitation, token: str, at: datetime) -> None:
    mailing.queue(
        invitation.email,
        _("Invitation to the prevention network"),
        "network/mail/invitation.txt",
        {
            "organisation": invitation.organisation.title,
            "roles": [str(Role(role).label) for role in invitation.roles],
            "link": mailing.absolute(reverse("invitation", args=[token])),
            "days": VALID_FOR.days,
        },
        at,
    )
