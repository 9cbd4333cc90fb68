"""The life of a dialogue: what may follow what, what opening asks, what closing and erasing destroy."""

from datetime import UTC, date, datetime, timedelta

import pytest

from learningdialogues import cases, facilitation, harvest, keys, reports, rounds, seating, voting
from learningdialogues.models import (
    Ballot,
    BlockedWriter,
    Contribution,
    Dialogue,
    Entry,
    Gave,
    PatternProposal,
    Ready,
    SealedContribution,
)
from learningdialogues.offering import erase_what_is_due
from learningdialogues.rounds import NotAccepted
from network.models import Item, Role
from tests.learningdialogues.factories import NOW, at_desk, case, current, dialogue_at, give, prepared
from tests.network.factories import organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def finished(people: int = 5, pattern: bool = True) -> Dialogue:
    """A dialogue in its last step, with contributions, a group, a cause and votes."""
    step, inside = dialogue_at("gather", people=people)
    dialogue = step.dialogue
    for number, one in enumerate(inside):
        give(step, one, f"Tekst {number}")
    rounds.reveal(step)
    for kind in ("cluster", "patterns", "rank"):
        facilitation.move_on(dialogue, to=dialogue.steps.get(kind=kind), at=NOW)
        step = current(dialogue)
        if kind == "cluster":
            at_desk(step, "nieuwe-groep", naam="De brief is onduidelijk")
        elif kind == "patterns":
            at_desk(
                step, "oorzaak", naam="Brieven zonder datum", soort="systeem", is_patroon="ja" if pattern else "nee"
            )
        else:
            at_desk(step, "optie", tekst="Zet de datum bovenaan")
            for one in inside:
                voting.vote(step, by=one, question="points", value={"1": 6, "0": 1}, serial=1)
            rounds.reveal(step)
    facilitation.move_on(dialogue, to=dialogue.steps.last(), at=NOW)
    dialogue.refresh_from_db()
    return dialogue


def test_the_transitions_name_every_status_and_end_in_erased():
    assert set(facilitation.TRANSITIONS) == set(Dialogue.Status.values)
    assert {to for targets in facilitation.TRANSITIONS.values() for to in targets} < set(Dialogue.Status.values)
    assert facilitation.TRANSITIONS["erased"] == set()


@pytest.mark.parametrize(("seats", "is_fine"), [(3, False), (4, True), (30, True), (31, False)])
def test_a_dialogue_has_between_four_and_thirty_seats(seats, is_fine):
    if is_fine:
        assert prepared("welcome", seats=seats).seats == seats
    else:
        with pytest.raises(NotAccepted):
            prepared("welcome", seats=seats)


@pytest.mark.parametrize("missing", ["no_procedure_runs", "management_agreed"])
def test_a_door_opens_only_when_everything_is_confirmed(missing):
    dialogue = prepared("welcome")
    setattr(dialogue, missing, False)
    with pytest.raises(NotAccepted):
        facilitation.open_room(dialogue, at=NOW)
    assert dialogue.status == "draft"


def test_until_a_second_reader_confirmed_a_case_opens_only_inside_its_own_organisation():
    brought = case()
    dialogue = prepared("welcome", case=brought)
    dialogue.organisations.add(organisation("Gemeente Waterdorp"))
    with pytest.raises(NotAccepted):
        facilitation.open_room(dialogue, at=NOW)
    cases.confirm(brought, by=person(Role.SECOND_READER))
    dialogue.refresh_from_db()
    facilitation.open_room(dialogue, at=NOW)


def test_a_second_reader_is_of_the_same_organisation_and_not_the_owner():
    owner = person(Role.SECOND_READER)
    brought = case(owner=owner)
    for reader in (owner, person(Role.SECOND_READER, organisation("Gemeente Waterdorp")), person(Role.PROFESSIONAL)):
        with pytest.raises(NotAccepted):
            cases.confirm(brought, by=reader)
    cases.confirm(brought, by=person(Role.SECOND_READER))
    assert brought.is_confirmed


