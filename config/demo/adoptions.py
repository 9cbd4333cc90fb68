"""Fictitious organisations that tell what they did with a practice."""

from django.utils import timezone

from bestpractices import adopting
from bestpractices.models import Adoption, PracticePage
from network.demonstration import account, organisation
from network.models import Role

TOLD = (
    (
        "bp-cafe-bepp-brieven",
        "Gemeente Waterdorp",
        "adapted",
        "voorjaar 2026",
        "We lazen drie brieven met inwoners. Twee zijn korter geworden. Of er minder vragen komen, weten we nog niet.",
    ),
    (
        "bp-startgesprek-belgie",
        "Gemeente Zandmeer",
        "stopped",
        "najaar 2025",
        "Het kostte meer tijd dan we hadden. Het gesprek zelf werd gewaardeerd.",
    ),
)


def make_adoptions() -> None:
    """The adoptions of the demo, unless they are there."""
    for key, title, how, since, outcome in TOLD:
        practice = PracticePage.objects.filter(key=key).first()
        where = organisation(title)
        if practice is None or Adoption.objects.filter(practice=practice, organisation=where).exists():
            continue
        now = timezone.now()
        by = account(Role.PROFESSIONAL, title, at=now)
        adopting.report(practice, organisation=where, how=how, since=since, outcome=outcome, by=by, at=now)
