"""An index of its own for each test, in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import engines, glossary
from search.engines.interface import Engine


@pytest.fixture
def engine(settings: Any, tmp_path: Path, db: None) -> Iterator[Engine]:
    """The engine that pages and commands use, with nothing in it yet."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search-index"
    engines.current.cache_clear()
    glossary.forget()
    yield engines.current()
    engines.current.cache_clear()
    glossary.forget()
