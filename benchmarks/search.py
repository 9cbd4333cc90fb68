"""Group ``search``: how good the order of the results is, on judged queries, part by part.

``judged/`` holds queries as people type them, and the items that answer them with a grade from 1 to 3. They are for
development: what only fits these is worth nothing, so each figure is given for two halves too. Measured through the one
public function ``search``, so with everything that a visitor gets.
"""

import csv
import math
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from benchmarks.measurement import Measurement

_FOLDER = Path(__file__).parent / "judged"
_DEPTH = 50

Grades = dict[str, int]


@dataclass(frozen=True)
class Judged:
    """A query with the grades of the items that answer it."""

    text: str
    grades: Grades


def run() -> Iterator[Measurement]:
    """nDCG@10, recall@50 and the number of queries without an answer; then nDCG@10 without each part."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    import django

    django.setup()
    from search import engines, indexing

    indexing.drain_all(engines.current())
    queries = judged_queries()
    found = [_found(query.text) for query in queries]
    gains = [ndcg(keys, query.grades) for keys, query in zip(found, queries, strict=True)]
    yield Measurement("search.embedded.ndcg10", _mean(gains), "0-1")
    yield Measurement("search.embedded.ndcg10.half_a", _mean(gains[::2]), "0-1")
    yield Measurement("search.embedded.ndcg10.half_b", _mean(gains[1::2]), "0-1")
    recalls = [recall(keys, query.grades) for keys, query in zip(found, queries, strict=True)]
    yield Measurement("search.embedded.recall50", _mean(recalls), "0-1")
    yield Measurement("search.embedded.empty", float(sum(not keys for keys in found)), "queries")
    yield from _without_each_part(queries)


def judged_queries() -> list[Judged]:
    """The queries that have at least one judged item."""
    grades: dict[str, Grades] = defaultdict(dict)
    for row in _rows("qrels.tsv"):
        grades[row["query_id"]][row["key"]] = int(row["grade"])
    return [Judged(row["query"], grades[row["id"]]) for row in _rows("queries.tsv") if row["id"] in grades]


def ndcg(keys: list[str], grades: Grades, depth: int = 10) -> float:
    """Normalised discounted cumulative gain (0 to 1): the grades of the first ``depth``, against the best order."""
    best = sorted(grades.values(), reverse=True)[:depth]
    return _gain([grades.get(key, 0) for key in keys[:depth]]) / _gain(best)


def recall(keys: list[str], grades: Grades) -> float:
    """The share of the judged items that was found."""
    return len(grades.keys() & set(keys)) / len(grades)


def _gain(grades: list[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def _found(text: str, **options: bool) -> list[str]:
    from network.models.graph import PUBLIC
    from search.searching import search

    results = search(text, tokens=frozenset({PUBLIC}), limit=_DEPTH, **options)
    return [row.item.key for row in results.rows]


def _without_each_part(queries: list[Judged]) -> Iterator[Measurement]:
    """nDCG@10 when one part is switched off; the peer is the whole."""
    whole = _quality(queries)
    parts = {
        "thesaurus": patch("search.understanding._add_other_words"),
        "compounds": patch("search.understanding.PART_WEIGHT", 0.0),
        "spelling": patch("search.understanding._mend"),
        "links": patch("search.searching.LINK_LIFT", 0.0),
        "linked_titles": patch.dict("search.engines.embedded.WEIGHTS", {"linked_titles": 0.0}),
        "search_words": patch.dict("search.engines.embedded.WEIGHTS", {"search_words": 0.0}),
    }
    for name, switched_off in parts.items():
        with switched_off:
            yield Measurement(f"search.embedded.ndcg10.without_{name}", _quality(queries), "0-1", whole)


def _quality(queries: list[Judged]) -> float:
    return _mean([ndcg(_found(query.text), query.grades) for query in queries])


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4)


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
