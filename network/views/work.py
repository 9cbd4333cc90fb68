"""My work: what waits for me, where I was, and what I put aside."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from network import keeping, permissions, registry
from network.models import Item, Membership, User
from network.visibility import memberships_of, tokens_of

NEXT_DIALOGUE = 0
"""The order of the one block that stands on the deep ground: the dialogue that comes next."""


def my_work(request: HttpRequest) -> HttpResponse:
    """The page after signing in, as picture 02; other apps fill it through ``network.registry``."""
    user = request.user
    blocks = sorted((block for ask in registry.work_blocks for block in ask(user)), key=lambda block: block.order)
    context = {
        "role_line": role_line(memberships_of(user)),
        "waiting": waiting_for(user),
        "blocks": [block for block in blocks if block.order != NEXT_DIALOGUE],
        "next_dialogue": next((block for block in blocks if block.order == NEXT_DIALOGUE), None),
        "is_example": any(membership.organisation.is_example for membership in memberships_of(user)),
    }
    return render(request, "network/my_work.html", context)


@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """The button *Bewaar* on the page of an item, and its opposite; back to that page."""
    permissions.check_is_member(request.user)
    item = get_object_or_404(Item.objects.visible_to(tokens_of(request.user)), pk=key)
    if request.POST.get("action") == "let_go":
        keeping.let_go(item, by=request.user)
    else:
        keeping.keep(item, by=request.user, at=timezone.now())
    return redirect(item.url)


def waiting_for(user: User) -> list[registry.Waiting]:
    """Everything that waits for ``user``: what has a date first, the earliest at the top."""
    found = [waiting for ask in registry.waits_for_me for waiting in ask(user)]
    return sorted(found, key=lambda waiting: (waiting.before is None, waiting.before or date.max, waiting.title))


def role_line(found: list[Membership]) -> str:
    """ "Gespreksbegeleider, Tweede lezer, gemeente Voorbeeldstad": roles for each organisation."""
    grouped: dict[str, list[str]] = {}
    for membership in found:
        grouped.setdefault(membership.organisation.title, []).append(str(membership.get_role_display()))
    return "; ".join(f"{', '.join(roles)}, {title}" for title, roles in grouped.items())
