"""Small things that templates of the room need."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def points_of(points: Mapping[str, int] | None, number: int) -> Any:
    """The points this browser gave to an option, or nothing."""
    return (points or {}).get(str(number), "")


@register.inclusion_tag("learningdialogues/parts/_circle_tables.html")
def circle_overview(results: list[dict[str, Any]]) -> dict[str, Any]:
    """The table of all options above their circles."""
    return {"results": [one["result"] for one in results]}
