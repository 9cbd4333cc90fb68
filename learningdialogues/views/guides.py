"""A guide on paper: everything a facilitator needs, for everybody, before anyone has an account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from learningdialogues.kinds import KINDS
from learningdialogues.models import Guide
from learningdialogues.seating import FEWEST_SEATS, MOST_SEATS
from learningdialogues.without_screens import ON_PAPER


@login_not_required
@require_GET
def printed(request: HttpRequest, key: str) -> HttpResponse:
    """One guide, to read and to print: at most four pages A4."""
    guide = get_object_or_404(Guide.published.select_related("method"), key=key)
    context = {
        "guide": guide,
        "steps": numbered(guide),
        "on_paper": _on_paper(guide),
        "fewest": FEWEST_SEATS,
        "most": MOST_SEATS,
    }
    return render(request, "learningdialogues/guide.html", context)


def numbered(guide: Guide) -> list[dict[str, Any]]:
    """The steps with the number that people see (a second part shares it), and the minute in which each begins."""
    found: list[dict[str, Any]] = []
    number, begins = 0, 0
    for block in guide.steps:
        value = block.value
        number += 0 if value["continues"] and found else 1
        found.append({"value": value, "number": number, "kind": KINDS[value["kind"]], "begins": begins} | _asked(value))
        begins += value["minutes"] + (value["break_minutes"] or 0)
    return found


def _asked(step: Any) -> dict[str, Any]:
    """Where the question to the group comes from, and the questions beside it. What no question says, the step says."""
    same = [question["basis"] for question in step["questions"] if question["text"] == step["question"]]
    others = [question for question in step["questions"] if question["text"] != step["question"]]
    return {"basis": same[0] if same else step["basis"], "questions": others}


def _on_paper(guide: Guide) -> list[tuple[Any, Any]]:
    """Name and way of working without screens, for each kind of this guide once."""
    kinds = dict.fromkeys(block.value["kind"] for block in guide.steps)
    return [(KINDS[kind].name, ON_PAPER[kind]) for kind in kinds if kind in ON_PAPER]
