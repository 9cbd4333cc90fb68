"""Two short hashes for each loaded thing: of what the files said, and of what then stood in the database.

They tell three cases apart: nothing changed, the files changed, or an editor changed it here.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField

from config.content_loading.values import content_fields
from network.models import Keyed, KeyedPage

LENGTH = 32
WAY_OF_LOADING = 1
"""Raise this when the loader writes the same files in another way, so that everything is written again."""


def of_files(plain: dict[str, Any]) -> str:
    return _digest([WAY_OF_LOADING, plain])


def of_state(thing: Keyed) -> str:
    """The hash of the fields of ``thing`` that the loader fills; whatever an editor changes in them changes it."""
    names = [*content_fields(type(thing)), "source", "search_words", "links"]
    if isinstance(thing, KeyedPage):
        names += ["slug", "live", "has_unpublished_changes"]
    return _digest({name: _plain(thing, name) for name in names})


def _plain(thing: Keyed, name: str) -> Any:
    field = thing._meta.get_field(name)
    if isinstance(field, StreamField):
        return _without_ids(list(getattr(thing, name).raw_data))
    return getattr(thing, field.attname)


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(part) for name, part in value.items() if name != "id"}
    return [_without_ids(part) for part in value] if isinstance(value, list) else value


def _digest(value: Any) -> str:
    text = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
