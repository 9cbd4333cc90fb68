"""The embedded engine: tantivy, in this process, its files in a folder. The default.

The folder holds one folder for each filling and a file CURRENT that names the one that answers. Readers look at CURRENT
for each query; one writer at a time, in any process, holds the lock.
"""

import json
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy
from tantivy import Occur, Query

from network.locks import locked
from search.engines.interface import (
    SORT_NEWEST,
    SORT_TITLE,
    TEXT_FIELDS,
    Concept,
    EngineDocument,
    EngineQuery,
    EngineResults,
    EngineUnavailable,
    Hit,
    IndexInfo,
    Variant,
)

WEIGHTS = {"title": 1.8, "summary": 1.2, "text": 1.0, "search_words": 1.2, "linked_titles": 0.8}
_WRITER_MEMORY = 20_000_000
_MOST_VALUES = 1000
_MOMENT = 0.5
FACET_FIELDS = ("type", "actielijn", "domein", "doelgroep", "effect", "bewijs", "organisatie")


def _make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("version", stored=True)
    builder.add_text_field("visible_to", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("raw_text", stored=True)
    builder.add_text_field("sort_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("updated", fast=True)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace")
    for name in FACET_FIELDS:
        builder.add_text_field(f"facet_{name}", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _make_schema()


class EmbeddedEngine:
    """The engine whose indexes stand in ``folder``. Safe for threads; one object serves a whole process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opening = Lock()
        self._open: tuple[str, tantivy.Index, IndexInfo] | None = None
        self._last: tuple[float, tantivy.Index, tantivy.Searcher] | None = None

    def info(self) -> IndexInfo:
        return self._current()[2]

    def write(self, documents: Iterable[EngineDocument], gone: Iterable[str]) -> None:
        with locked(self._folder / "writer.lock"):
            name = self._current()[0]
            _write(self._folder / name, documents, gone)
            self._last = None

    def start_fresh(self, analysis: str, vocabulary: frozenset[str]) -> "FreshFolder":
        name = f"embedded-{secrets.token_hex(6)}"
        path = self._folder / name
        path.mkdir(parents=True)
        meta = {"analysis": analysis, "vocabulary": sorted(vocabulary)}
        (path / "about.json").write_text(json.dumps(meta), encoding="utf-8")
        tantivy.Index(SCHEMA, path=str(path))
        return FreshFolder(self._folder, name)

    def search(self, query: EngineQuery) -> EngineResults:
        searcher = self._searcher()
        asked = _scoring(query.concepts)
        conditions = _conditions(query)
        found = searcher.search(
            _all_of(asked, conditions, query.filters), query.limit, offset=query.offset, **_order(query.sort)
        )
        hits = [_hit(searcher, score, address) for score, address in found.hits]
        facets = {name: _counts(searcher, name, asked, conditions, query.filters) for name in query.facets}
        return EngineResults(total=found.count, hits=hits, facets=facets)

    def raw_texts(self, keys: list[str]) -> dict[str, str]:
        searcher = self._searcher()
        if not keys:
            return {}
        found = searcher.search(Query.term_set_query(SCHEMA, "key", keys), len(keys))
        documents = [searcher.doc(address) for _score, address in found.hits]
        return {_first(document, "key"): bytes(_first(document, "raw_text")).decode() for document in documents}

    def count(self, term: str, visible_to: frozenset[str]) -> int:
        searcher = self._last_searcher()
        fields = [name for name in TEXT_FIELDS if searcher.doc_freq(name, term)]
        if not fields:
            return 0
        in_any_field = _any([Query.term_query(SCHEMA, name, term) for name in fields])
        query = Query.boolean_query([(Occur.Must, in_any_field), (Occur.Must, _visible(visible_to))])
        return searcher.search(query, 1).count

    def _searcher(self) -> tantivy.Searcher:
        """What the index holds now. Tried twice: a rebuild may take the folder away between two steps."""
        for is_last in (False, True):
            index = self._current()[1]
            try:
                index.reload()
                searcher = index.searcher()
                self._last = (time.monotonic(), index, searcher)
                return searcher
            except (ValueError, OSError) as problem:
                self._open = None
                if is_last:
                    raise EngineUnavailable(str(problem)) from problem
        raise AssertionError("not reached")

    def _last_searcher(self) -> tantivy.Searcher:
        """What the index held a moment ago: good enough to know a word, and a question asks for many."""
        last = self._last
        if last is not None and time.monotonic() - last[0] < _MOMENT and last[1] is self._current()[1]:
            return last[2]
        return self._searcher()

    def _current(self) -> tuple[str, tantivy.Index, IndexInfo]:
        """Name, index and description of what answers now; opened once for each filling."""
        try:
            name = (self._folder / "CURRENT").read_text(encoding="utf-8").strip()
            with self._opening:
                if self._open is None or self._open[0] != name:
                    self._open = (name, _open(self._folder / name), _read_info(self._folder, name))
                return self._open
        except (ValueError, OSError, KeyError) as problem:
            self._open = None
            raise EngineUnavailable(str(problem)) from problem


class FreshFolder:
    """A folder that is being filled; ``activate`` makes it the current one by replacing the file CURRENT."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._folder = folder

    def write(self, documents: Iterable[EngineDocument], gone: Iterable[str]) -> None:
        _write(self._folder / self.name, documents, gone)

    def activate(self) -> None:
        with locked(self._folder / "writer.lock"):
            waiting = self._folder / f"CURRENT.{self.name}"
            waiting.write_text(self.name, encoding="utf-8")
            waiting.replace(self._folder / "CURRENT")
        for old in self._folder.glob("embedded-*"):
            if old.name != self.name:
                shutil.rmtree(old, ignore_errors=True)


def _open(path: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(path))
    index.config_reader("manual")
    return index


def _read_info(folder: Path, name: str) -> IndexInfo:
    about = json.loads((folder / name / "about.json").read_text(encoding="utf-8"))
    return IndexInfo(name, about["analysis"], frozenset(about["vocabulary"]))


def _write(path: Path, documents: Iterable[EngineDocument], gone: Iterable[str]) -> None:
    """One write session: the index is opened afresh, changed, committed once and let go."""
    writer = tantivy.Index.open(str(path)).writer(_WRITER_MEMORY, 1)
    for key in gone:
        writer.delete_documents_by_term("key", key)
    for document in documents:
        writer.delete_documents_by_term("key", document.key)
        writer.add_document(tantivy.Document.from_dict(_fields(document), SCHEMA))
    writer.commit()
    writer.wait_merging_threads()


def _fields(document: EngineDocument) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "key": document.key,
        "version": document.version,
        "visible_to": sorted(document.visible_to),
        "raw_text": document.raw_text.encode(),
        "sort_title": document.sort_title,
        "updated": int(document.updated.timestamp()),
    }
    fields |= {name: document.terms.get(name, "") for name in TEXT_FIELDS}
    fields |= {f"facet_{name}": list(document.facets.get(name, ())) for name in FACET_FIELDS}
    return fields


def _scoring(concepts: tuple[Concept, ...]) -> Query:
    """The query that gives the score; without concepts everything scores alike."""
    if not concepts:
        return Query.const_score_query(Query.all_query(), 1.0)
    return _any([_variant(variant) for concept in concepts for variant in concept])


def _variant(variant: Variant) -> Query:
    occur = Occur.Must if len(variant.terms) > 1 else Occur.Should
    terms = Query.boolean_query([(occur, _weighted(term)) for term in variant.terms])
    return Query.boost_query(terms, variant.weight / len(variant.terms))


def _weighted(term: str) -> Query:
    return _any([Query.boost_query(Query.term_query(SCHEMA, name, term), weight) for name, weight in WEIGHTS.items()])


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _visible(tokens: frozenset[str]) -> Query:
    return Query.const_score_query(Query.term_set_query(SCHEMA, "visible_to", sorted(tokens)), 0.0)


def _conditions(query: EngineQuery) -> list[tuple[Occur, Query]]:
    """What every hit must meet, whatever the facets: seen by these tokens, with the phrases, without the words."""
    conditions = [(Occur.Must, _visible(query.visible_to))]
    for phrase in query.phrases:
        anywhere = _any([Query.phrase_query(SCHEMA, name, list(phrase)) for name in TEXT_FIELDS])
        conditions.append((Occur.Must, Query.const_score_query(anywhere, 0.0)))
    for term in query.without:
        conditions += [(Occur.MustNot, Query.term_query(SCHEMA, name, term)) for name in TEXT_FIELDS]
    if query.hidden_keys:
        conditions.append((Occur.MustNot, Query.term_set_query(SCHEMA, "key", list(query.hidden_keys))))
    return conditions


def _all_of(
    asked: Query, conditions: list[tuple[Occur, Query]], filters: Mapping[str, tuple[str, ...]], but: str = ""
) -> Query:
    """The whole query; ``but`` names the facet whose own choice does not count."""
    chosen = [
        (Occur.Must, Query.const_score_query(Query.term_set_query(SCHEMA, f"facet_{name}", list(values)), 0.0))
        for name, values in filters.items()
        if values and name != but
    ]
    return Query.boolean_query([(Occur.Must, asked), *conditions, *chosen])


def _counts(
    searcher: tantivy.Searcher,
    name: str,
    asked: Query,
    conditions: list[tuple[Occur, Query]],
    filters: Mapping[str, tuple[str, ...]],
) -> dict[str, int]:
    """How many hits each value of the facet ``name`` has, its own choice apart: what ticking one more would add."""
    query = _all_of(asked, conditions, filters, but=name)
    found = searcher.aggregate(query, {"values": {"terms": {"field": f"facet_{name}", "size": _MOST_VALUES}}})
    return {bucket["key"]: bucket["doc_count"] for bucket in found["values"]["buckets"]}


def _order(sort: str) -> dict[str, Any]:
    if sort == SORT_NEWEST:
        return {"order_by_field": "updated", "order": tantivy.Order.Desc}
    if sort == SORT_TITLE:
        return {"order_by_field": "sort_title", "order": tantivy.Order.Asc}
    return {}


def _first(document: tantivy.Document, name: str) -> Any:
    """The stored value of the field ``name``; every document has one."""
    return document.get_first(name)


def _hit(searcher: tantivy.Searcher, score: Any, address: tantivy.DocAddress) -> Hit:
    document = searcher.doc(address)
    return Hit(
        key=_first(document, "key"),
        version=_first(document, "version"),
        score=score if isinstance(score, float) else 0.0,
        facets={name: tuple(document.get_all(f"facet_{name}")) for name in FACET_FIELDS},
    )
