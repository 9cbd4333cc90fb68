"""The words inside an object, whatever its model: every text field and every StreamField, generically."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from network.models import Keyed

_NOT_TEXT = frozenset({"key", "slug", "title", "summary", "source", "links", "search_words", "loaded_hash"})


def text_fields(thing: Keyed) -> list[str]:
    """The texts of ``thing`` in the order of its fields.

    Left out: title, summary and search words (fields of their own), source and links, choices (facets), the basis of a
    statement, what Wagtail's Page keeps for itself, and addresses: a contact address is never shown, so never found.
    """
    fields = [field for field in thing._meta.get_fields() if isinstance(field, models.Field) and _is_text(field)]
    return [text for field in fields for text in _texts(thing, field) if text.strip()]


def strings_in(thing: Keyed, name: str) -> list[str]:
    """The strings of the field ``name``, be it lines, a list or a StreamField; none if there is no field."""
    value = getattr(thing, name, None)
    if not value:
        return []
    field = thing._meta.get_field(name)
    if isinstance(field, StreamField):
        return field.get_searchable_content(value)
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return list(_strings(value))


def _is_text(field: Any) -> bool:
    if not isinstance(field, models.CharField | models.TextField | models.JSONField | StreamField):
        return False
    if field.model is Page or not field.editable or getattr(field, "choices", None):
        return False
    if isinstance(field, models.EmailField | models.URLField):
        return False
    return field.name not in _NOT_TEXT and not field.name.endswith("basis")


def _texts(thing: Keyed, field: Any) -> list[str]:
    value = getattr(thing, field.attname)
    if isinstance(field, StreamField):
        return field.get_searchable_content(value)
    if isinstance(field, RichTextField):
        return [strip_tags(str(value).replace("<", " <"))]
    return list(_strings(value))


def _strings(value: Any) -> Iterator[str]:
    """Every string inside ``value``; of a mapping its values, not its names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
