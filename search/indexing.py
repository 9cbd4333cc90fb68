"""Keeping the index equal to the items: the outbox is the difference between Item.version and Indexed.version.

The only writers are ``drain``, which the worker calls every second, and ``rebuild``. Nothing is written to an index
while somebody saves, so that search may be down without an editor noticing.
"""

import logging
from collections.abc import Iterator
from itertools import chain

from django.db import transaction
from django.db.models import F, FilteredRelation, Q, QuerySet

from network.models import Item, Link
from search import engines
from search.documents import SearchDocument, documents_for, is_findable
from search.dutch.analysis import VERSION, Analysis, vocabulary_of
from search.dutch.words import fold
from search.engines.interface import TEXT_FIELDS, Engine, EngineDocument, EngineUnavailable, FreshIndex
from search.glossary import file_words
from search.models import Indexed

BATCH = 200

logger = logging.getLogger(__name__)


def pending(index: str) -> QuerySet[Item]:
    """The items of which ``index`` has another version, or none."""
    return (
        Item.objects.alias(row=FilteredRelation("indexed", condition=Q(indexed__index=index)))
        .filter(Q(row__version__isnull=True) | ~Q(row__version=F("version")))
        .order_by("pk")
    )


def drain(engine: Engine, limit: int = BATCH) -> int:
    """Bring at most ``limit`` changed items into the index. Returns how many there were; 0 means up to date.

    The index is written first and the rows after it: a process that dies in between does the same batch again, which
    changes nothing. Makes the index when there is none, or when it was made by another version of the analysis.
    """
    try:
        info = engine.info()
    except EngineUnavailable:
        return rebuild(engine)
    if info.analysis != VERSION:
        return rebuild(engine)
    batch = list(pending(info.name)[:limit])
    if batch:
        _write(engine, Analysis(info.vocabulary), batch + _neighbours(batch))
        _remember(info.name, batch)
    return len(batch)


def rebuild(engine: Engine) -> int:
    """Fill a fresh index while the current one answers, then let it take over. Returns the number of items."""
    vocabulary = vocabulary_of(chain(file_words(), _all_texts()))
    fresh = engine.start_fresh(VERSION, vocabulary)
    analysis = Analysis(vocabulary)
    number = 0
    for batch in _all_items():
        _write(fresh, analysis, batch)
        fresh.write([], _remember(fresh.name, batch))
        number += len(batch)
    fresh.activate()
    Indexed.objects.exclude(index=fresh.name).delete()
    logger.info("search index %s made with %d items", fresh.name, number)
    return number


def engine_document(document: SearchDocument, analysis: Analysis) -> EngineDocument:
    """``document`` as terms."""
    return EngineDocument(
        key=document.key,
        version=document.version,
        terms={name: analysis.index_terms(getattr(document, name)) for name in TEXT_FIELDS},
        facets=document.facets,
        visible_to=document.visible_to,
        sort_title=fold(document.title),
        updated=document.updated,
        raw_text=document.text,
    )


def _write(index: Engine | FreshIndex, analysis: Analysis, items: list[Item]) -> None:
    documents = documents_for(items)
    found = {document.key for document in documents}
    index.write(
        [engine_document(document, analysis) for document in documents], [i.pk for i in items if i.pk not in found]
    )


def _neighbours(batch: list[Item]) -> list[Item]:
    """The findable items that ``batch`` is linked with: their documents hold its titles."""
    keys = {item.pk for item in batch}
    links = Link.objects.filter(Q(source__in=keys) | Q(target__in=keys)).values_list("source_id", "target_id")
    others = {key for link in links for key in link} - keys
    return [item for item in Item.objects.filter(pk__in=others) if is_findable(item)]


def _remember(index: str, batch: list[Item]) -> list[str]:
    """Note that ``index`` has ``batch``; tombstones that no index holds any more are taken away for good.

    Returns the keys of items that went away while the batch was written: the index must forget them again.
    """
    keys = [item.pk for item in batch]
    with transaction.atomic():
        there = set(Item.objects.select_for_update().filter(pk__in=keys).values_list("pk", flat=True))
        Indexed.objects.bulk_create(
            [Indexed(item_id=item.pk, index=index, version=item.version) for item in batch if item.pk in there],
            update_conflicts=True,
            unique_fields=["item", "index"],
            update_fields=["version"],
        )
        _bury([item for item in batch if is_tombstone(item)])
    return [key for key in keys if key not in there]


def _bury(tombstones: list[Item]) -> None:
    for item in tombstones:
        if not Indexed.objects.filter(item=item.pk).exclude(version=item.version).exists():
            Item.objects.filter(pk=item.pk, version=item.version, url="", title="").delete()


def is_tombstone(item: Item) -> bool:
    """Whether ``item`` is what a deleted thing leaves behind (``network.models.graph.leave_tombstone``)."""
    return not item.url and not item.title


def _all_items() -> Iterator[list[Item]]:
    """Every item, in batches, each read when its turn comes."""
    last = ""
    while batch := list(Item.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _all_texts() -> Iterator[str]:
    for batch in _all_items():
        for document in documents_for(batch):
            yield from (document.title, document.summary, document.text, document.search_words)


def drain_all(engine: Engine) -> None:
    """Drain until nothing is left: the due task of the worker."""
    while drain(engine) >= BATCH:
        pass


def status() -> dict[str, str | int | None]:
    """How search is doing, for ``/readyz``: ``search`` is ok or down, ``queue`` how many items still wait."""
    try:
        return {"search": "ok", "queue": pending(engines.current().info().name).count()}
    except EngineUnavailable:
        return {"search": "down", "queue": None}
