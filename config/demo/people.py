"""Demo organisations (fictitious, marked *voorbeeld*) and one account for each role. Never made outside the demo."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from network.demonstration import organisation
from network.models import Membership, Organisation, Role, User


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
    """One user for each role, with the printed password set anew. By role."""
    return {account.role: _user(account, organisation(account.organisation)) for account in ACCOUNTS}


def _user(account: Account, where: Organisation) -> User:
    user = User.objects.filter(email=account.email).first() or User(email=account.email)
    user.first_name, user.last_name = account.title, f"({where.title}, voorbeeld)"
    user.is_superuser = user.is_staff = account.role == Role.ADMINISTRATOR
    user.set_password(account.password)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=account.email, defaults={"verified": True, "primary": True})
    Membership.objects.get_or_create(user=user, organisation=where, role=account.role)
    return user
