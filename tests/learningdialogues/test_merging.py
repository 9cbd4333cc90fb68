"""Harvest: a proposal beside the pattern that it may strengthen, and how often a pattern counts as seen."""

import pytest

from learningdialogues import facilitation, harvest
from learningdialogues.counting import counts_of
from learningdialogues.models import Occurrence, PatternProposal
from network.models import Item, Role
from tests.learningdialogues.factories import NOW, at_desk, current, dialogue_at, prepared
from tests.network.factories import organisation, person

pytestmark = pytest.mark.django_db


def proposals_of_one_dialogue(*titles, at=None):
    """What one dialogue proposed: a cause that is a pattern for each title."""
    step, _people = dialogue_at("patterns", people=5, kinds=("patterns",))
    for title in titles:
        at_desk(step, "oorzaak", naam=title, tekst=f"{title}, steeds weer.", soort="systeem", is_patroon="ja")
    dialogue = current(step.dialogue).dialogue
    if at is not None:
        dialogue.organisations.set(at)
    facilitation.close(dialogue, at=NOW)
    return [PatternProposal.objects.get(dialogue=dialogue, title=title) for title in titles]


def reader():
    return person(Role.SECOND_READER, organisation("Gemeente Heuveldam"))


@pytest.fixture
def public_page():
    (proposal,) = proposals_of_one_dialogue("Brieven zonder datum")
    proposal.owner_agrees_to_share = True
    return harvest.publish_as_new(proposal, by=reader(), at=NOW)


def test_two_causes_of_one_dialogue_count_as_one_dialogue(public_page):
    for proposal in proposals_of_one_dialogue("Datum ontbreekt", "Geen termijn in de brief"):
        harvest.add_occurrence(proposal, public_page, by=reader(), at=NOW)
    counts = counts_of([public_page.key])[public_page.key]
    assert (counts.seen, counts.all) == (2, 2)
    assert set(PatternProposal.objects.values_list("status", flat=True)) == {"published", "merged"}


@pytest.mark.parametrize(("names", "told"), [(1, None), (2, None), (3, 3), (4, 4)])
def test_the_number_of_organisations_is_told_from_three_on_however_many_dialogues_saw_it(names, told):
    where = [organisation(f"Gemeente Voorbeeld {number}") for number in range(names)]
    page = None
    for _time in range(2):
        (proposal,) = proposals_of_one_dialogue("Brieven zonder datum", at=where)
        if page is None:
            page = harvest.publish_as_new(proposal, by=reader(), at=NOW)
        else:
            harvest.add_occurrence(proposal, page, by=reader(), at=NOW)
    counts = counts_of([page.key])[page.key]
    assert (counts.seen, counts.organisations) == (2, told)


def test_what_was_never_held_is_no_dialogue_in_which_a_pattern_was_not_seen(public_page):
    never_closed, rehearsal = prepared("gather"), prepared("gather", is_rehearsal=True)
    facilitation.erase(never_closed, at=NOW)
    rehearsal.closed_at = NOW
    rehearsal.save()
    assert counts_of([public_page.key])[public_page.key].all == 1


def test_a_dialogue_without_organisations_counts_for_the_one_that_held_it():
    (proposal,) = proposals_of_one_dialogue("Brieven zonder datum", at=[])
    page = harvest.publish_as_new(proposal, by=reader(), at=NOW)
    assert Item.objects.get(pk=page.key).visibility.split() == [f"org:{proposal.organisation.key}"]
    assert list(Occurrence.objects.get().organisations.all()) == [proposal.organisation]


def test_the_second_reader_puts_a_pattern_beside_the_proposal_and_adds_it(client, public_page):
    (proposal,) = proposals_of_one_dialogue("Datum ontbreekt")
    client.force_login(reader())
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert f'<option value="{public_page.key}">' in page
    beside = client.get(f"{proposal.get_absolute_url()}?naast={public_page.key}").content.decode()
    assert "Datum ontbreekt, steeds weer." in beside and "Brieven zonder datum, steeds weer." in beside
    assert "in 1 van 2 leerdialogen" in beside
    answer = client.post(proposal.get_absolute_url(), {"besluit": "samenvoegen", "pattern": public_page.key})
    assert (answer.status_code, answer["Location"]) == (302, public_page.item_url())
    proposal.refresh_from_db()
    assert (proposal.status, proposal.pattern_key) == ("merged", public_page.key)
    assert counts_of([public_page.key])[public_page.key].seen == 2


def test_a_pattern_that_stays_inside_other_organisations_is_not_put_beside_a_proposal(client):
    (inside,) = proposals_of_one_dialogue("Brieven zonder datum", at=[organisation("Gemeente Waterdorp")])
    hidden = harvest.publish_as_new(inside, by=reader(), at=NOW)
    (proposal,) = proposals_of_one_dialogue("Datum ontbreekt")
    client.force_login(reader())
    page = client.get(f"{proposal.get_absolute_url()}?naast={hidden.key}").content.decode()
    assert "Brieven zonder datum" not in page
    refused = client.post(proposal.get_absolute_url(), {"besluit": "samenvoegen", "pattern": hidden.key})
    assert refused.status_code == 422
    assert not Occurrence.objects.filter(pattern_key=hidden.key).exclude(quarter=inside.quarter).exists()
    proposal.refresh_from_db()
    assert proposal.status == "proposed"
