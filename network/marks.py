"""What lists say beside recommendations and organisations."""

from __future__ import annotations

from django.utils.html import format_html

from network.models import Organisation, Recommendation


def of_recommendations(keys: list[str]) -> dict[str, str]:
    """Per key the number in the source and whom it is meant for."""
    found = Recommendation.objects.filter(key__in=keys).values_list("key", "number", "addressees")
    return {
        key: format_html("<span>{}</span> <span>{}</span>", number, ", ".join(addressees))
        for key, number, addressees in found
    }


def of_organisations(keys: list[str]) -> dict[str, str]:
    """Per key what sort of organisation it is."""
    found = Organisation.objects.filter(key__in=keys).values_list("key", "type")
    return {key: format_html("<span>{}</span>", Organisation.Type(code).label) for key, code in found}
