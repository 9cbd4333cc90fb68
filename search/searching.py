"""One search over everything findable: from a typed question to a page of results that the asker may see."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from network.models import Item, Link
from network.models.graph import PUBLIC
from search import engines
from search.dutch.analysis import Analysis
from search.dutch.words import fold
from search.engines.interface import (
    SORT_BEST,
    Engine,
    EngineQuery,
    EngineResults,
    EngineUnavailable,
    Hit,
    IndexInfo,
)
from search.facets import FACETS, Facet, facets_from
from search.fallback import titles_like
from search.glossary import thesaurus_for
from search.highlighting import Piece, fragment, pieces
from search.indexing import pending
from search.ranking import LINK_LIFT, Candidate, rerank
from search.understanding import Question, understand

PAGE_SIZE = 10
DEEPEST_PAGE = 1000
WINDOW = 200
"""How many of the engine's best hits are put in their final order."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """One result: its item, and its title and a fragment in found and other pieces."""

    item: Item
    score: float
    title: list[Piece]
    fragment: list[Piece]


@dataclass(frozen=True)
class Results:
    """A page of results. ``is_fallback``: search is down, only titles were looked at."""

    question: Question
    total: int
    rows: list[Row]
    facets: list[Facet] = field(default_factory=list)
    is_fallback: bool = False


def search(
    text: str,
    *,
    tokens: frozenset[str],
    filters: Mapping[str, tuple[str, ...]] | None = None,
    page: int = 1,
    limit: int = PAGE_SIZE,
    sort: str = SORT_BEST,
    is_literal: bool = False,
    engine: Engine | None = None,
) -> Results:
    """What somebody with these visibility ``tokens`` finds for ``text``: results (page - 1) × limit and on.

    Never raises on what was typed. When the engine is down, titles in the database are searched.
    """
    filters = {name: values for name, values in (filters or {}).items() if values}
    tokens = tokens | {PUBLIC}
    engine = engine or engines.current()
    try:
        return _search(engine, text, tokens, filters, (page - 1) * limit, limit, sort, is_literal)
    except EngineUnavailable as problem:
        logger.warning("search is down: %s", problem)
        return _fallback(text, tokens, filters)


def _search(
    engine: Engine,
    text: str,
    tokens: frozenset[str],
    filters: Mapping[str, tuple[str, ...]],
    offset: int,
    limit: int,
    sort: str,
    is_literal: bool,
) -> Results:
    info = engine.info()
    analysis = analysis_for(info)
    question = _understood(engine, text, analysis, tokens, is_literal)
    if question.text and question.is_empty and not question.without:
        return Results(question, total=0, rows=[])
    is_ranked = sort == SORT_BEST and offset + limit <= WINDOW and not question.is_empty
    query = EngineQuery(
        concepts=question.concepts,
        visible_to=tokens,
        filters=filters,
        phrases=question.phrases,
        without=question.without,
        hidden_keys=hidden_keys(info, tokens),
        facets=FACETS,
        sort=sort if not question.is_empty or sort != SORT_BEST else "newest",
        offset=0 if is_ranked else offset,
        limit=WINDOW if is_ranked else limit,
    )
    found = engine.search(query)
    items = Item.objects.visible_to(tokens).in_bulk([hit.key for hit in found.hits])
    hits = [hit for hit in found.hits if hit.key in items]
    if is_ranked:
        hits = _ranked(hits, items, question)[offset : offset + limit]
    return Results(
        question=question,
        total=found.total - _vanished(found, items),
        rows=_rows(engine, hits, items, question, analysis),
        facets=facets_from(found.facets, filters, tokens),
    )


def _understood(engine: Engine, text: str, analysis: Analysis, tokens: frozenset[str], is_literal: bool) -> Question:
    if not text.strip():
        return Question("")
    thesaurus = None if is_literal else thesaurus_for(analysis)
    return understand(text, analysis, thesaurus, lambda term: engine.count(term, tokens) > 0)


@lru_cache(maxsize=2)
def analysis_for(info: IndexInfo) -> Analysis:
    """The analysis that the index was made with."""
    return Analysis(info.vocabulary)


def hidden_keys(info: IndexInfo, tokens: frozenset[str]) -> tuple[str, ...]:
    """What the index may still show to ``tokens`` while they may not see it any more: changed since it was indexed."""
    stale = pending(info.name).filter(row__version__isnull=False)
    return tuple(stale.exclude(pk__in=Item.objects.visible_to(tokens)).values_list("pk", flat=True))


def _vanished(found: EngineResults, items: Mapping[str, Item]) -> int:
    return sum(hit.key not in items for hit in found.hits)


def _ranked(hits: list[Hit], items: Mapping[str, Item], question: Question) -> list[Hit]:
    """``hits`` in their final order, with their final scores."""
    by_key = {hit.key: hit for hit in hits}
    asked = fold(question.text)
    candidates = [
        Candidate(
            key=hit.key,
            score=hit.score,
            evidence=next(iter(hit.facets.get("bewijs", ())), ""),
            is_exact=asked in (hit.key, fold(items[hit.key].title)),
        )
        for hit in hits
    ]
    ordered = rerank(candidates, _neighbours(list(by_key)), link_lift=LINK_LIFT)
    return [
        Hit(candidate.key, by_key[candidate.key].version, candidate.score, by_key[candidate.key].facets)
        for candidate in ordered
    ]


def _neighbours(keys: list[str]) -> dict[str, frozenset[str]]:
    """Which of ``keys`` are linked with each other, both ways."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    ours = set(keys)
    for source, target in Link.objects.filter(source__in=keys).values_list("source_id", "target_id"):
        if target in ours:
            neighbours[source].add(target)
            neighbours[target].add(source)
    return {key: frozenset(others) for key, others in neighbours.items()}


def _rows(
    engine: Engine, hits: list[Hit], items: Mapping[str, Item], question: Question, analysis: Analysis
) -> list[Row]:
    """Rows to show. The text of the index is only quoted when it is the text of now."""
    current = [hit.key for hit in hits if hit.version == items[hit.key].version]
    texts = engine.raw_texts(current) if question.marks else {}
    return [_row(hit, items[hit.key], texts.get(hit.key, ""), question.marks, analysis) for hit in hits]


def _row(hit: Hit, item: Item, text: str, marks: frozenset[str], analysis: Analysis) -> Row:
    """The summary when the words stand in it, else the piece of the text where they do."""
    shown = pieces(item.summary, marks, analysis)
    if not any(piece.is_found for piece in shown) and (quote := fragment(text, marks, analysis)):
        shown = pieces(quote, marks, analysis)
    return Row(
        item=item,
        score=round(hit.score, 4),
        title=pieces(item.title, marks, analysis),
        fragment=shown,
    )


def _fallback(text: str, tokens: frozenset[str], filters: Mapping[str, tuple[str, ...]]) -> Results:
    items = titles_like(text, tokens=tokens, kinds=filters.get("type", ()))
    plain = [Row(item, 0.0, [Piece(item.title, False)], [Piece(item.summary, False)]) for item in items]
    return Results(Question(text), total=len(plain), rows=plain, is_fallback=True)
