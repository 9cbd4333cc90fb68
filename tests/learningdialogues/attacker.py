"""Somebody who wants to know who wrote what, with all that could come into other hands: dumps, backups, the log.

The attacker has sat in the room too and noted in which order people acted. ``readings`` puts the texts in every order
that the loot suggests: the place of rows in a table, hidden columns (rowid, ctid, xmin, cmin), every column beside a
text, every row elsewhere or of an earlier dump that shares a value with it, the places in a backup file, the lines of a
log. ``pairs`` looks
for texts that share a value which the others do not have: then they have one author. Nothing here knows the models: a
column that is added tomorrow is read as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Any

from django.db import connection

Row = dict[str, Any]
SHORTEST = 8
"""A value with fewer characters, such as a number or yes, ties nothing together."""
PHYSICAL = {"sqlite": "rowid AS place", "postgresql": "ctid::text AS place, xmin::text AS xmin, cmin::text AS cmin"}


@dataclass(frozen=True)
class Loot:
    """What was got hold of at one moment."""

    tables: dict[str, list[Row]]
    file: bytes = b""
    log: list[str] = field(default_factory=list)

    def with_earlier(self, loot: "Loot") -> "Loot":
        """This, and what was got hold of before."""
        before = {f"{table} before": rows for table, rows in loot.tables.items()}
        return Loot(self.tables | before, self.file, self.log)

    @cached_property
    def by_value(self) -> dict[str, list[tuple[str, Row]]]:
        """The rows, with their table, that hold a value: a text, an id, a tag."""
        found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for table, rows in self.tables.items():
            for row in rows:
                for value in {str(value) for value in row.values()}:
                    if len(value) >= SHORTEST:
                        found[value].append((table, row))
        return found


def take_loot(log: Sequence[str], tables: Sequence[str]) -> Loot:
    """Everything as it is now: a dump with row order and hidden columns, the backup as a file (SQLite), the log."""
    dump = {table: _rows(table) for table in tables}
    file = connection.connection.serialize() if connection.vendor == "sqlite" else b""
    return Loot({table: rows for table, rows in dump.items() if rows}, file, list(log))


def _rows(table: str) -> list[Row]:
    """The rows in the order in which they lie there."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {PHYSICAL[connection.vendor]}, t.* FROM "{table}" t')
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return sorted(rows, key=lambda row: _sortable(str(row["place"])))


@lru_cache(100_000)
def _sortable(text: str) -> tuple:
    """Numbers by size, also those inside text such as the place (0,12); else the text itself."""
    if re.fullmatch(r"[\d\s(),.:+TZ-]+", text) and re.search(r"\d", text):
        return (0, [int(number) for number in re.findall(r"\d+", text)])
    return (1, text)


def readings(loot: Loot, texts: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Named orders of ``texts``; each could be the order of giving. Orders that leave a text out are dropped."""
    wanted = set(texts)
    for name, order in (*_in_tables(loot, wanted), *_in_file(loot, wanted), *_in_log(loot, wanted)):
        if set(order) == wanted and len(order) == len(wanted):
            yield name, order
            yield f"{name}, backwards", order[::-1]


def _in_tables(loot: Loot, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    found = _rows_with(loot, wanted)
    for table, rows in found.items():
        yield from _by_each_column(table, rows)
        for other, joined in _sharing_a_value(loot, table, rows).items():
            yield from _by_each_column(f"{table} > {other}", joined)


def _rows_with(loot: Loot, wanted: set[str]) -> dict[str, list[tuple[str, Row]]]:
    """Per table the rows that hold one of the texts, as a value or inside one, with that text, as they lie there."""
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table, rows in loot.tables.items():
        for row in rows:
            held = "\n".join(str(value) for value in row.values() if len(str(value)) >= SHORTEST)
            found[table] += [(text, row) for text in wanted if text in held]
    by_place = {table: sorted(rows, key=lambda pair: _sortable(str(pair[1]["place"]))) for table, rows in found.items()}
    return {table: rows for table, rows in by_place.items() if rows}


def _by_each_column(name: str, rows: list[tuple[str, Row]]) -> Iterator[tuple[str, list[str]]]:
    for column in rows[0][1]:
        values = [_sortable(str(row[column])) for _text, row in rows]
        if len({str(value) for value in values}) > 1:
            yield f"{name}.{column}", [rows[at][0] for at in sorted(range(len(rows)), key=values.__getitem__)]


def _sharing_a_value(loot: Loot, table: str, rows: list[tuple[str, Row]]) -> dict[str, list[tuple[str, Row]]]:
    """Rows of other tables with a value (an id, a tag) that only one of the texts has."""
    owners: dict[str, set[str]] = defaultdict(set)
    for text, row in rows:
        for value in map(str, row.values()):
            owners[value].add(text)
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for value, of in owners.items():
        for other, row in loot.by_value.get(value, ()) if len(of) == 1 else ():
            if other != table:
                found[other].append((next(iter(of)), row))
    return found


def _in_file(loot: Loot, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Texts by where they stand in the backup: also what was deleted and not overwritten."""
    places = {text: _places(loot.file, text.encode()) for text in wanted}
    if loot.file and all(places.values()):
        yield "file, first place", sorted(wanted, key=lambda text: places[text][0])
        yield "file, last place", sorted(wanted, key=lambda text: places[text][-1])
        yield "file, most often", sorted(wanted, key=lambda text: (-len(places[text]), places[text][0]))


def _places(file: bytes, text: bytes) -> list[int]:
    found, at = [], file.find(text)
    while at >= 0:
        found.append(at)
        at = file.find(text, at + 1)
    return found


def _in_log(loot: Loot, wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Texts by the first line that has something of theirs: the text, or an id or tag of their row."""
    if not loot.log:
        return
    marks = {text: {_bare(text)} for text in wanted}
    for rows in _rows_with(loot, wanted).values():
        for text, row in rows:
            marks[text] |= {_bare(str(value)) for value in row.values() if len(str(value)) >= 16}
    shared = {mark for one, other in combinations(marks.values(), 2) for mark in one & other}
    lines = [_bare(line) for line in loot.log]
    firsts = {
        text: next((at for at, line in enumerate(lines) if any(mark in line for mark in own - shared)), None)
        for text, own in marks.items()
    }
    if None not in firsts.values():
        yield "log", sorted(wanted, key=lambda text: firsts[text])


def _bare(text: str) -> str:
    """An id looks the same in every notation."""
    return text.replace("-", "")


def pairs(loot: Loot, texts: Sequence[str]) -> set[frozenset[str]]:
    """Texts that seem to have one author: they share a value that fewer than half of all texts have."""
    found: set[frozenset[str]] = set()
    for rows in _rows_with(loot, set(texts)).values():
        owners: dict[str, set[str]] = defaultdict(set)
        for text, row in rows:
            for column, value in row.items():
                if len(str(value)) >= SHORTEST and not column.endswith(("step_id", "dialogue_id")):
                    owners[f"{column}={value}"].add(text)
        for of in owners.values():
            if 1 < len(of) < len(rows) / 2:
                found |= {frozenset(pair) for pair in combinations(sorted(of), 2)}
    return found
