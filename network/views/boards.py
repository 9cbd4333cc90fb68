"""The board of the follow-up, its download, and the page of one organisation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network import permissions, sheets
from network.boards import Board, Cell, board, narrowed
from network.models import Assignment, Item, Organisation
from network.models.followup import AssignmentQuerySet
from network.visibility import memberships_of


def assignments_for(request: HttpRequest) -> AssignmentQuerySet:
    """All followed assignments for who works for the whole network; for others those of their own organisations."""
    found = (
        Assignment.objects.with_stations()
        .filter(recommendation__followed=True)
        .select_related("recommendation", "organisation")
    )
    if permissions.may_see_board(request.user):
        return found
    own = {membership.organisation_id for membership in memberships_of(request.user)}
    return found.filter(organisation__in=own)


def _board(request: HttpRequest) -> Board:
    kind, line = request.GET.get("soort", ""), request.GET.get("actielijn", "")
    assignments = assignments_for(request)
    if kind in Organisation.Type.values:
        assignments = assignments.filter(organisation__type=kind)
    return board(assignments, today=timezone.localdate(), line=line)


def followup_board(request: HttpRequest) -> HttpResponse:
    """Organisations against recommendations, as picture 14."""
    permissions.check_is_member(request.user)
    whole = _board(request)
    context = {
        "board": narrowed(whole, only=request.GET.get("toon", "")),
        "totals": whole.totals,
        "only": request.GET.get("toon", ""),
        "line": request.GET.get("actielijn", ""),
        "kind": request.GET.get("soort", ""),
        "kinds": Organisation.Type.choices,
        "lines": Item.objects.filter(kind="actielijn").exclude(url="").order_by("key"),
        "workable": _workable(request, whole),
        "is_for_all": permissions.may_see_board(request.user),
        "has_examples": any(row.organisation.is_example for row in whole.rows),
        "query": request.GET.urlencode(),
    }
    return render(request, "network/followup/board.html", context)


def _workable(request: HttpRequest, found: Board) -> set[int]:
    """The organisations whose forms the reader may open."""
    is_for_all = permissions.may_see_board(request.user)
    organisations = [row.organisation for row in found.rows]
    return {one.pk for one in organisations if is_for_all or permissions.may_report_for(request.user, one)}


def download_board(request: HttpRequest) -> HttpResponse:
    """The same board as a spreadsheet."""
    permissions.check_is_member(request.user)
    found = narrowed(_board(request), only=request.GET.get("toon", ""))
    head = [_("Organisation"), *(f"{column.number} {column.title}" for column in found.columns)]
    rows = [[row.organisation.title, *(in_words(cell) for cell in row.cells)] for row in found.rows]
    rows.append([_("Yes or partly"), *(_("%(part)s of %(whole)s") % {"part": a, "whole": b} for a, b in found.sums)])
    answer = HttpResponse(sheets.workbook(_("Follow-up"), head, rows), content_type=sheets.MIME_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="opvolging-{timezone.localdate():%Y-%m-%d}.xlsx"'
    return answer


def in_words(cell: Cell | None) -> str:
    """A cell of the board as one line of text: position, furthest station, and whether the own date passed."""
    if cell is None:
        return ""
    words = [str(cell.word)]
    if cell.is_taken_up or any(cell.stations):
        words.append(cell.furthest)
    if cell.is_late:
        words.append(_("own date passed"))
    return ", ".join(words)


def organisation_followup(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that was laid before one organisation, for its own people."""
    organisation = get_object_or_404(Organisation, key=key)
    permissions.check_may_see_own_row(request.user, organisation)
    assignments = (
        Assignment.objects.with_stations()
        .filter(organisation=organisation, recommendation__followed=True)
        .select_related("recommendation", "organisation")
    )
    found = board(assignments, today=timezone.localdate())
    cells = [cell for row in found.rows for cell in row.cells if cell]
    context = {
        "organisation": organisation,
        "cells": cells,
        "totals": found.totals,
        "may_work": permissions.may_report_for(request.user, organisation) or permissions.is_network_wide(request.user),
    }
    return render(request, "network/followup/organisation.html", context)
