"""*Welke stap kan ik nu zetten?*: from near by to far away, who can change it and what to do first.

The texts stand in ``content/next_steps.yaml``; an organisation adds a line of its own for its members. Nobody keeps
who asks what: the answers stand in the address of the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml
from django.conf import settings
from django.db import transaction

from learningdialogues.models import RouteAdvice
from network.models import ROUTES, Organisation, User
from network.visibility import memberships_of

FILE = settings.BASE_DIR / "content" / "next_steps.yaml"


@dataclass(frozen=True)
class NextStep:
    """One route: the question that leads to it, what to do first, whom to ask, and a message to begin with."""

    route: str
    question: str
    help: str
    title: str
    steps: tuple[str, ...]
    ask: str
    message: str


@cache
def next_steps() -> dict[str, NextStep]:
    """The steps by route, from near by to far away."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = {
        one["route"]: NextStep(**one | {"steps": tuple(one["steps"]), "message": one["message"].strip()})
        for one in told
    }
    return {route: found[route] for route, _name in ROUTES}


def after(route: str) -> NextStep | None:
    """The step that is asked when ``route`` cannot change it, or None behind the last."""
    routes = list(next_steps())
    place = routes.index(route) + 1
    return next_steps()[routes[place]] if place < len(routes) else None


def own_lines(user: User, route: str) -> list[RouteAdvice]:
    """What the organisations of ``user`` say beside ``route``; nothing for a stranger."""
    organisations = {membership.organisation_id for membership in memberships_of(user)}
    lines = RouteAdvice.objects.filter(organisation__in=organisations, route=route).select_related("organisation")
    return list(lines.order_by("organisation__title")) if organisations else []


def write_lines(organisation: Organisation, texts: Mapping[str, str]) -> None:
    """Keep the line of ``organisation`` for each route in ``texts``; an empty one is taken away."""
    with transaction.atomic():
        for route, text in texts.items():
            if text.strip():
                RouteAdvice.objects.update_or_create(
                    organisation=organisation, route=route, defaults={"text": text.strip()}
                )
            else:
                RouteAdvice.objects.filter(organisation=organisation, route=route).delete()
