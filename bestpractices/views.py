"""Public views of knowledge: key figures and tables on a page together, and an overview of all kinds."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bestpractices.models import KeyFigure, UsageRow, UsageTable
from network.connections import rows_by_key
from network.kinds import KINDS
from network.public_home import counts
from network.visibility import tokens_of


@login_not_required
@require_safe
def key_figures(request: HttpRequest) -> HttpResponse:
    """All key figures, each with an anchor of its key."""
    figures = list(KeyFigure.objects.all())
    rows = rows_by_key([figure.key for figure in figures], tokens_of(request.user))
    entries = [{"thing": figure, "rows": rows.get(figure.key, [])} for figure in figures]
    return render(request, "bestpractices/key_figures.html", {"figures": entries})


@login_not_required
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The tables, each row with an anchor of its key, and the percentages as a chart."""
    found = list(UsageTable.objects.prefetch_related("rows"))
    keys = [key for table in found for key in [table.key, *(row.key for row in table.rows.all())]]
    rows = rows_by_key(keys, tokens_of(request.user))
    entries = [_table_entry(table, rows) for table in found]
    return render(request, "bestpractices/tables.html", {"tables": entries})


def _table_entry(table: UsageTable, links: dict[str, list[Any]]) -> dict[str, Any]:
    groups: dict[str, list[UsageRow]] = defaultdict(list)
    for row in table.rows.all():
        groups[row.group].append(row)
    bases = {block.value["group"]: block.value for block in table.bases}
    return {
        "thing": table,
        "rows": links.get(table.key, []),
        "groups": [
            {
                "name": name,
                "base": bases.get(name),
                "chart": [(row.label, row.totaal_pct) for row in rows],
                "rows": [{"thing": row, "rows": links.get(row.key, [])} for row in rows],
            }
            for name, rows in groups.items()
        ],
    }


@login_not_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every kind with how many items the reader finds there."""
    found = counts(tokens_of(request.user))
    kinds = [(kind, found[kind.code]) for kind in KINDS if found[kind.code] and kind.code != "tabelrij"]
    return render(request, "bestpractices/overview.html", {"kinds": kinds})
