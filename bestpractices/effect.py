"""Does it help, and how sure are we: two questions that are kept apart (DESIGN, section 5)."""

from typing import Literal

Effect = Literal["helpt", "positief_oordeel", "gemengd", "averechts", "niet_gemeten"]

MEASURED = frozenset({"experiment met controlegroep", "onderzoek", "literatuur"})
NO_RESULT = "geen resultaat in de bron"


def effect_of(result_direction: str, result_basis: str) -> Effect:
    """What may be said about the effect.

    *Helpt* is said only when an experiment, research or literature says so; praise without a measurement stays praise.
    """
    if result_direction == "positief":
        return "helpt" if result_basis in MEASURED else "positief_oordeel"
    if result_direction == "gemengd":
        return "gemengd"
    if result_direction == "negatief":
        return "averechts"
    return "niet_gemeten"


def shows_evidence(soort: str, result_basis: str) -> bool:
    """Whether a practice carries marks of effect and evidence: a tip, or one without a result, carries none."""
    return soort != "tip" and result_basis != NO_RESULT
