"""How often a pattern was seen, with small numbers hidden (DESIGN, section 5)."""

from dataclasses import dataclass

from learningdialogues.harvest import PUBLIC_FROM_ORGANISATIONS, organisations_of
from learningdialogues.models import Dialogue, Occurrence


@dataclass(frozen=True)
class PatternCounts:
    """``organisations`` is None below three: then nothing is said about how many there were."""

    seen: int
    all: int
    organisations: int | None


def pattern_counts(pattern_key: str) -> PatternCounts:
    """In how many of all closed dialogues the pattern was seen, and at how many organisations. Three queries."""
    organisations = organisations_of(pattern_key)
    return PatternCounts(
        seen=Occurrence.objects.filter(pattern_key=pattern_key).count(),
        all=Dialogue.objects.filter(status__in=("closed", "erased")).count(),
        organisations=organisations if organisations >= PUBLIC_FROM_ORGANISATIONS else None,
    )
