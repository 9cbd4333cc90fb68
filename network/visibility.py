"""Who may see what: a set of tokens for a person, one question for an item."""

from django.contrib.auth.models import AnonymousUser

from network.models.accounts import Membership, Role, User
from network.models.graph import MEMBER, PUBLIC

ANYONE = frozenset({PUBLIC})


def memberships_of(user: User | AnonymousUser) -> list[Membership]:
    """The memberships of ``user`` with their organisations: one query for each user object, none for a stranger."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships"):
        user._memberships = list(user.memberships.select_related("organisation"))
    return user._memberships


def tokens_of(user: User | AnonymousUser) -> frozenset[str]:
    """The visibility tokens of ``user``: public; member, org:<key> and role:<code> for each membership."""
    tokens = {PUBLIC}
    for membership in memberships_of(user):
        tokens |= {MEMBER, f"org:{membership.organisation.key}", f"role:{membership.role}"}
    return frozenset(tokens)


def has_role(user: User | AnonymousUser, *roles: Role) -> bool:
    """Whether ``user`` has one of ``roles`` in any organisation; a superuser has them all."""
    if user.is_authenticated and user.is_superuser:
        return True
    return any(membership.role in roles for membership in memberships_of(user))
