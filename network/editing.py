"""Which roles open the editors' part (Wagtail), and with which rights.

Editors and coordinators write and approve each other's work; administrators do everything. The groups and their rights
are made by a migration of ``config``, because they need the models of all apps.
"""

from __future__ import annotations

from django.contrib.auth.models import Group

from network.models import Role, User

GROUP_OF_ROLE = {Role.EDITOR: "Redactie", Role.COORDINATOR: "Coördinatie"}
"""Names of Wagtail groups, as its user screens show them."""


def sync_rights(user: User, *, role: str) -> None:
    """Bring the rights of ``user`` in line with their memberships, after ``role`` was given or taken.

    Call it inside the transaction that saved or deleted the membership.
    """
    user.__dict__.pop("_memberships", None)
    roles = set(user.memberships.values_list("role", flat=True))
    for group_role, name in GROUP_OF_ROLE.items():
        group, _is_new = Group.objects.get_or_create(name=name)
        (user.groups.add if group_role in roles else user.groups.remove)(group)
    if role == Role.ADMINISTRATOR:
        user.is_staff = user.is_superuser = Role.ADMINISTRATOR in roles
        user.save(update_fields=["is_staff", "is_superuser"])
