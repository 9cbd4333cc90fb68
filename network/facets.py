"""What the index pages of recommendations and organisations can be narrowed by."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from network.index_pages import action_line_facet, linked_keys
from network.listing import Facet
from network.models import Organisation, Recommendation
from network.models.recommendations import ADDRESSEES

Facets = tuple[dict[str, dict[str, Collection[str]]], list[Facet]]

FOLLOWED = [("ja", _("The network keeps track")), ("nee", _("Advice from research"))]


def of_recommendations() -> Facets:
    lines = linked_keys("aanbeveling", "actielijn")
    values: dict[str, dict[str, Collection[str]]] = {
        key: {
            "actielijn": lines.get(key, ()),
            "voor": addressees,
            "opvolging": ["ja" if followed else "nee"],
        }
        for key, addressees, followed in Recommendation.objects.values_list("key", "addressees", "followed")
    }
    return values, [
        action_line_facet(),
        Facet("voor", _("Meant for"), [(code, label[:1].upper() + label[1:]) for code, label in ADDRESSEES]),
        Facet("opvolging", _("Follow-up"), FOLLOWED),
    ]


def numbers_of_recommendations() -> dict[str, str]:
    """Per key the number in the source."""
    return dict(Recommendation.objects.values_list("key", "number"))


def of_organisations() -> Facets:
    values: dict[str, dict[str, Collection[str]]] = {
        key: {"type": [code]} for key, code in Organisation.objects.values_list("key", "type")
    }
    return values, [Facet("type", _("Type"), Organisation.Type.choices)]
