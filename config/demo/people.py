"""Demo organisations (fictitious, marked *voorbeeld*) and one account for each role. Never made outside the demo."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from network.models import Membership, Organisation, Role, User

ORGANISATIONS = {
    "org-voorbeeldstad": ("Gemeente Voorbeeldstad", "gemeente"),
    "org-waterdorp": ("Gemeente Waterdorp", "gemeente"),
    "org-uitvoerder-a": ("Uitvoerder A", "uitvoeringsorganisatie"),
    "org-zandmeer": ("Gemeente Zandmeer", "gemeente"),
    "org-lindehaven": ("Gemeente Lindehaven", "gemeente"),
}


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
    Account(Role.READER, "org-voorbeeldstad", "Lezer"),
    Account(Role.PROFESSIONAL, "org-voorbeeldstad", "Klantmanager"),
    Account(Role.AMBASSADOR, "org-waterdorp", "Ambassadeur gedrag"),
    Account(Role.FACILITATOR, "org-voorbeeldstad", "Gespreksbegeleider"),
    Account(Role.SECOND_READER, "org-voorbeeldstad", "Tweede lezer"),
    Account(Role.EDITOR, "org-uitvoerder-a", "Redacteur"),
    Account(Role.FOCAL_POINT, "org-waterdorp", "Aanspreekpunt"),
    Account(Role.COORDINATOR, "org-uitvoerder-a", "Netwerkcoördinator"),
    Account(Role.ADMINISTRATOR, "org-uitvoerder-a", "Beheerder"),
)


def make_organisations() -> dict[str, Organisation]:
    """The fictitious organisations, by key."""
    found = {}
    for key, (title, type_) in ORGANISATIONS.items():
        organisation = Organisation.objects.filter(key=key).first() or Organisation(key=key)
        if organisation.pk is None:
            organisation.title, organisation.type, organisation.is_example = title, type_, True
            organisation.summary = "Verzonnen organisatie in de voorbeeldgegevens."
            organisation.save()
        found[key] = organisation
    return found


def make_accounts(organisations: dict[str, Organisation]) -> dict[str, User]:
    """One user for each role, with the printed password set anew. By role."""
    return {account.role: _user(account, organisations[account.organisation]) for account in ACCOUNTS}


def _user(account: Account, organisation: Organisation) -> User:
    user = User.objects.filter(email=account.email).first() or User(email=account.email)
    user.first_name, user.last_name = account.title, f"({organisation.title}, voorbeeld)"
    user.is_superuser = user.is_staff = account.role == Role.ADMINISTRATOR
    user.set_password(account.password)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=account.email, defaults={"verified": True, "primary": True})
    Membership.objects.get_or_create(user=user, organisation=organisation, role=account.role)
    return user
