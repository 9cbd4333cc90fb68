"""The board of the follow-up: organisations against recommendations, as values that a template or a sheet can draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Assignment, Item, Link, Organisation, Recommendation, Stance
from network.models.followup import TAKES_UP

STATION_NAMES = (gettext_lazy("reported"), gettext_lazy("peer-reviewed"), gettext_lazy("effect seen"))


@dataclass(frozen=True)
class Column:
    """One recommendation at the top of the board; ``line`` is the key of its action line."""

    key: str
    number: str
    title: str
    url: str
    line: str

    @property
    def is_numbered(self) -> bool:
        return all(part.isdecimal() for part in self.number.split("."))

    @property
    def order(self) -> tuple[bool, list[int], str]:
        """1.1, 1.2, …; what has no such number comes last."""
        parts = [int(part) for part in self.number.split(".")] if self.is_numbered else []
        return (not self.is_numbered, parts, self.number)


@dataclass(frozen=True)
class Cell:
    """What one organisation does with one recommendation. ``stations``: reported, peer-reviewed, effect seen."""

    column: Column
    organisation: str
    stance: str
    word: str
    stations: tuple[bool, bool, bool]
    is_late: bool
    is_stopped: bool
    reason: str
    url: str
    target_date: date | None = None

    @property
    def is_taken_up(self) -> bool:
        return self.stance in TAKES_UP and not self.is_stopped

    @property
    def furthest(self) -> str:
        """The word for the furthest station: "nog niets gemeld", "gemeld", …"""
        reached = [str(name) for name, is_reached in zip(STATION_NAMES, self.stations, strict=True) if is_reached]
        return reached[-1] if reached else _("nothing reported yet")


@dataclass(frozen=True)
class Row:
    """One organisation; ``cells`` stand in the order of the columns, None where nothing was laid before it."""

    organisation: Organisation
    cells: tuple[Cell | None, ...]

    @property
    def asked(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.stance != Stance.NOT_APPLICABLE)

    @property
    def taken_up(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.is_taken_up)


@dataclass(frozen=True)
class Totals:
    """The figures above the board, each of ``asked`` questions that apply."""

    asked: int
    taken_up: int
    reported: int
    reviewed: int
    effects: int
    undecided: int
    late: int
    unreviewed: int


@dataclass(frozen=True)
class Board:
    """Columns under their action lines, a row for each organisation, and the figures."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[Item | None, tuple[Column, ...]], ...]
    rows: tuple[Row, ...]
    totals: Totals
    apart: tuple[Column, ...] = ()

    @property
    def late(self) -> list[tuple[Row, Cell]]:
        return [(row, cell) for row in self.rows for cell in row.cells if cell and cell.is_late]

    @property
    def sums(self) -> list[tuple[int, int]]:
        """Per column: how many take it up, of how many to whom it applies."""
        return [_sum_of(row.cells[place] for row in self.rows) for place in range(len(self.columns))]


def board(assignments: Iterable[Assignment], *, today: date, line: str = "") -> Board:
    """The board of ``assignments`` (with stations and organisations); ``line`` keeps one action line. Four queries.

    A followed recommendation outside the numbering of the advice is a column once it is laid before somebody; until
    then it stands apart.
    """
    assignments = list(assignments)
    asked = {assignment.recommendation.key for assignment in assignments}
    followed = columns_of(Recommendation.objects.filter(followed=True), line=line)
    columns = [column for column in followed if column.is_numbered or column.key in asked]
    apart = tuple(column for column in followed if column not in columns)
    by_place: dict[tuple[int, str], Assignment] = {}
    organisations: dict[int, Organisation] = {}
    for assignment in assignments:
        organisations[assignment.organisation_id] = assignment.organisation
        by_place[assignment.organisation_id, assignment.recommendation.key] = assignment
    rows = tuple(
        Row(organisation, tuple(_cell(by_place.get((pk, column.key)), column, today) for column in columns))
        for pk, organisation in sorted(organisations.items(), key=lambda pair: pair[1].title)
    )
    return Board(tuple(columns), _under_lines(columns), rows, totals(rows), apart)


