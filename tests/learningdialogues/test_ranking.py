"""The ranking: worked examples by hand, and what must hold for any vote."""

import json
from itertools import permutations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from learningdialogues.ranking import InvalidBallot, Ranking, kendalls_w, rank, validate_ballot, words_of_agreement

OPTIONS = ("a", "b", "c", "d")
BUDGET = 10


@st.composite
def ballots(draw, at_least=0, at_most=12):
    """Any vote: each ballot spends at most the budget."""

    def one():
        left, points = BUDGET, {}
        for option in draw(st.permutations(OPTIONS)):
            points[option] = draw(st.integers(0, left))
            left -= points[option]
        return points

    return [one() for _ in range(draw(st.integers(at_least, at_most)))]


def places(ranking):
    return {option.option: option.place for option in ranking.options}


def test_the_order_is_by_total_and_ties_share_a_place():
    votes = [{"a": 5, "b": 3, "c": 2}, {"b": 5, "c": 3, "a": 2}, {"a": 1, "d": 2, "c": 2}]
    ranking = rank(votes, OPTIONS, BUDGET)
    assert [(o.option, o.total) for o in ranking.options] == [("a", 8), ("b", 8), ("c", 7), ("d", 2)]
    assert places(ranking) == {"a": 1, "b": 1, "c": 3, "d": 4}


def test_options_nobody_gave_points_stay_in_the_list():
    ranking = rank([{"a": 10}], OPTIONS, BUDGET)
    assert places(ranking) == {"a": 1, "b": 2, "c": 2, "d": 2}
    assert [o.gave_nothing for o in ranking.options] == [0, 1, 1, 1]


def test_an_empty_vote_has_an_order_but_no_agreement():
    ranking = rank([], OPTIONS, BUDGET)
    assert set(places(ranking).values()) == {1}
    assert ranking.agreement is None


def test_neighbours_are_nearly_equal_below_one_budget():
    nine_apart = rank([{"a": 10}, {"b": 1}], ("a", "b"), BUDGET)
    ten_apart = rank([{"a": 10}, {}], ("a", "b"), BUDGET)
    assert nine_apart.options[0].is_nearly_equal_to_next
    assert not ten_apart.options[0].is_nearly_equal_to_next
    assert not ten_apart.options[-1].is_nearly_equal_to_next


@pytest.mark.parametrize(
    ("points", "is_divided", "is_alike"),
    [
        ([5, 5, 5, 5, 6, 5], False, True),
        ([0, 0, 6, 6, 6, 6], True, False),
        ([0, 6, 6, 6, 6, 6], False, True),
        ([0, 0, 1, 1, 6, 1], False, True),
        ([1, 3, 5, 7, 9, 2], False, False),
    ],
)
def test_spread_is_divided_when_a_third_gives_nothing_and_a_third_gives_much(points, is_divided, is_alike):
    first = rank([{"a": given} for given in points], ("a", "b", "c"), BUDGET)
    option = next(o for o in first.options if o.option == "a")
    assert (option.is_divided, option.is_alike) == (is_divided, is_alike)
    assert option.spread_words


def test_below_five_ballots_there_are_no_words_of_spread():
    assert all(o.spread_words == "" for o in rank([{"a": 1}] * 4, OPTIONS, BUDGET).options)


