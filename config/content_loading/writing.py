"""Writing entries: first an Item nobody sees for each, so that links have an end; then the things themselves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page

from config.content_loading import hashes
from config.content_loading.kinds import Entry
from config.content_loading.values import fill
from network import kinds
from network.models import Item, Keyed, KeyedPage


def make_stubs(entries: list[Entry]) -> None:
    """An invisible Item for each new key."""
    stubs = [
        Item(
            key=entry.key,
            kind=kinds.kind_of_key(entry.key).code,
            title=str(entry.fields.get("title") or entry.fields.get("label"))[:255],
        )
        for entry in entries
    ]
    Item.objects.bulk_create(stubs, ignore_conflicts=True)


@transaction.atomic
def write_batch(batch: list[tuple[Entry, dict[str, Any], Keyed | None]]) -> None:
    """Save the things of ``batch`` in one transaction, pages with a published revision, and note their hashes."""
    for entry, plain, existing in batch:
        thing = existing or entry.model(key=entry.key)
        fill(thing, plain, _must_not_happen)
        _resolve(thing, plain)
        if isinstance(thing, KeyedPage):
            _save_page(thing)
        else:
            thing.save()
    for entry, plain, _existing in batch:
        _note_hashes(entry, plain)


def _must_not_happen(name: str, message: str) -> None:
    raise ValueError(f"{name}: {message}")


def _resolve(thing: Keyed, plain: dict[str, Any]) -> None:
    if "table" in plain:
        field = thing._meta.get_field("table")
        thing.table = field.related_model.objects.get(key=plain["table"])


def _save_page(page: KeyedPage) -> None:
    if page.pk is None:
        page.slug = page.key.partition("-")[2]
        page.live = False
        _parent_of(page).add_child(instance=page)
    page.save_revision(clean=False).publish()


def _parent_of(page: KeyedPage) -> Page:
    (parent_model,) = page.allowed_parent_page_models()
    return parent_model.objects.get()


def _note_hashes(entry: Entry, plain: dict[str, Any]) -> None:
    things = entry.model.objects.filter(key=entry.key)
    things.update(loaded_hash=hashes.of_files(plain) + hashes.of_state(things.get()))