def columns_of(recommendations: Iterable[Recommendation], line: str = "") -> list[Column]:
    """The columns in the order of their numbers, each with its action line: two queries."""
    found = list(recommendations)
    line_of = action_lines_of([recommendation.key for recommendation in found])
    columns = [
        Column(one.key, one.number, one.title, one.get_absolute_url(), line_of.get(one.key, "")) for one in found
    ]
    return sorted((one for one in columns if not line or one.line == line), key=lambda column: column.order)


def action_lines_of(keys: Sequence[str]) -> dict[str, str]:
    """The action line of each of the items ``keys`` that belongs to one, whichever end laid the link: one query."""
    pairs = Link.objects.filter(
        Q(source_id__in=keys, target__kind="actielijn") | Q(target_id__in=keys, source__kind="actielijn")
    ).values_list("source_id", "target_id")
    wanted = set(keys)
    return {(one if one in wanted else other): (other if one in wanted else one) for one, other in pairs}


def narrowed(found: Board, *, only: str) -> Board:
    """Keep the rows with a late cell (``only="voorbij"``) or with one that nobody reviewed (``only="ongetoetst"``)."""
    tests = {"voorbij": lambda cell: cell.is_late, "ongetoetst": _is_unreviewed}
    if only not in tests:
        return found
    rows = tuple(row for row in found.rows if any(tests[only](cell) for cell in row.cells if cell))
    return replace(found, rows=rows)


def totals(rows: Iterable[Row]) -> Totals:
    """Count once over all cells that apply."""
    cells = [cell for row in rows for cell in row.cells if cell and cell.stance != Stance.NOT_APPLICABLE]
    return Totals(
        asked=len(cells),
        taken_up=sum(cell.is_taken_up for cell in cells),
        reported=sum(cell.stations[0] for cell in cells),
        reviewed=sum(cell.stations[1] for cell in cells),
        effects=sum(cell.stations[2] for cell in cells),
        undecided=sum(cell.stance == Stance.NONE for cell in cells),
        late=sum(cell.is_late for cell in cells),
        unreviewed=sum(_is_unreviewed(cell) for cell in cells),
    )


def cell_of(assignment: Assignment, *, today: date) -> Cell:
    """One assignment as the board shows it, for lists outside the board."""
    recommendation = assignment.recommendation
    url = recommendation.get_absolute_url()
    return _filled(assignment, Column(recommendation.key, recommendation.number, recommendation.title, url, ""), today)


def _cell(assignment: Assignment | None, column: Column, today: date) -> Cell | None:
    return _filled(assignment, column, today) if assignment else None


def _filled(assignment: Assignment, column: Column, today: date) -> Cell:
    stations = (assignment.has_report, assignment.has_review, assignment.has_effect)
    is_past = assignment.target_date is not None and assignment.target_date < today
    return Cell(
        column=column,
        organisation=assignment.organisation.title,
        stance=assignment.stance,
        word=_("stopped") if assignment.stopped_at else assignment.get_stance_display(),
        stations=stations,
        is_late=is_past and assignment.is_taken_up and not any(stations[1:]),
        is_stopped=assignment.stopped_at is not None,
        reason=assignment.reason,
        url=reverse("followup", args=[column.key, assignment.organisation.key]),
        target_date=assignment.target_date,
    )


def _under_lines(columns: Sequence[Column]) -> tuple[tuple[Item | None, tuple[Column, ...]], ...]:
    lines = Item.objects.in_bulk({column.line for column in columns if column.line})
    grouped: dict[str, list[Column]] = {}
    for column in columns:
        grouped.setdefault(column.line, []).append(column)
    return tuple((lines.get(key), tuple(members)) for key, members in grouped.items())


def _is_unreviewed(cell: Cell) -> bool:
    return cell.is_taken_up and cell.stations[0] and not cell.stations[1]


def _sum_of(cells: Iterable[Cell | None]) -> tuple[int, int]:
    applies = [cell for cell in cells if cell and cell.stance != Stance.NOT_APPLICABLE]
    return sum(cell.is_taken_up for cell in applies), len(applies)