@pytest.mark.parametrize(
    ("votes", "options", "w"),
    [
        ([{"a": 3, "b": 2, "c": 1}] * 5, "abc", 1.0),
        # Three orders each way round cancel out: every option has the same sum of ranks.
        ([dict(zip("abc", points, strict=True)) for points in permutations((3, 2, 1))], "abc", 0.0),
        # By hand: ranks per ballot 1, 2, 3 four times and 3, 2, 1 once; R = 7, 10, 13; 12*318 - 3*25*48 = 216; / 600.
        ([{"a": 3, "b": 2, "c": 1}] * 4 + [{"a": 1, "b": 2, "c": 3}], "abc", 0.36),
        # By hand with ties: b and c always tied last: R = 5, 12.5, 12.5; 12*337.5 - 3600 = 450; 600 - 5*30 = 450.
        ([{"a": 4}] * 5, "abc", 1.0),
        # Siegel and Castellan's correction: a first four times, b first once, others tied.
        ([{"a": 4}] * 4 + [{"b": 4}], "abc", (12 * (6.5**2 + 11**2 + 12.5**2) - 3600) / 450),
        ([{"a": 4}] * 4, "abc", None),
        ([{"a": 4}] * 5, "a", None),
        ([{"a": 2, "b": 2, "c": 2}] * 5, "abc", None),
        ([{}] * 5, "abc", None),
    ],
)
def test_kendalls_w_of_worked_examples(votes, options, w):
    assert kendalls_w(votes, list(options)) == (None if w is None else pytest.approx(w))


@pytest.mark.parametrize(
    ("w", "words"),
    [
        (0.0, "Very weak agreement"),
        (0.29, "Very weak agreement"),
        (0.3, "Weak agreement"),
        (0.5, "Moderate agreement"),
        (0.69, "Moderate agreement"),
        (0.7, "Strong agreement"),
        (0.9, "Unusually strong agreement"),
    ],
)
def test_agreement_has_the_words_of_schmidt(w, words):
    with override("en"):
        assert words_of_agreement(w) == words


@pytest.mark.parametrize(
    "points", [{"a": -1}, {"a": 1.5}, {"a": "3"}, {"a": True}, {"z": 1}, {"a": 6, "b": 5}, {"a": None}]
)
def test_a_ballot_that_cannot_be_counted_is_refused_with_a_sentence(points):
    with pytest.raises(InvalidBallot) as refused:
        validate_ballot(points, OPTIONS, BUDGET)
    assert str(refused.value)
    with pytest.raises(InvalidBallot):
        rank([points], OPTIONS, BUDGET)


@pytest.mark.parametrize("points", [{}, {"a": 10}, {"a": 0, "b": 0}, {"a": 5, "d": 5}])
def test_a_ballot_within_the_budget_is_accepted(points):
    validate_ballot(points, OPTIONS, BUDGET)


@given(ballots(), st.randoms())
def test_the_order_of_ballots_does_not_matter(votes, random):
    shuffled = random.sample(votes, len(votes))
    assert rank(votes, OPTIONS, BUDGET) == rank(shuffled, OPTIONS, BUDGET)


@given(ballots(at_least=5), st.permutations(OPTIONS))
def test_the_order_of_options_changes_neither_places_nor_agreement(votes, options):
    one, other = rank(votes, OPTIONS, BUDGET), rank(votes, options, BUDGET)
    assert places(one) == places(other)
    assert one.agreement == other.agreement


@given(ballots(at_least=5))
def test_agreement_lies_between_none_and_all(votes):
    w = kendalls_w(votes, OPTIONS)
    assert w is None or 0 <= w <= 1


@given(ballots(at_least=1), st.sampled_from(OPTIONS))
def test_more_points_never_lower_a_place(votes, option):
    spent = sum(votes[0].values())
    raised = [{**votes[0], option: votes[0].get(option, 0) + BUDGET - spent}, *votes[1:]]
    assert places(rank(raised, OPTIONS, BUDGET))[option] <= places(rank(votes, OPTIONS, BUDGET))[option]


@given(ballots(at_least=5), st.integers(2, 4))
def test_agreement_looks_at_the_order_and_not_at_the_size_of_points(votes, factor):
    larger = [{option: given * factor for option, given in vote.items()} for vote in votes]
    assert kendalls_w(larger, OPTIONS) == kendalls_w(votes, OPTIONS)


@given(ballots())
def test_a_stored_ranking_comes_back_the_same(votes):
    ranking = rank(votes, OPTIONS, BUDGET)
    assert Ranking.from_json(json.loads(json.dumps(ranking.to_json()))) == ranking


def test_a_ranking_without_options_is_empty():
    assert rank([], [], 10).options == ()
    assert rank([{}], [], 10).options == ()
