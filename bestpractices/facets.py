"""What the index pages of practices, mechanism cards and the knowledge kinds can be narrowed by."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from bestpractices.effect import EFFECTS
from bestpractices.models import ActiveIngredient, Factor, MechanismPage, PracticePage, Theory
from bestpractices.models.practices import DOMAINS, Soort
from network.evidence import Evidence
from network.index_pages import action_line_facet, linked_keys
from network.listing import Facet

Facets = tuple[dict[str, dict[str, Collection[str]]], list[Facet]]

STOPPED = [("nee", _("Not marked as stopped")), ("ja", _("Not continued"))]
BASES = [("bron", _("From the research")), ("afgeleid", _("Inferred by our editors"))]
EVIDENCE = Facet("bewijs", _("How sure?"), Evidence.choices)


def of_practices() -> Facets:
    lines = linked_keys("praktijk", "actielijn")
    values: dict[str, dict[str, Collection[str]]] = {
        practice.key: {
            "soort": [practice.soort],
            "actielijn": lines.get(practice.key, ()),
            "regeling": practice.domain,
            "helpt": [practice.shown_effect] if practice.shown_effect else [],
            "bewijs": [practice.evidence] if practice.shows_evidence else [],
            "gestopt": ["ja" if practice.stopped else "nee"],
        }
        for practice in PracticePage.objects.live().only(
            "key", "soort", "domain", "result_direction", "result_basis", "evidence", "stopped"
        )
    }
    return values, [
        Facet("soort", _("Sort"), Soort.choices),
        action_line_facet(),
        Facet("regeling", _("Field"), DOMAINS),
        Facet("helpt", _("Does it help?"), EFFECTS),
        EVIDENCE,
        Facet("gestopt", _("Continued?"), STOPPED),
    ]


def of_mechanisms() -> Facets:
    values: dict[str, dict[str, Collection[str]]] = {
        mechanism.key: {
            "indeling": ["bron" if mechanism.is_from_source else "afgeleid"],
            "bewijs": [mechanism.evidence],
        }
        for mechanism in MechanismPage.objects.live().only("key", "basis", "evidence")
    }
    return values, [Facet("indeling", _("Basis"), BASES), EVIDENCE]


def of_theories() -> Facets:
    return _evidence_of(Theory), [EVIDENCE]


def of_ingredients() -> Facets:
    elements = sorted(set(ActiveIngredient.objects.values_list("element", flat=True)))
    values: dict[str, dict[str, Collection[str]]] = {
        key: {"element": [element], "bewijs": [evidence]}
        for key, element, evidence in ActiveIngredient.objects.values_list("key", "element", "evidence")
    }
    return values, [Facet("element", _("Element"), [(name, name.capitalize()) for name in elements]), EVIDENCE]


def of_factors() -> Facets:
    values: dict[str, dict[str, Collection[str]]] = {
        key: {"werking": [direction]} for key, direction in Factor.objects.values_list("key", "direction")
    }
    return values, [Facet("werking", _("Works as"), Factor.Direction.choices)]


def _evidence_of(model: Any) -> dict[str, dict[str, Collection[str]]]:
    return {key: {"bewijs": [evidence]} for key, evidence in model.objects.values_list("key", "evidence")}
