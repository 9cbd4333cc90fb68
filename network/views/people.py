"""Ambassadors: who can be asked, asking, and one's own profile."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network import ambassadors as asking
from network import permissions
from network.forms.people import ProfileForm, QuestionForm
from network.models import AmbassadorProfile, AmbassadorRole, Province
from network.visibility import tokens_of

MAP = Path(__file__).resolve().parent.parent / "provinces.json"
NEXT_DOT = 34
"""Dots in one province stand this far apart, in units of the map."""


@login_not_required
@require_safe
def ambassadors(request: HttpRequest) -> HttpResponse:
    """The numbered list of who can be asked, the map of where they are, and the roles with their tasks."""
    words, task, province = (request.GET.get(name, "").strip()[:100] for name in ("q", "taak", "provincie"))
    visible = AmbassadorProfile.objects.visible_to(tokens_of(request.user)).select_related("organisation")
    everyone = list(visible)
    chosen = set(asking.narrowed(visible, words=words, task=task, province=province).values_list("pk", flat=True))
    numbered = list(enumerate((one for one in everyone if one.pk in chosen), start=1))
    context = {
        "numbered": numbered,
        "has_filter": bool(words or task or province),
        "words": words,
        "task": task,
        "province": province,
        "tasks": list(asking.TASKS),
        "provinces": Province.choices,
        "facilitators": [one for one in everyone if one.is_facilitator],
        "map": drawn_map(numbered, {one.province for one in everyone}),
        "empty_provinces": [label for value, label in Province.choices if value not in {p.province for p in everyone}],
        "roles": AmbassadorRole.objects.order_by("-is_facilitator", "title"),
        "has_examples": any(one.is_example for one in everyone),
        "may_ask": permissions.may_ask_ambassador(request.user),
    }
    return render(request, "network/people/ambassadors.html", context)


def drawn_map(numbered: Iterable[tuple[int, AmbassadorProfile]], covered: set[str]) -> dict[str, Any]:
    """The provinces with whether somebody is there, and the numbered dots, side by side within a province."""
    drawing = outline()
    places: dict[str, list[int]] = defaultdict(list)
    for number, profile in numbered:
        if profile.province:
            places[profile.province].append(number)
    dots = []
    for province, numbers in places.items():
        middle = drawing["provinces"][province]
        for place, number in enumerate(numbers):
            shift = (place - (len(numbers) - 1) / 2) * NEXT_DOT
            dots.append({"number": number, "x": round(middle["x"] + shift), "y": middle["y"]})
    provinces = [
        {"path": shape["path"], "is_covered": name in covered, "name": Province(name).label}
        for name, shape in drawing["provinces"].items()
    ]
    return {"viewBox": drawing["viewBox"], "credit": drawing["credit"], "provinces": provinces, "dots": dots}


@cache
def outline() -> dict[str, Any]:
    return json.loads(MAP.read_text())


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """A question to an ambassador, by mail; the address is never shown."""
    permissions.check_may_ask_ambassador(request.user)
    visible = AmbassadorProfile.objects.visible_to(tokens_of(request.user)).select_related("organisation", "user")
    profile = get_object_or_404(visible, key=key)
    joins_in = request.GET.get("onderwerp") == "partner" and profile.seeks_partners_for
    opening = _("I would like to join in: %s.") % profile.seeks_partners_for if joins_in else ""
    form = QuestionForm(request.POST or None, initial={"text": opening})
    if request.method == "POST" and form.is_valid():
        try:
            asking.ask(profile, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        except asking.AskError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Your question is on its way. The answer comes by mail."))
            return redirect("ambassadors")
    return render(request, "network/people/ask.html", {"profile": profile, "form": form})


@require_http_methods(["GET", "POST"])
def my_profile(request: HttpRequest) -> HttpResponse:
    """One's own profile as ambassador or facilitator."""
    organisations = permissions.organisations_as_ambassador(request.user)
    if not organisations:
        return render(request, "network/people/no_profile.html")
    profile = AmbassadorProfile.objects.filter(user=request.user).first() or AmbassadorProfile()
    form = ProfileForm(request.POST or None, instance=profile, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asking.show_oneself(
            form.instance, consents=data["consents"], lines=data["lines"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("Your profile is saved."))
        return redirect("my_profile")
    return render(request, "network/people/my_profile.html", {"form": form, "profile": profile})
