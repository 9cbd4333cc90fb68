"""Taking a seat over HTTP: once for each click of a person, and never lost when it goes wrong."""

from uuid import uuid4

import pytest
from django.test import Client

from learningdialogues import entries, facilitation, seating
from learningdialogues.models import Dialogue
from tests.learningdialogues.factories import NOW, at_desk, current, dialogue_at, do, prepared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def dialogue() -> Dialogue:
    found = prepared("welcome", seats=4)
    facilitation.open_room(found, at=NOW)
    return found


def knock(dialogue: Dialogue, code: str, klop: str):
    """What a browser without a seat sends; the first answer of two clicks never arrived."""
    return Client().post(f"/meedoen/{dialogue.pk}/binnen/", {"code": code, "klop": klop})


def test_two_clicks_on_the_button_are_one_seat_with_one_token(dialogue):
    klop = str(uuid4())
    first, second = (knock(dialogue, dialogue.code, klop) for _click in range(2))
    assert first.status_code == second.status_code == 302
    cookie = next(iter(first.cookies))
    assert first.cookies[cookie].value == second.cookies[cookie].value
    dialogue.refresh_from_db()
    assert dialogue.seats_taken == 1


@pytest.mark.parametrize("klop", ["", "geen id"])
def test_without_an_id_of_the_form_each_post_is_a_seat(dialogue, klop):
    for _person in range(2):
        assert knock(dialogue, dialogue.code, klop).status_code == 302
    dialogue.refresh_from_db()
    assert dialogue.seats_taken == 2


def test_the_pages_with_a_code_field_send_an_id(client):
    assert 'name="klop"' in client.get("/meedoen/").content.decode()
    assert 'name="klop"' in client.get("/").content.decode()


def test_a_code_on_paper_that_found_the_door_closed_works_when_it_opens_again(dialogue):
    code = seating.print_codes(dialogue)[0]
    seating.set_door(dialogue, is_open=False)
    assert knock(dialogue, code, str(uuid4())).status_code == 422
    seating.set_door(dialogue, is_open=True)
    assert knock(dialogue, code, str(uuid4())).status_code == 302
    assert knock(dialogue, code, str(uuid4())).status_code == 422, "it works once"


def test_the_facilitator_takes_away_a_remark_of_somebody_who_is_no_expert(client):
    step, people = dialogue_at("perspectives", people=5)
    entries.add_option(step, "Bel eerst")
    at_desk(step, "kies-opties", optie=["1"])
    step = current(step.dialogue)
    at_desk(step, "noem-kenner", perspectief="juridisch", wie="Jurist")
    do(step, people[0], "kenner", optie="0", perspectief="juridisch", antwoord="cannot", tekst="Mag niet.")
    client.force_login(step.dialogue.facilitator)
    desk = f"/leerdialogen/{step.dialogue_id}/"
    assert "Mag niet." in client.get(desk).content.decode()
    remark = step.entries.get(type="knower")
    client.post(f"{desk}stap/{step.pk}/kenner-weg/", {"id": remark.pk})
    assert "Mag niet." not in client.get(desk).content.decode()


def test_the_facilitator_says_at_the_desk_that_an_expert_by_experience_is_here(client):
    step, _people = dialogue_at("perspectives", people=5)
    client.force_login(step.dialogue.facilitator)
    desk = f"/leerdialogen/{step.dialogue_id}/"
    assert "Zonder ervaringsdeskundige aan tafel" in client.get(desk).content.decode()
    client.post(f"{desk}doe/ervaringsdeskundige/", {"ervaringsdeskundige": "ja"})
    assert current(step.dialogue).dialogue.has_experience_expert
    assert "Met ervaringsdeskundige aan tafel" in client.get(desk).content.decode()
