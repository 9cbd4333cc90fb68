"""How key figures and tables stand on the page they share; for the public view and for the preview of one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from network.connections import rows_by_key

if TYPE_CHECKING:
    from bestpractices.models import KeyFigure, UsageRow, UsageTable


def figure_entries(figures: Collection[KeyFigure], tokens: frozenset[str]) -> list[dict[str, Any]]:
    """Each figure with the items it is linked to, as ``bestpractices/key_figures.html`` draws them."""
    rows = rows_by_key([figure.key for figure in figures], tokens)
    return [{"thing": figure, "rows": rows.get(figure.key, [])} for figure in figures]


def table_entries(
    tables: Collection[tuple[UsageTable, Collection[UsageRow]]], tokens: frozenset[str]
) -> list[dict[str, Any]]:
    """Each table with its rows, by group, as ``bestpractices/tables.html`` draws them."""
    keys = [key for table, rows in tables for key in [table.key, *(row.key for row in rows)]]
    links = rows_by_key(keys, tokens)
    return [_table_entry(table, rows, links) for table, rows in tables]


def _table_entry(table: UsageTable, rows: Collection[UsageRow], links: dict[str, list[Any]]) -> dict[str, Any]:
    groups: dict[str, list[UsageRow]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    bases = {block.value["group"]: block.value for block in table.bases}
    return {
        "thing": table,
        "rows": links.get(table.key, []),
        "groups": [
            {
                "name": name,
                "base": bases.get(name),
                "chart": [(row.label, row.totaal_pct) for row in found],
                "rows": [{"thing": row, "rows": links.get(row.key, [])} for row in found],
            }
            for name, found in groups.items()
        ],
    }
