"""What item pages show of people: what became of a recommendation, and who can be asked."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from network import keeping, permissions
from network.ambassadors import ambassadors_for
from network.boards import Cell, cell_of
from network.hyphenation import soft
from network.models import AmbassadorProfile, Assignment, Item, Organisation, Recommendation
from network.models.followup import AssignmentQuerySet
from network.visibility import tokens_of

register = template.Library()


register.filter("soft", soft)


@register.simple_tag(takes_context=True)
def followup_of(context: dict[str, Any], recommendation: Recommendation) -> dict[str, Any]:
    """What organisations do with ``recommendation``, as far as the reader may see it. Five queries at most."""
    user = context["request"].user
    is_member = permissions.is_member(user)
    found = Assignment.objects.with_stations().filter(recommendation_id=recommendation.pk)
    found = found.select_related("organisation", "recommendation").order_by("organisation__title")
    shown = list(_with_texts(found) if is_member else found.filter(is_public=True))
    own = {one.organisation_id for one in shown if permissions.may_report_for(user, one.organisation)}
    return {
        "cells": _cells(shown, own),
        "is_member": is_member,
        "may_assign": permissions.may_assign(user),
        "has_examples": any(one.organisation.is_example for one in shown),
    }


@register.simple_tag(takes_context=True)
def followup_by(context: dict[str, Any], organisation: Organisation) -> dict[str, Any]:
    """What ``organisation`` does with the recommendations before it, as far as the reader may see it."""
    user = context["request"].user
    is_member = permissions.is_member(user)
    found = Assignment.objects.with_stations().filter(organisation_id=organisation.pk, recommendation__followed=True)
    found = found.select_related("organisation", "recommendation").order_by("recommendation__number")
    shown = list(found if is_member else found.filter(is_public=True))
    own = {organisation.pk} if permissions.may_report_for(user, organisation) else set()
    return {
        "cells": _cells(shown, own),
        "is_member": is_member,
        "may_see_own_row": permissions.may_see_own_row(user, organisation),
        "may_manage_members": permissions.may_manage_members(user, organisation),
    }


@register.simple_tag(takes_context=True)
def who_to_ask(context: dict[str, Any], key: str) -> list[AmbassadorProfile]:
    """*Wie kun je het vragen?* Ambassadors near the item with this ``key``, for this reader."""
    item = Item.objects.filter(pk=key).first()
    return ambassadors_for(item, tokens_of(context["request"].user)) if item else []


@register.simple_tag(takes_context=True)
def keeping_of(context: dict[str, Any], key: str) -> dict[str, bool]:
    """What the button *Bewaar* shows this reader: members keep, others are led to the way in."""
    user = context["request"].user
    is_member = permissions.is_member(user)
    return {"is_member": is_member, "is_kept": is_member and keeping.is_kept(key, by=user)}


def _with_texts(found: AssignmentQuerySet) -> AssignmentQuerySet:
    return found.prefetch_related("reports", "reviews__organisation", "effects")


def _cells(shown: list[Assignment], own: set[int]) -> list[tuple[Assignment, Cell, bool]]:
    """Each assignment with its cell, and whether the reader works on it."""
    today = timezone.localdate()
    return [(one, cell_of(one, today=today), one.organisation_id in own) for one in shown]
