"""Effect apart from evidence: what may be said, and what may not."""

import pytest

from bestpractices.effect import effect_of, shown_effect, shows_evidence
from bestpractices.models.practices import ResultBasis

SURE = {"experiment met controlegroep", "onderzoek", "literatuur"}


@pytest.mark.parametrize("basis", ResultBasis.values)
def test_helps_is_said_only_of_an_experiment_research_or_literature(basis: str) -> None:
    assert effect_of("positief", basis) == ("helpt" if basis in SURE else "positief_oordeel")


@pytest.mark.parametrize("basis", ResultBasis.values)
@pytest.mark.parametrize(
    ("direction", "effect"), [("gemengd", "gemengd"), ("negatief", "averechts"), ("onbekend", "niet_gemeten")]
)
def test_other_directions_keep_their_word_whatever_they_rest_on(direction: str, effect: str, basis: str) -> None:
    assert effect_of(direction, basis) == effect


def test_a_tip_carries_no_marks_however_well_it_was_studied() -> None:
    assert not shows_evidence("tip")
    assert shown_effect("tip", "helpt", "bewezen_effectief") is None


@pytest.mark.parametrize("evidence", ["bewezen_effectief", "werkzame_bestanddelen", "onderzocht"])
def test_not_measured_never_stands_beside_strong_evidence(evidence: str) -> None:
    assert shown_effect("praktijk", "niet_gemeten", evidence) is None
    assert shown_effect("praktijk", "gemengd", evidence) == "gemengd"
