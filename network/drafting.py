"""Draft recommendations: proposed, for example by a learning dialogue, and taken over or declined by a coordinator.

The one module that writes the status of a draft.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from network import auditing, mailing, permissions
from network.models import DraftRecommendation, Organisation, Recommendation, User

ADDRESSEE_OF = {
    "team": "uitvoeringsprofessionals",
    "organisatie": "leidinggevenden en werkgevers",
    "andere-instantie": "publieke dienstverleners",
    "vng": "VNG",
    "knelpuntenbrief": "ministerie van SZW",
    "ministerie": "ministerie van SZW",
    "wetgever": "wetgever",
}
"""Whom the route proposes as addressee; the coordinator may choose another."""


class DraftSettled(ValueError):
    """The draft was settled already, or something is missing; the message is for the user."""


def draft_recommendation(
    *,
    title: str,
    cause: str,
    route: str,
    quarter: str,
    by: User,
    organisation: Organisation,
    is_example: bool = False,
) -> DraftRecommendation:
    """Propose a recommendation. ``quarter`` such as 2026-K4 is all that is kept of where it came from."""
    return DraftRecommendation.objects.create(
        title=title.strip()[:255],
        cause=cause.strip(),
        route=route,
        quarter=quarter,
        proposed_by=by,
        organisation=organisation,
        is_example=is_example,
    )


def accept(
    draft: DraftRecommendation, *, title: str, summary: str, text: str, addressee: str, by: User, at: datetime
) -> Recommendation:
    """Make a recommendation of the network from ``draft``. It is not followed until a coordinator adopts it.

    Raises DraftSettled when somebody was first, PermissionDenied for who is no coordinator.
    """
    permissions.check_may_assign(by)
    with transaction.atomic():
        _lock(draft)
        recommendation = Recommendation(
            number=_next_number(),
            title=title,
            summary=summary,
            text=text,
            text_basis="eigen",
            addressees=[addressee],
            addressees_basis="eigen",
            followed_note=_("From a learning dialogue"),
            is_example=draft.is_example,
        )
        recommendation.full_clean(exclude=["key"])
        recommendation.save()
        draft.recommendation = recommendation
        _settle(draft, DraftRecommendation.Status.ACCEPTED, by, at)
        auditing.record(by, "took_draft_over", recommendation, at=at)
        _tell_proposer(draft, at)
    return recommendation


def decline(draft: DraftRecommendation, *, remark: str, by: User, at: datetime) -> None:
    """Do not take ``draft`` over, and say why. Raises DraftSettled without a reason or when somebody was first."""
    permissions.check_may_assign(by)
    if not remark.strip():
        raise DraftSettled(_("Say why you do not take it over."))
    with transaction.atomic():
        _lock(draft)
        draft.remark = remark.strip()
        _settle(draft, DraftRecommendation.Status.DECLINED, by, at)
        _tell_proposer(draft, at)


def _lock(draft: DraftRecommendation) -> None:
    waiting = DraftRecommendation.objects.select_for_update().filter(pk=draft.pk, status="proposed")
    if not waiting.exists():
        raise DraftSettled(_("This draft was settled already."))


def _settle(draft: DraftRecommendation, status: str, by: User, at: datetime) -> None:
    draft.status, draft.settled_by, draft.settled_at = status, by, at
    draft.save()


def _next_number() -> str:
    """The numbers of the network's own recommendations: N1, N2, …"""
    taken = Recommendation.objects.filter(number__startswith="N").values_list("number", flat=True)
    numbers = [int(number[1:]) for number in taken if number[1:].isdigit()]
    return f"N{max(numbers, default=0) + 1}"


def _tell_proposer(draft: DraftRecommendation, at: datetime) -> None:
    context = {
        "title": draft.title,
        "is_accepted": draft.status == DraftRecommendation.Status.ACCEPTED,
        "remark": draft.remark,
        "url": mailing.absolute(reverse("draft", args=[draft.pk])),
    }
    mailing.queue(
        draft.proposed_by.email,
        _("Your draft recommendation: %s") % draft.title,
        "network/mail/draft_settled.txt",
        context,
        at,
    )