def test_steps_that_are_passed_over_are_skipped_with_the_reason_and_a_step_can_be_held_again():
    step, _people = dialogue_at("gather", people=1)
    dialogue = step.dialogue
    facilitation.move_on(dialogue, to=dialogue.steps.get(kind="rank"), at=NOW + timedelta(minutes=4), reason="Te laat")
    assert dialogue.steps.get(kind="cluster").state == "skipped"
    assert dialogue.steps.get(kind="cluster").reason == "Te laat"
    facilitation.move_on(dialogue, to=dialogue.steps.get(kind="gather"), at=NOW + timedelta(minutes=9))
    assert current(dialogue).kind == "gather"
    assert current(dialogue).seconds_spent == 240


def test_closing_is_possible_in_the_last_step_only():
    step, _people = dialogue_at("gather", people=1)
    with pytest.raises(NotAccepted):
        facilitation.close(step.dialogue, at=NOW)


def test_closing_destroys_key_tags_ballots_and_codes(django_capture_on_commit_callbacks):
    dialogue = finished()
    seating.print_codes(dialogue)
    with django_capture_on_commit_callbacks(execute=True):
        facilitation.close(dialogue, at=NOW)
    with pytest.raises(keys.KeyGone):
        keys.load_key(dialogue.pk)
    dialogue.refresh_from_db()
    for model in (Ballot, Gave, Ready, BlockedWriter):
        assert not model.objects.exists(), model
    assert not dialogue.printed_codes.exists()
    assert dialogue.code is None
    assert dialogue.present_at_close == 5


def test_the_report_holds_groups_and_rankings_and_no_verbatim_contribution():
    dialogue = finished()
    facilitation.close(dialogue, at=NOW)
    whole = str([section["context"] for section in reports.sections_of(dialogue.report)])
    assert "De brief is onduidelijk" in whole
    assert "Zet de datum bovenaan" in whole
    assert "Tekst 0" not in whole


def test_the_group_has_five_working_days_for_objections():
    friday = NOW.replace(day=27)
    assert facilitation.working_days_after(friday, 5) == date(2026, 12, 4)
    after_midnight_here = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    assert facilitation.working_days_after(after_midnight_here, 5) == date(2026, 12, 4)
    good_friday_and_easter_between = datetime(2027, 3, 24, 12, tzinfo=UTC)
    assert facilitation.working_days_after(good_friday_and_easter_between, 5) == date(2027, 4, 2)
    king_and_ascension_and_liberation = datetime(2027, 4, 26, 12, tzinfo=UTC)
    assert facilitation.working_days_after(king_and_ascension_and_liberation, 5) == date(2027, 5, 4)
    assert facilitation.working_days_after(datetime(2026, 12, 24, 12, tzinfo=UTC), 1) == date(2026, 12, 28)
    dialogue = finished()
    facilitation.close(dialogue, at=NOW)
    until = dialogue.report.objections_until
    objection = reports.object_to(dialogue.report, passage="Inzichten", text="Dit klopt niet.", at=until)
    with pytest.raises(NotAccepted):
        reports.object_to(dialogue.report, passage="Inzichten", text="Te laat.", at=until + timedelta(days=1))
    assert reports.make_final(until + timedelta(days=1)) == 0, "an objection is still open"
    reports.adjust_passage(objection, answer="Aangepast.", text="De brief was niet duidelijk.", replaces=True)
    assert reports.make_final(until + timedelta(days=1)) == 1


def test_erasing_destroys_the_raw_texts_and_keeps_the_aggregate_and_a_proof():
    dialogue = finished()
    facilitation.close(dialogue, at=NOW)
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    assert not Contribution.objects.exists()
    assert not Entry.objects.exists()
    dialogue.refresh_from_db()
    assert dialogue.story == ""
    assert dialogue.deletion_proof["deleted"]["contributions"] == 5
    assert dialogue.steps.get(kind="rank").result["ranking"]["ballots"] == 5


def test_only_a_cause_that_the_group_calls_a_pattern_becomes_a_proposal():
    facilitation.close(finished(pattern=False), at=NOW)
    assert not PatternProposal.objects.exists()


