"""How often patterns were seen, with small numbers hidden."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.template.loader import render_to_string

from learningdialogues.harvest import PUBLIC_FROM_ORGANISATIONS
from learningdialogues.models import Dialogue, Occurrence


@dataclass(frozen=True)
class PatternCounts:
    """``organisations`` is None below three: then nothing is said about how many there were."""

    seen: int
    all: int
    organisations: int | None


def counts_of(keys: Iterable[str]) -> dict[str, PatternCounts]:
    """Per pattern: in how many of all dialogues that came to their close it was seen, and at how many organisations.

    One that was erased before its close was never held. Two queries.
    """
    held = Dialogue.objects.filter(closed_at__isnull=False, is_rehearsal=False).count()
    found = (
        Occurrence.objects.filter(pattern_key__in=list(keys))
        .values("pattern_key")
        .annotate(seen=Count("pk", distinct=True), organisations=Count("organisations", distinct=True))
    )
    return {
        row["pattern_key"]: PatternCounts(
            seen=row["seen"],
            all=max(held, row["seen"]),
            organisations=row["organisations"] if row["organisations"] >= PUBLIC_FROM_ORGANISATIONS else None,
        )
        for row in found
    }


def marks_of_patterns(keys: list[str]) -> dict[str, str]:
    """Per pattern what lists show beside it, as safe HTML."""
    return {
        key: render_to_string("learningdialogues/_pattern_marks.html", {"counts": counts})
        for key, counts in counts_of(keys).items()
    }
