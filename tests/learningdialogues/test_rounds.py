"""A round: sealed until enough gave, released in random order, and nothing that leads to who gave."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learningdialogues import facilitation, moderating, renewing, rewriting, rounds, seating, voting
from learningdialogues.models import Ballot, Contribution, Gave, Ready, SealedContribution, Step
from learningdialogues.rounds import AlreadySentDifferently, NotAccepted
from tests.learningdialogues.factories import NOW, current, dialogue_at, do, enter, give, texts_as_written

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def texts(step):
    return {row.text for row in rounds.shown(step)}


def test_nothing_is_shown_before_five_people_gave():
    step, people = dialogue_at("gather", people=5)
    for person in people[:4]:
        give(step, person, "Een brief bleef liggen.")
    with pytest.raises(NotAccepted, match="5"):
        rounds.reveal(step)
    give(step, people[4], "Niemand belde.")
    rounds.reveal(step)
    assert len(rounds.shown(step)) == 5
    assert not SealedContribution.objects.exists()


def test_nothing_to_add_counts_as_given():
    step, people = dialogue_at("gather", people=5)
    give(step, people[0], "Een brief bleef liggen.")
    for person in people[1:]:
        rounds.nothing_to_add(step, by=person)
    rounds.reveal(step)
    assert texts(step) == {"Een brief bleef liggen."}


def test_one_person_who_gives_five_texts_is_one_giver():
    step, people = dialogue_at("gather", people=5)
    for number in range(5):
        give(step, people[0], f"Tekst {number}")
    assert rounds.counts(step).gave == 1
    with pytest.raises(NotAccepted):
        rounds.reveal(step)


def test_four_givers_may_agree_and_whoever_gave_nothing_has_no_say():
    step, people = dialogue_at("gather", people=5)
    for person in people[:4]:
        give(step, person, "Een brief bleef liggen.")
    with pytest.raises(NotAccepted):
        voting.agree_to_release(step, by=people[4])
    for person in people[:3]:
        voting.agree_to_release(step, by=person)
    with pytest.raises(NotAccepted):
        rounds.reveal(step)
    voting.agree_to_release(step, by=people[3])
    rounds.reveal(step)
    assert step.level == "hidden", "the screen says that one may guess"


def test_after_the_release_no_row_leads_to_a_giver():
    step, people = dialogue_at("gather", people=6)
    for person in people:
        give(step, person, "Een brief bleef liggen.")
        rounds.set_ready(step, by=person)
    rounds.reveal(step)
    assert not Gave.objects.exists()
    assert not Ready.objects.exists()
    assert not SealedContribution.objects.exists()


def test_the_release_does_not_keep_the_order_of_giving(monkeypatch):
    monkeypatch.setattr(
        rewriting, "shuffle", lambda rows: rows.sort(key=lambda row: getattr(row, "text", ""), reverse=True)
    )
    step, people = dialogue_at("gather", people=6)
    for number, person in enumerate(people):
        give(step, person, f"Tekst {number}")
    with CaptureQueriesContext(connection) as queries:
        rounds.reveal(step)
    assert texts_as_written(queries) == [f"Tekst {number}" for number in reversed(range(6))]


def test_the_same_contribution_sent_twice_is_one_and_with_another_text_it_is_refused():
    step, people = dialogue_at("gather", people=1)
    id = give(step, people[0], "Een brief bleef liggen.")
    give(step, people[0], "Een brief bleef liggen.", id)
    assert SealedContribution.objects.count() == 1
    with pytest.raises(AlreadySentDifferently):
        give(step, people[0], "Iets anders.", id)


def test_a_contribution_sent_again_after_the_release_is_not_doubled():
    step, people = dialogue_at("gather", people=5)
    ids = [give(step, person, "Een brief bleef liggen.") for person in people]
    rounds.reveal(step)
    give(step, people[0], "Een brief bleef liggen.", ids[0])
    assert Contribution.objects.count() == 5
    assert not SealedContribution.objects.exists()


def test_only_its_writer_changes_or_withdraws_a_contribution_and_only_while_collecting():
    step, people = dialogue_at("gather", people=5)
    ids = [give(step, person, f"Tekst {number}") for number, person in enumerate(people)]
    with pytest.raises(NotAccepted):
        rounds.edit(step, by=people[1], id=ids[0], text="Van een ander.")
    rounds.edit(step, by=people[0], id=ids[0], text="Beter gezegd.")
    rounds.withdraw(step, by=people[1], id=ids[1])
    rounds.reveal(step)
    assert texts(step) == {"Beter gezegd.", "Tekst 2", "Tekst 3", "Tekst 4"}
    with pytest.raises(NotAccepted):
        rounds.edit(step, by=people[0], id=ids[0], text="Te laat.")


def test_who_comes_late_stays_sealed_until_five_are_late():
    step, people = dialogue_at("gather", people=10)
    for person in people[:5]:
        give(step, person, "Op tijd.")
    rounds.reveal(step)
    for person in people[5:9]:
        give(step, person, "Later.")
    with pytest.raises(NotAccepted, match="5 nakomers") as refused:
        rounds.reveal_late(step)
    assert "4" not in str(refused.value), "how many there are is told every five seconds, not at each try"
    assert texts(step) == {"Op tijd."}
    give(step, people[9], "Later.")
    rounds.reveal_late(step)
    assert len(rounds.shown(step)) == 10


def test_who_comes_late_is_never_shown_alone_also_after_a_small_group_agreed():
    step, people = dialogue_at("gather", people=6)
    with pytest.raises(NotAccepted):
        rounds.reveal_late(step)
    for person in people[:4]:
        give(step, person, "Op tijd.")
        voting.agree_to_release(step, by=person)
    rounds.reveal(step)
    give(step, people[4], "Later.")
    with pytest.raises(NotAccepted):
        rounds.reveal_late(step)


def test_nothing_new_comes_in_while_the_facilitator_reads():
    step, people = dialogue_at("gather", people=6)
    for person in people[:5]:
        give(step, person, "Op tijd.")
    rounds.check(step)
    with pytest.raises(NotAccepted):
        give(step, people[5], "Terwijl er gelezen wordt.")
    with pytest.raises(NotAccepted):
        rounds.check(step)


def test_givers_of_an_earlier_round_do_not_count_in_the_next():
    step, people = dialogue_at("gather", people=6)
    for person in people[:5]:
        give(step, person, "Op tijd.")
    rounds.reveal(step)
    for person in people[:4]:
        give(step, person, "Later.")
    renewing.open_again(step)
    give(step, people[5], "Nieuwe ronde.")
    assert rounds.counts(step).gave == 1


@pytest.mark.parametrize("is_text", [True, False])
def test_only_a_late_text_keeps_the_next_round_from_being_shown_by_agreement(is_text):
    """Who wrote the text cannot be asked any more; whoever had nothing to add left nothing to ask about."""
    step, people = dialogue_at("gather", people=6)
    for person in people[:5]:
        give(step, person, "Op tijd.")
    rounds.reveal(step)
    if is_text:
        give(step, people[5], "Later.")
    else:
        rounds.nothing_to_add(step, by=people[5])
    renewing.open_again(step)
    give(step, people[0], "Nieuwe ronde.")
    voting.agree_to_release(step, by=people[0])
    assert rounds.counts(step).all_agreed != is_text


def test_a_vote_with_an_old_look_at_the_step_is_not_taken_after_the_release():
    step, people = dialogue_at("rank", people=5)
    stale = Step.objects.get(pk=step.pk)
    for person in people:
        voting.vote(step, by=person, question="points", value={"1": 3}, serial=1)
    rounds.reveal(step)
    with pytest.raises(NotAccepted):
        voting.vote(stale, by=people[0], question="points", value={"1": 9}, serial=2)
    assert len(voting.votes(step, "points")) == 5


def test_a_hidden_contribution_is_not_shown_and_says_why():
    step, people = dialogue_at("gather", people=5)
    ids = [give(step, person, f"Tekst {number}") for number, person in enumerate(people)]
    rounds.check(step)
    read = {row.text: row.pk for row in moderating.sealed_for_checking(step)}
    assert len(read) == 5 and not set(read.values()) & set(ids)
    with pytest.raises(NotAccepted):
        moderating.hide(step, id=read["Tekst 0"], reason=" ")
    moderating.hide(step, id=read["Tekst 0"], reason="Hierin staat wie het was.")
    rounds.reveal(step)
    assert texts(step) == {"Tekst 1", "Tekst 2", "Tekst 3", "Tekst 4"}


def test_a_blocked_writer_is_stopped_without_being_known():
    step, people = dialogue_at("gather", people=5)
    for number, person in enumerate(people):
        give(step, person, f"Tekst {number}")
    rounds.check(step)
    assert [row.text for row in rounds.own_contributions(step, by=people[2])] == ["Tekst 2"]
    moderating.block_writer(
        step, id=next(row.pk for row in moderating.sealed_for_checking(step) if row.text == "Tekst 2")
    )
    rounds.reveal(step)
    with pytest.raises(NotAccepted, match="begeleider"):
        give(step, people[2], "Nog iets.")
    with pytest.raises(NotAccepted, match="begeleider"):
        rounds.nothing_to_add(step, by=people[2])
    give(step, people[3], "Een ander mag wel.")


def test_a_newer_vote_replaces_an_older_one_and_an_old_retry_does_not():
    step, people = dialogue_at("rank", people=1)
    voting.vote(step, by=people[0], question="points", value={"1": 3}, serial=1)
    voting.vote(step, by=people[0], question="points", value={"1": 5}, serial=2)
    voting.vote(step, by=people[0], question="points", value={"1": 3}, serial=1)
    assert voting.own_votes(step, by=people[0], questions=["points"]) == {"points": {"1": 5}}
    assert voting.votes(step, "points") == [], "nobody reads it before it is shown"
    assert Ballot.objects.count() == 1


def test_votes_on_two_questions_carry_tags_that_nobody_can_join_without_the_key():
    step, people = dialogue_at("perspectives", people=1)
    voting.vote(step, by=people[0], question="0:juridisch", value=6, serial=1)
    voting.vote(step, by=people[0], question="0:sociaal", value=4, serial=1)
    assert len(set(Ballot.objects.values_list("tag", flat=True))) == 2


def test_a_seat_is_taken_once_and_no_more_than_there_are():
    step, _people = dialogue_at("gather", people=4, seats=5)
    enter(step.dialogue)
    with pytest.raises(NotAccepted):
        enter(step.dialogue)
    step.dialogue.refresh_from_db()
    assert step.dialogue.seats_taken == 5


def test_a_closed_door_lets_nobody_in():
    step, _people = dialogue_at("gather", people=1)
    seating.set_door(step.dialogue, is_open=False)
    with pytest.raises(NotAccepted):
        enter(step.dialogue)


def test_sealed_input_does_not_raise_what_participants_follow():
    step, people = dialogue_at("gather", people=2)
    before = (current(step.dialogue), step.dialogue.version, step.dialogue.desk_version)[1:]
    give(step, people[0], "Een brief bleef liggen.")
    step.dialogue.refresh_from_db()
    assert step.dialogue.version == before[0]
    assert step.dialogue.desk_version > before[1]


def test_somebody_without_an_own_judgement_counts_as_given_but_not_as_a_score():
    step, people = dialogue_at("rank", people=5)
    from learningdialogues import entries

    entries.add_option(step, "Bel eerst")
    facilitation.move_on(step.dialogue, to=step.dialogue.steps.get(kind="perspectives"), at=NOW)
    step = current(step.dialogue)
    for number, person in enumerate(people):
        mark = "geen" if number == 4 else "7"
        fields = {f"cijfer-{p}-{o}": mark for p in ("juridisch", "financieel", "sociaal") for o in (0, 1)}
        do(step, person, "cijfers", **{name.replace("-", "_"): value for name, value in fields.items()})
    rounds.reveal(step)
    result = step.kind_module.room(step)["results"][1]["result"]
    assert [len(perspective.scores) for perspective in result.perspectives] == [4, 4, 4]
    assert result.is_sufficient is None, "fewer than five scores: the dots, no verdict"


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_too_long_text_is_refused(text):
    step, people = dialogue_at("gather", people=1)
    with pytest.raises(NotAccepted):
        rounds.contribute(step, by=people[0], id=uuid4(), text=text)
