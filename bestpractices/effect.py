"""Does it help, and how sure are we: two questions that are kept apart."""

from typing import Literal

from network.templatetags import look

Effect = Literal["helpt", "positief_oordeel", "gemengd", "averechts", "niet_gemeten"]

EFFECTS = [(code, word) for code, (_icon, word) in look.EFFECTS.items()]
"""Each effect with its word, as the look draws it."""

MEASURED = frozenset({"experiment met controlegroep", "onderzoek", "literatuur"})
MEASURED_EFFECTS = frozenset({"helpt", "gemengd", "averechts"})
STRONG_EVIDENCE = frozenset({"bewezen_effectief", "werkzame_bestanddelen", "onderzocht"})
WITHOUT_MARKS = frozenset({"tip", "techniek"})


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


def shows_evidence(soort: str) -> bool:
    """Whether a practice carries marks of effect and evidence: tips and techniques (models) carry none."""
    return soort not in WITHOUT_MARKS


def shown_effect(soort: str, effect: Effect, evidence: str) -> Effect | None:
    """The mark of effect that is drawn; None for none.

    *Niet gemeten* never stands beside three or more blocks of evidence: "not measured, but studied" confuses.
    """
    if not shows_evidence(soort) or (effect == "niet_gemeten" and evidence in STRONG_EVIDENCE):
        return None
    return effect
