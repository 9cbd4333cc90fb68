"""Reading the files: from YAML to entries, with every mistake named by file, key and field."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.content_loading.kinds import MODELS, ROWS, Entry, rows_of, shaped
from network import kinds
from network.models import Keyed
from network.models.graph import validate_key

CONTENT_DIR = Path(settings.BASE_DIR) / "content"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C reads everything in a quarter of a second


@dataclass(frozen=True)
class Problem:
    """One mistake in the files, as a sentence that says where it stands."""

    file: str
    key: str
    field: str
    message: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"{self.file}.yaml", self.key, self.field) if part)
        return f"{where}: {self.message}"


@dataclass
class Content:
    """Everything the files say: entries by key, search words, titles of the source documents, and mistakes."""

    entries: dict[str, Entry] = field(default_factory=dict)
    search_words: dict[str, list[str]] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, file: str, key: str, field_name: str, message: str) -> None:
        self.problems.append(Problem(file, key, field_name, message))


def read(folder: Path) -> Content:
    """All content below ``folder``. Mistakes are collected in ``problems``; nothing is raised."""
    content = Content()
    meta = _parse(content, folder, "meta") or {}
    content.documents = {document["file"]: document["title"] for document in meta.get("documents", [])}
    for file in MODELS:
        if file != ROWS:
            _read_items(content, folder, file)
    if (folder / "search_words.yaml").exists():
        _read_search_words(content, _parse(content, folder, "search_words") or {})
    return content


def _parse(content: Content, folder: Path, file: str) -> Any:
    path = folder / f"{file}.yaml"
    try:
        return _Loader(path.read_text(encoding="utf-8")).get_single_data()
    except FileNotFoundError:
        content.complain(file, "", "", _("This file is missing."))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else "?"
        content.complain(file, "", "", _("This is no valid YAML, see line %(line)s.") % {"line": line})
    return None


def _read_items(content: Content, folder: Path, file: str) -> None:
    items = _parse(content, folder, file)
    if items is None:
        return
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        content.complain(file, "", "", _("This file must be a list of items with fields."))
        return
    for item in items:
        rows = rows_of(item) if file == "tables" else []
        _add(content, file, MODELS[file], item)
        for row in rows:
            _add(content, file, MODELS[ROWS], shaped(ROWS, row))


def _add(content: Content, file: str, model: type[Keyed], item: dict[str, Any]) -> None:
    key = item.get("key")
    if not isinstance(key, str) or not key:
        title = str(item.get("title", ""))
        content.complain(file, title, "key", _("This field is required."))
    elif message := _wrong_form(key, model):
        content.complain(file, key, "key", message)
    elif key in content.entries:
        content.complain(file, key, "key", _("This key stands in the files twice."))
    else:
        fields = {name: value for name, value in shaped(file, item).items() if name != "key"}
        content.entries[key] = Entry(file, key, model, fields)


def _wrong_form(key: str, model: type[Keyed]) -> str:
    """Why ``key`` cannot be the key of a thing of ``model``; empty when it can."""
    prefix = kinds.BY_CODE[model.kind_code].prefix
    if not key.startswith(f"{prefix}-"):
        return _("A key of this kind starts with “%s-”.") % prefix
    try:
        validate_key(key)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _read_search_words(content: Content, words: Any) -> None:
    for key, phrases in words.items():
        if key not in content.entries:
            content.complain("search_words", key, "", _("There is no item with this key."))
        elif not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
            content.complain("search_words", key, "", _("This must be a list of texts."))
        else:
            content.search_words[key] = phrases
