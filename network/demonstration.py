"""Example data of the network for the demo: fictitious organisations, their people, follow-up and ambassadors.

Everything is marked *voorbeeld* and made by the public functions, so that it has its audit log like anything else. Safe
to run again: what is there stays. Called by ``make_demo`` alone; no other environment has these accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from network import ambassadors, followup, memberships
from network.models import AmbassadorProfile, Assignment, Item, Organisation, PeerReview, Recommendation, Role, User

HOME, BUREAU = "Gemeente Voorbeeldstad", "Netwerkorganisatie B"
ORGANISATIONS = {
    HOME: "gemeente",
    "Gemeente Waterdorp": "gemeente",
    "Gemeente Zandmeer": "gemeente",
    "Gemeente Lindehaven": "gemeente",
    "Gemeente Heuvelrade": "gemeente",
    "Uitvoerder A": "uitvoeringsorganisatie",
    "Uitvoerder B": "uitvoeringsorganisatie",
    BUREAU: "overig",
}
SUMMARY = "Fictieve organisatie, om te laten zien hoe het platform werkt."

NUMBERS = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6"]
ANSWERS = {
    HOME: "J2 .. J3 N. N. N. J1 D1 .. J2 D2 .. N. X. ..",
    "Gemeente Waterdorp": "J1 .. .. J0 JL .. D1 N. J1 N. .. J2 J0 X. J2",
    "Gemeente Zandmeer": "J1 .. D1 N. J2 D1 D1 .. D1 J1 N. J2 J0 X. J2",
    "Gemeente Lindehaven": ".. J0 D0 .. J1 J1 D2 .. J2 .. J0 J0 .. X. J1",
    "Gemeente Heuvelrade": "J1 J0 .. J2 .. J3 J2 .. JL J2 N. J1 .. X. J1",
    "Uitvoerder A": "N. .. .. .. .. J2 D1 .. J1 .. .. J1 .. X. ..",
    "Uitvoerder B": "J1 JL .. .. D2 J0 .. J3 D1 J1 J3 JL .. X. ..",
}
"""Per recommendation: ja, deels, nee, n.v.t. (X) or nothing, and how many of the three statements; L = late."""
STANCES = {"J": "yes", "D": "partly", "N": "no", "X": "not_applicable"}


@dataclass(frozen=True)
class Example:
    """One fictitious ambassador, as the list shows it."""

    title: str
    where: str
    summary: str
    tasks: str
    seeks: str = ""
    province: str = ""
    themes: str = ""
    line: int = 0
    note: str = ""


AMBASSADORS = (
    Example(
        "Ambassadeur gedrag, gemeente Voorbeeldstad",
        HOME,
        "Deelt wat werkte en wat niet, rond brieven en experimenten.",
        "delen inspireren",
        "brieven testen met inwoners",
        "zuid-holland",
        "brieven, experiment",
        1,
    ),
    Example(
        "Gespreksbegeleider, gemeente Waterdorp",
        "Gemeente Waterdorp",
        "Begeleidt leerdialogen en leidt collega's op.",
        "uitwisselen inspireren",
        "een begeleiderskring",
        "utrecht",
        "leerdialoog, leerdialogen, intervisie",
        3,
        "Begeleidt graag bij een andere organisatie",
    ),
    Example(
        "Ambassadeur gedrag, gemeente Zandmeer",
        "Gemeente Zandmeer",
        "Herschreef brieven samen met inwoners.",
        "delen uitwisselen",
        "een meting van brieven",
        "overijssel",
        "brieven, contact",
        2,
    ),
    Example(
        "Landelijke coördinator, netwerkorganisatie B",
        BUREAU,
        "Brengt gemeenten met dezelfde vraag bij elkaar.",
        "uitwisselen",
        province="zuid-holland",
        line=4,
    ),
    Example(
        "Kennisverspreider, Uitvoerder A",
        "Uitvoerder A",
        "Vat nieuwe kennis samen voor collega's.",
        "delen",
        "huisbezoek dat helpt",
        "noord-holland",
        "huisbezoek, kennis",
        4,
    ),
    Example(
        "Ambassadeur gedrag, gemeente Lindehaven",
        "Gemeente Lindehaven",
        "Werkt met jongerenwerkers in de wijk.",
        "inspireren delen",
        "geldzorgen bij jongeren",
        "gelderland",
        "geldzorgen, jongeren, hobby",
        1,
        "Begint net, begeleidt graag samen met iemand",
    ),
)


def account(role: str, title: str, *, at: datetime) -> User:
    """The demo's person with ``role`` at the organisation called ``title``; without a password nobody signs in."""
    where = organisation(title)
    email = f"{role}@{where.key.removeprefix('org-')}.example".replace("_", "-")
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email, first_name=str(Role(role).label), last_name=title
    )
    user.emailaddress_set.get_or_create(email=email, defaults={"verified": True, "primary": True})
    memberships.join(user, organisation=where, role=role, by=None, at=at)
    return user


