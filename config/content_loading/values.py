"""From the plain values of a file to values that the models take, checked by the models' own rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField

from config.content_loading.files import Content
from config.content_loading.kinds import LINK_FIELDS, Entry
from config.content_loading.links import PlannedLink
from network.models import Keyed, KeyedPage

NOT_IN_FILES = frozenset({"id", "page_ptr", "key", "source", "search_words", "links", "loaded_hash"})
SAYS_NOTHING = (None, "", [], {})


def content_fields(model: type[Keyed]) -> dict[str, models.Field]:
    """The fields of ``model`` that a file may fill, by name."""
    fields = {field.name: field for field in model._meta.local_fields if field.name not in NOT_IN_FILES}
    if issubclass(model, KeyedPage):
        fields["title"] = model._meta.get_field("title")
    return fields


def plain_values(content: Content, entry: Entry, links: list[PlannedLink]) -> dict[str, Any]:
    """Everything the files say about ``entry``, in JSON types: what is written, and what its hash is made of."""
    fields = content_fields(entry.model)
    return {
        **{name: value for name, value in entry.fields.items() if name in fields},
        "source": list(_sources(content, entry)),
        "search_words": "\n".join(content.search_words.get(entry.key, [])),
        "links": [{"item": link.target, "relation": link.relation, "basis": link.basis} for link in links],
    }


def _sources(content: Content, entry: Entry) -> Iterator[dict[str, str]]:
    for reference in _as_list(entry.fields.get("source")):
        file, _space, section = str(reference).partition(" ")
        if file in content.documents:
            yield {"document": content.documents[file], "section": section}
        else:
            content.complain(entry.file, entry.key, "source", _("Unknown document “%(file)s”.") % {"file": file})


def check_field_names(content: Content, entry: Entry) -> None:
    """Complain of fields that the model does not have."""
    names = set(content_fields(entry.model)) | set(LINK_FIELDS) | {"source"}
    names |= {f"{name}_basis" for name in LINK_FIELDS}
    for name in entry.fields:
        if name not in names:
            content.complain(entry.file, entry.key, name, _("This field does not exist."))


def build(content: Content, entry: Entry, plain: dict[str, Any]) -> Keyed:
    """An unsaved instance with ``plain`` values; what its model does not accept goes to ``content.problems``."""
    thing = entry.model(key=entry.key)
    wrong: set[str] = set()

    def complain(name: str, message: str) -> None:
        wrong.add(name.partition(".")[0])
        content.complain(entry.file, entry.key, name, message)

    fill(thing, plain, complain)
    names = set(content_fields(entry.model)) - wrong
    exclude = {field.name for field in thing._meta.fields if field.name not in names} | {"table"}
    try:
        thing.clean_fields(exclude=exclude)
        thing.clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                complain(name.replace("__all__", ""), message)
    return thing


def check_unique(content: Content) -> None:
    """Complain of a value that may be there once, such as the number of an action line, and is there twice."""
    seen: set[tuple[type[Keyed], str, Any]] = set()
    for entry in content.entries.values():
        for name, field in content_fields(entry.model).items():
            value = (entry.model, name, entry.fields.get(name))
            if field.unique and value in seen:
                content.complain(entry.file, entry.key, name, _("Another item in this file has the same value."))
            seen |= {value} if field.unique else set()


def fill(thing: Keyed, plain: dict[str, Any], complain: Any) -> None:
    """Set ``plain`` values on ``thing``. ``complain(field, message)`` hears of values of a wrong shape."""
    for name, raw in plain.items():
        field = thing._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            continue
        if isinstance(field, StreamField):
            setattr(thing, name, _stream(field, raw, complain))
        elif _fits(field, raw):
            setattr(thing, name, str(raw) if isinstance(field, models.CharField | models.TextField) else raw)
        elif raw is not None:
            complain(name, _("This value has the wrong shape for this field."))


def _fits(field: models.Field, raw: Any) -> bool:
    if isinstance(field, models.BooleanField):
        return isinstance(raw, bool)
    if isinstance(field, models.IntegerField):
        return isinstance(raw, int) and not isinstance(raw, bool)
    if isinstance(field, models.JSONField):
        return isinstance(raw, list)
    return isinstance(raw, str | int | float) and not isinstance(raw, bool)


def _stream(field: StreamField, raw: Any, complain: Any) -> Any:
    stream_block = field.stream_block
    (child_name, child), *_others = stream_block.child_blocks.items()
    items = _as_list(raw)
    is_good = True
    for number, item in enumerate(items, start=1):
        for path, message in _shape_problems(child, item, str(number)):
            is_good = False
            complain(f"{field.name}.{path}", message)
    if not is_good:
        return []
    value = stream_block.to_python([{"type": child_name, "value": item} for item in items])
    try:
        return value if field.name == "links" else stream_block.clean(value)
    except ValidationError as error:
        for path, message in _flat(error):
            complain(".".join([field.name, *path]), message)
    return []


def _shape_problems(block: blocks.Block, raw: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(block, blocks.StructBlock):
        if not isinstance(raw, dict):
            yield path, _("This must be a list of fields with values.")
            return
        for name, value in raw.items():
            if name not in block.child_blocks:
                yield f"{path}.{name}", _("This field does not exist.")
            else:
                yield from _shape_problems(block.child_blocks[name], value, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(_as_list(raw), start=1):
            yield from _shape_problems(block.child_block, item, f"{path}.{number}")
    elif isinstance(raw, dict | list):
        yield path, _("This must be a text or a number.")


def _flat(error: ValidationError, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The messages of an error of nested blocks, each with the names and numbers that lead to it."""
    inner = getattr(error, "block_errors", None)
    pairs = inner.items() if isinstance(inner, dict) else enumerate(inner or [])
    for name, child in pairs:
        if child is not None:
            yield from _flat(child, (*path, str(name + 1 if isinstance(name, int) else name)))
    own = getattr(error, "non_block_errors", None)
    for message in (own or []) if inner is not None or own is not None else error.messages:
        yield path, message if isinstance(message, str) else " ".join(message.messages)


def _as_list(raw: Any) -> list[Any]:
    if raw in SAYS_NOTHING:
        return []
    return raw if isinstance(raw, list) else [raw]
