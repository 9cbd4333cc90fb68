"""Demo organisations (fictitious, marked *voorbeeld*) and one account for each role. Never made outside the demo."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings

from network.demonstration import organisation
from network.models import Membership, Organisation, Role, User

PASSWORDS_SET = settings.DATA_DIR / ".stamp-demo-passwords"
"""Hashing nine passwords takes longer than all the rest of a second start: this file tells whether they still stand."""


@dataclass(frozen=True)
class Account:
    """A demo account: its role, where it works, and how it is called (a function, not a name)."""

    role: str
    organisation: str
    title: str

    @property
    def email(self) -> str:
        return f"{self.role.replace('_', '-')}@voorbeeld.example"

    @property
    def password(self) -> str:
        return f"voorbeeld-{self.role.replace('_', '-')}"


ACCOUNTS = (
    Account(Role.READER, "Gemeente Voorbeeldstad", "Lezer"),
    Account(Role.PROFESSIONAL, "Gemeente Voorbeeldstad", "Klantmanager"),
    Account(Role.AMBASSADOR, "Gemeente Waterdorp", "Ambassadeur gedrag"),
    Account(Role.FACILITATOR, "Gemeente Voorbeeldstad", "Gespreksbegeleider"),
    Account(Role.SECOND_READER, "Gemeente Voorbeeldstad", "Tweede lezer"),
    Account(Role.EDITOR, "Uitvoerder A", "Redacteur"),
    Account(Role.FOCAL_POINT, "Gemeente Waterdorp", "Aanspreekpunt"),
    Account(Role.COORDINATOR, "Uitvoerder A", "Netwerkcoördinator"),
    Account(Role.ADMINISTRATOR, "Uitvoerder A", "Beheerder"),
)


def make_accounts() -> dict[str, User]:
    """One user for each role, by role. Each has the printed password again, whatever somebody made of it."""
    users = {account.role: _user(account, organisation(account.organisation)) for account in ACCOUNTS}
    if not PASSWORDS_SET.exists() or PASSWORDS_SET.read_text() != _fingerprint(users):
        for account in ACCOUNTS:
            users[account.role].set_password(account.password)
            users[account.role].save(update_fields=["password"])
        PASSWORDS_SET.write_text(_fingerprint(users))
    return users


def _user(account: Account, where: Organisation) -> User:
    user = User.objects.filter(email=account.email).first() or User(email=account.email)
    user.first_name, user.last_name = account.title, f"({where.title}, voorbeeld)"
    user.is_superuser = user.is_staff = account.role == Role.ADMINISTRATOR
    user.is_active = True
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=account.email, defaults={"verified": True, "primary": True})
    Membership.objects.get_or_create(user=user, organisation=where, role=account.role)
    return user


def _fingerprint(users: Mapping[str, User]) -> str:
    """One hash over the printed passwords and what is stored for them: the same as long as nobody changed either."""
    pairs = [f"{account.password} {users[account.role].password}" for account in ACCOUNTS]
    return sha256("\n".join(pairs).encode()).hexdigest()