def test_whoever_led_the_dialogue_cannot_sign_its_pattern():
    dialogue = finished()
    facilitation.close(dialogue, at=NOW)
    proposal = PatternProposal.objects.get()
    with pytest.raises(NotAccepted):
        harvest.publish_as_new(proposal, by=dialogue.facilitator, at=NOW)


@pytest.mark.parametrize(
    ("organisations", "agrees", "is_public"), [(1, False, False), (1, True, True), (3, False, True)]
)
def test_a_new_pattern_stays_inside_until_three_organisations_saw_it_or_the_owner_agrees(
    organisations, agrees, is_public
):
    dialogue = finished()
    for number in range(organisations - 1):
        dialogue.organisations.add(organisation(f"Gemeente Voorbeeld {number}"))
    facilitation.close(dialogue, at=NOW)
    proposal = PatternProposal.objects.get()
    proposal.owner_agrees_to_share = agrees
    page = harvest.publish_as_new(proposal, by=person(Role.SECOND_READER), at=NOW)
    item = Item.objects.get(pk=page.key)
    assert (" public " in item.visibility) is is_public
    assert Item.objects.visible_to(frozenset({"public"})).filter(pk=page.key).exists() is is_public


def test_a_pattern_that_is_seen_again_counts_once_more_and_hides_small_numbers():
    from learningdialogues.counting import counts_of

    for _number in range(2):
        facilitation.close(finished(), at=NOW)
    first, second = PatternProposal.objects.order_by("pk")
    page = harvest.publish_as_new(first, by=person(Role.SECOND_READER), at=NOW)
    harvest.add_occurrence(second, page, by=person(Role.SECOND_READER), at=NOW)
    counts = counts_of([page.key])[page.key]
    assert (counts.seen, counts.all, counts.organisations) == (2, 2, None)


def test_a_dialogue_that_was_never_closed_is_erased_as_well_with_its_key():
    step, inside = dialogue_at("gather", people=5)
    give(step, inside[0], "Een brief bleef liggen.")
    dialogue = step.dialogue
    dialogue.erase_on = date(2020, 1, 1)
    dialogue.save()
    erase_what_is_due()
    dialogue.refresh_from_db()
    assert dialogue.status == "erased"
    assert dialogue.code is None
    assert not dialogue.is_door_open
    assert not SealedContribution.objects.filter(dialogue=dialogue).exists()


@pytest.mark.django_db(transaction=True)
def test_a_key_that_survived_the_closing_is_destroyed_by_the_hour_and_a_young_or_live_one_is_not(
    monkeypatch, settings, tmp_path
):
    settings.DIALOGUE_KEYS_DIR = tmp_path
    closed, live = finished(), finished()
    with monkeypatch.context() as crash:
        crash.setattr(facilitation.keys, "destroy_key", lambda dialogue_id: None)
        facilitation.close(closed, at=NOW)
    assert facilitation.destroy_left_keys() == 0, "young keys may belong to a door that is opening"
    monkeypatch.setattr(facilitation, "KEY_SETTLES_SECONDS", -1)
    assert facilitation.destroy_left_keys() == 1
    assert keys.load_key(live.pk)
    with pytest.raises(keys.KeyGone):
        keys.load_key(closed.pk)


def test_an_occurrence_elsewhere_opens_a_pattern_for_that_organisation_and_with_the_third_for_all():
    seen = []
    for number, name in enumerate(["Gemeente Waterdorp", "Gemeente Heuveldam", "Gemeente Zandlo"]):
        dialogue = finished()
        dialogue.organisations.set([organisation(name)])
        facilitation.close(dialogue, at=NOW)
        proposal, reader = dialogue.proposals.get(), person(Role.SECOND_READER)
        if number == 0:
            page = harvest.publish_as_new(proposal, by=reader, at=NOW)
        else:
            harvest.add_occurrence(proposal, page, by=reader, at=NOW)
        seen.append(set(Item.objects.get(pk=page.key).visibility.split()))
    first, second, third = seen
    assert first < second
    assert len(second) == 2
    assert third == {"public"}
