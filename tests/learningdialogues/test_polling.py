"""Counting a poll: no number of fewer than five people, also not by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningdialogues.polling import FEWEST_VOTES, PollResult, Vote, count, shown_groups

ANSWERS = ("Ken ik niet", "Ken ik van naam", "Ken ik", "Gebruik ik")
POLICY, PRACTICE, OTHER = "Beleid", "Uitvoering", "Anders"


def votes(**sizes: int) -> list[Vote]:
    return [Vote((number % 4,), group) for group, size in sizes.items() for number in range(size)]


@pytest.mark.parametrize(
    ("sizes", "whole", "groups"),
    [
        ({POLICY: 5, PRACTICE: 5}, 10, [POLICY, PRACTICE]),
        ({POLICY: 4, PRACTICE: 6}, 10, []),
        ({POLICY: 4}, None, []),
        ({POLICY: 5}, 5, []),
        ({POLICY: 2, PRACTICE: 2}, None, []),
        ({POLICY: 2, PRACTICE: 3}, 5, []),
        ({POLICY: 8, PRACTICE: 6, OTHER: 1}, 15, []),
        ({POLICY: 8, PRACTICE: 6, OTHER: 5}, 19, [POLICY, PRACTICE, OTHER]),
        ({}, None, []),
    ],
)
def test_groups_are_told_apart_only_when_each_of_them_is_large_enough(sizes, whole, groups):
    result = count(votes(**sizes), text="Nudging", answers=ANSWERS, order=[POLICY, PRACTICE, OTHER])
    assert (result.tallies[0].votes if result.tallies else None) == whole
    assert [tally.group for tally in result.tallies[1:]] == groups


def test_groups_stand_in_the_order_in_which_they_were_named():
    result = count(votes(Beleid=5, Uitvoering=6), text="", answers=ANSWERS, order=[PRACTICE, POLICY])
    assert [tally.group for tally in result.tallies] == ["", PRACTICE, POLICY]


def test_several_answers_of_one_person_are_one_vote():
    result = count([Vote((0, 2)), *[Vote((2,))] * 4], text="", answers=ANSWERS, several=True)
    assert (result.tallies[0].votes, result.tallies[0].counts) == (5, (1, 0, 5, 0))


def test_a_vote_that_was_taken_back_does_not_count():
    assert count([Vote(()), *[Vote((1,))] * 4], text="", answers=ANSWERS).tallies == ()


def test_the_chart_says_how_many_of_how_many_and_who_was_asked():
    (chart,) = count([Vote((3,))] * 6, text="", answers=ANSWERS, asked_of=POLICY).charts
    assert chart["group"] == POLICY
    assert chart["rows"] == [("Ken ik niet", 0, 6), ("Ken ik van naam", 0, 6), ("Ken ik", 0, 6), ("Gebruik ik", 6, 6)]


ballots = st.lists(
    st.builds(Vote, st.lists(st.integers(0, 3), unique=True, max_size=4).map(tuple), st.sampled_from("ABC")),
    max_size=30,
)


@given(ballots)
def test_nothing_that_is_told_is_of_fewer_than_five_nor_can_it_be_subtracted(cast):
    result = count(cast, text="", answers=ANSWERS)
    told = {tally.group: tally for tally in result.tallies}
    assert all(tally.votes >= FEWEST_VOTES for tally in told.values())
    if len(told) > 1:
        whole = told.pop("")
        assert sum(tally.votes for tally in told.values()) == whole.votes, "no group is left out of the whole"
        sums = zip(*(tally.counts for tally in told.values()), strict=True)
        assert tuple(map(sum, sums)) == whole.counts


@given(ballots)
def test_a_result_comes_back_from_what_is_kept(cast):
    result = count(cast, text="Nudging", answers=ANSWERS, several=True, asked_of="A")
    assert PollResult.from_json(result.to_json()) == result


@given(ballots)
def test_taking_the_small_groups_out_changes_nothing_that_is_told(cast):
    kept = cast if shown_groups(cast) else [Vote(vote.answers) for vote in cast]
    assert count(kept, text="", answers=ANSWERS) == count(cast, text="", answers=ANSWERS)
