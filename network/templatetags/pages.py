"""Tags that only the public pages of items use."""

from dataclasses import replace
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from network.connections import Row, is_inferred
from network.index_pages import marks_of
from network.templatetags.look import basis

register = template.Library()

BARE = frozenset(
    {
        "bron",
        "deels bron",
        "afgeleid",
        "afgeleid door de redactie",
        "deels afgeleid",
        "eigen",
        "eigen keuze",
        "expliciet",
    }
)
"""What says no more than a badge does; any other basis is a sentence and stands on the page as it is."""


@register.filter
def in_words(name: str) -> str:
    """A name from the content files as people write it: digitale_vaardigheid becomes Digitale vaardigheid."""
    words = str(name).replace("_", " ")
    return words[:1].upper() + words[1:]


@register.filter
def marked(rows: list[Row]) -> list[Row]:
    """The rows with the marks of their kind (effect and evidence) before what they carry already."""
    marks = marks_of(rows)
    return [replace(row, marks=format_html("{}{}", SafeString(marks.get(row.key, "")), row.marks)) for row in rows]


@register.simple_tag
def basis_of(value: Any) -> SafeString:
    """Who says so, as a badge; when ``value`` says more than that, with its own words after it."""
    words = str(value or "")
    if words in BARE or not words:
        return basis(words)
    return format_html('{} <span class="meta">{}</span>', basis("afgeleid") if is_inferred(words) else "", words)
