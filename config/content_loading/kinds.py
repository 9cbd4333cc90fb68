"""Which file holds which kind of item, and how its fields differ from those of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bestpractices.models import (
    ActiveIngredient,
    Factor,
    KeyFigure,
    KnowledgeGap,
    MechanismPage,
    PracticePage,
    Principle,
    Publication,
    Segment,
    Theory,
    UsageRow,
    UsageTable,
)
from learningdialogues.models import ExampleCasePage, MethodPage
from network.models import ActionLinePage, AmbassadorRole, Keyed, Network, Organisation, Recommendation, Term

MODELS: dict[str, type[Keyed]] = {
    "organisations": Organisation,
    "action_lines": ActionLinePage,
    "terms": Term,
    "theories": Theory,
    "active_ingredients": ActiveIngredient,
    "segments": Segment,
    "knowledge_gaps": KnowledgeGap,
    "factors": Factor,
    "principles": Principle,
    "publications": Publication,
    "key_figures": KeyFigure,
    "tables": UsageTable,
    "table_rows": UsageRow,
    "networks": Network,
    "ambassador_roles": AmbassadorRole,
    "recommendations": Recommendation,
    "methods": MethodPage,
    "example_cases": ExampleCasePage,
    "mechanisms": MechanismPage,
    "practices": PracticePage,
}
"""File name (without ``.yaml``) to model, in the order of loading. Rows of tables stand inside ``tables.yaml``."""

ROWS = "table_rows"

LINK_FIELDS: dict[str, str | None] = {
    "action_line": "actielijn",
    "active_ingredients": "bestanddeel",
    "best_practices": "praktijk",
    "cases": "voorbeeldcasus",
    "factors": "factor",
    "knowledge_gaps": "kennislacune",
    "links": "werkvorm",
    "mechanisms": "mechanisme",
    "methods": "werkvorm",
    "networks": "netwerk",
    "organisations": "organisatie",
    "practices": "praktijk",
    "recommendations": "aanbeveling",
    "related": None,
    "segments": "segment",
    "theories": "theorie",
    "theory": "theorie",
}
"""Fields that hold keys of other items, and the kind they point at (None: any). They become rows of Link."""


@dataclass(frozen=True)
class Entry:
    """One item as a file has it: where it stands, which model it becomes, and its fields."""

    file: str
    key: str
    model: type[Keyed]
    fields: dict[str, Any]


def shaped(file: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of one item in the shape of its model: mappings with free keys become lists of mappings."""
    fields = dict(fields)
    if file == "segments" and isinstance(fields.get("traits"), dict):
        fields["traits"] = [{"name": name, "value": value} for name, value in fields["traits"].items()]
    if file == "tables" and isinstance(fields.get("bases"), dict):
        fields["bases"] = [{"group": group, **counts} for group, counts in fields["bases"].items()]
    if file == ROWS and isinstance(fields.get("values"), list):
        fields.update(zip(UsageTable.columns, fields.pop("values"), strict=False))
    return fields


def rows_of(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the rows out of ``table``, each with the key of the table and its place in it."""
    table.pop("columns", None)
    return [
        {**row, "table": table.get("key"), "position": position}
        for position, row in enumerate(table.pop("rows", None) or [], start=1)
    ]