def organisation(title: str) -> Organisation:
    """The fictitious organisation called ``title``."""
    found = Organisation.objects.filter(title=title, is_example=True).first()
    return found or Organisation.objects.create(
        title=title, summary=SUMMARY, type=ORGANISATIONS[title], is_example=True
    )


@transaction.atomic
def show(*, at: datetime) -> None:
    """Fill follow-up and ambassadors, once."""
    for title in ORGANISATIONS:
        organisation(title)
    if not AmbassadorProfile.objects.filter(is_example=True).exists():
        for example in AMBASSADORS:
            _make_ambassador(example, at)
    if not Assignment.objects.filter(organisation__is_example=True).exists():
        _make_follow_up(at)


def _make_ambassador(example: Example, at: datetime) -> None:
    by = account(Role.FACILITATOR if example.note else Role.AMBASSADOR, example.where, at=at)
    profile = AmbassadorProfile(
        organisation=organisation(example.where),
        title=example.title,
        summary=example.summary,
        themes=example.themes,
        shares="delen" in example.tasks,
        exchanges="uitwisselen" in example.tasks,
        inspires="inspireren" in example.tasks,
        seeks_partners_for=example.seeks,
        province=example.province,
        is_facilitator=bool(example.note),
        facilitation_note=example.note,
        audience=AmbassadorProfile.Audience.EVERYONE,
        is_example=True,
    )
    lines = Item.objects.filter(kind="actielijn", key__startswith=f"actielijn-{example.line}-")
    ambassadors.show_oneself(profile, consents=True, lines=lines, by=by, at=at)


def _make_follow_up(at: datetime) -> None:
    followed = {one.number: one for one in Recommendation.objects.filter(followed=True)}
    coordinator = account(Role.COORDINATOR, BUREAU, at=at)
    for title, answers in ANSWERS.items():
        for number, answer in zip(NUMBERS, answers.split(), strict=True):
            if number in followed:
                laid = followup.assign(
                    followed[number], organisation=organisation(title), by=coordinator, at=at - timedelta(days=240)
                )
                _answer(laid, answer, at)


def _answer(laid: Assignment, answer: str, at: datetime) -> None:
    if answer == "..":
        return
    title, says_no = laid.organisation.title, answer[0] == "N"
    followup.take_stance(
        laid,
        stance=STANCES[answer[0]],
        by=account(Role.FOCAL_POINT, title, at=at),
        at=at - timedelta(days=200),
        target_date=_own_date(answer, at) if answer[0] in "JD" else None,
        reason="Dit jaar geen ruimte door de invoering van een nieuw systeem." if says_no else "",
        decided_by_function="Directeur sociaal domein" if says_no else "",
    )
    laid.refresh_from_db()
    reached = 1 if (title, answer[1]) == ("Gemeente Waterdorp", "L") else int(answer[1]) if answer[1].isdigit() else 0
    for tell in (_tell, _review, _measure)[:reached]:
        tell(laid, at)


def _own_date(answer: str, at: datetime) -> date:
    return (at + timedelta(days=-30 if answer[1] == "L" else 120)).date()


def _tell(laid: Assignment, at: datetime) -> None:
    followup.report_progress(
        laid,
        text="Eén team werkt er sinds het voorjaar mee. Nog niet iedereen doet het op dezelfde manier.",
        by=account(Role.PROFESSIONAL, laid.organisation.title, at=at),
        at=at - timedelta(days=90),
    )


def _review(laid: Assignment, at: datetime) -> None:
    elsewhere = "Gemeente Waterdorp" if laid.organisation.title != "Gemeente Waterdorp" else "Gemeente Zandmeer"
    followup.peer_review(
        laid,
        organisation=organisation(elsewhere),
        finding=PeerReview.Finding.CONFIRMED,
        text="Een ochtend meegekeken. Het gebeurt zoals het er staat, in één team.",
        by=account(Role.PROFESSIONAL, elsewhere, at=at),
        at=at - timedelta(days=60),
    )


def _measure(laid: Assignment, at: datetime) -> None:
    followup.record_effect(
        laid,
        indicator="Gemiste afspraken",
        unit="per honderd",
        source="Eigen telling van het team (voorbeeld)",
        start_value=Decimal("18"),
        start_date=(at - timedelta(days=210)).date(),
        later_value=Decimal("13"),
        later_date=(at - timedelta(days=20)).date(),
        by=account(Role.FOCAL_POINT, laid.organisation.title, at=at),
        at=at - timedelta(days=15),
    )
