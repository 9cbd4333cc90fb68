"""The final order: links, evidence and exact names."""

from hypothesis import given
from hypothesis import strategies as st

from search.ranking import Candidate, rerank

NONE: dict[str, frozenset[str]] = {}


def order(candidates: list[Candidate], neighbours: dict[str, frozenset[str]] = NONE) -> list[str]:
    return [candidate.key for candidate in rerank(candidates, neighbours)]


def test_the_score_decides_when_there_is_nothing_else() -> None:
    assert order([Candidate("a", 1.0), Candidate("b", 2.0)]) == ["b", "a"]


def test_a_linked_hit_passes_an_equal_one_but_not_a_much_better_one() -> None:
    candidates = [Candidate("card", 10.0), Candidate("loose", 4.0), Candidate("linked", 4.0), Candidate("good", 9.0)]
    assert order(candidates, {"linked": frozenset({"card"})}) == ["card", "good", "linked", "loose"]


def test_many_weak_links_do_not_add_up() -> None:
    weak = [Candidate(f"weak{number}", 1.0) for number in range(50)]
    candidates = [Candidate("strong", 5.0), Candidate("hub", 3.0), *weak]
    assert order(candidates, {"hub": frozenset(candidate.key for candidate in weak)})[0] == "strong"


def test_evidence_wins_from_equals_only() -> None:
    proven = Candidate("proven", 4.0, evidence="bewezen_effectief")
    assert order([Candidate("a", 4.0), proven]) == ["proven", "a"]
    assert order([Candidate("a", 4.5), proven]) == ["a", "proven"]


def test_what_is_named_exactly_comes_first() -> None:
    assert order([Candidate("a", 9.0), Candidate("named", 0.1, is_exact=True)]) == ["named", "a"]


@given(st.dictionaries(st.text("ab", min_size=1), st.floats(0, 100)))
def test_nothing_is_lost_or_doubled(scores: dict[str, float]) -> None:
    candidates = [Candidate(key, score) for key, score in scores.items()]
    neighbours = {key: frozenset(scores) - {key} for key in scores}
    assert sorted(order(candidates, neighbours)) == sorted(scores)
