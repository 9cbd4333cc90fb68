"""The rows of docs/visibility.md about cases, dialogues, reports and proposals, tried over HTTP."""

import pytest
from django.test import Client

from learningdialogues import facilitation
from learningdialogues.models import PatternProposal
from network.models import Role
from tests.learningdialogues.factories import NOW, at_desk, case, current, dialogue_at
from tests.network.factories import organisation, person
from tests.visibility_table import STRANGER, everybody

pytestmark = pytest.mark.django_db

OTHER = "Gemeente Waterdorp"


def status_for(who: str, path: str, where: str) -> int:
    """What ``who`` (a role at ``where``, or a stranger) gets for ``path``."""
    client = Client()
    if who != STRANGER:
        client.force_login(person(who, organisation(where)))
    return client.get(path).status_code


def closed_dialogue() -> PatternProposal:
    step, _people = dialogue_at("patterns", people=1, kinds=("patterns",), case=case())
    at_desk(step, "oorzaak", naam="Brieven zonder datum", soort="systeem", is_patroon="ja")
    facilitation.close(current(step.dialogue).dialogue, at=NOW)
    return PatternProposal.objects.get()


@everybody("case")
def test_a_case_is_seen_by_who_the_table_says(who, word):
    path = case().get_absolute_url()
    own, elsewhere = status_for(who, path, "Gemeente Voorbeeldstad"), status_for(who, path, OTHER)
    assert (own == 200) is (word == "own")
    assert elsewhere != 200


@everybody("dialogue")
def test_the_desk_of_a_dialogue_opens_for_its_facilitator_only(who, word):
    step, _people = dialogue_at("gather", people=1)
    path = step.dialogue.get_absolute_url()
    assert word == "part"
    assert status_for(who, path, "Gemeente Voorbeeldstad") != 200
    client = Client()
    client.force_login(step.dialogue.facilitator)
    for page in (path, f"{path}deel/", f"{path}scherm/"):
        assert client.get(page).status_code == 200, page


@everybody("report")
def test_a_report_is_for_the_group_its_facilitator_and_who_brought_in_the_case(who, word):
    dialogue = closed_dialogue().dialogue
    path = f"{dialogue.get_absolute_url()}verslag/"
    assert word == "part"
    assert status_for(who, path, "Gemeente Voorbeeldstad") != 200
    for reader in (dialogue.facilitator, dialogue.case.owner):
        client = Client()
        client.force_login(reader)
        assert client.get(path).status_code == 200


@everybody("proposal")
def test_a_proposal_is_read_by_second_readers_everywhere_and_by_who_made_it(who, word):
    proposal = closed_dialogue()
    path = proposal.get_absolute_url()
    assert (status_for(who, path, OTHER) == 200) is (word == "yes")
    client = Client()
    client.force_login(proposal.proposed_by)
    assert client.get(path).status_code == 200
    assert client.post(path, {"besluit": "nieuw", "title": "X", "summary": "Y"}).status_code == 403


@pytest.mark.parametrize("role", [Role.READER, Role.PROFESSIONAL, Role.SECOND_READER])
def test_only_a_facilitator_starts_a_dialogue(role):
    assert status_for(role, "/leerdialogen/nieuw/", "Gemeente Voorbeeldstad") == 403


def test_a_reader_brings_in_no_case():
    assert status_for(Role.READER, "/buikpijncasus/", "Gemeente Voorbeeldstad") == 403
