"""The search engines. ``current()`` is the one this installation uses."""

from functools import cache

from django.conf import settings

from search.engines.embedded import EmbeddedEngine
from search.engines.interface import Engine


@cache
def current() -> Engine:
    return EmbeddedEngine(settings.SEARCH_INDEX_DIR)
