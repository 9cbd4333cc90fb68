"""Personal data is held back in the room and at the desk, and nothing that was typed is lost."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from learningdialogues import sealing
from learningdialogues.models import Dialogue, Entry, SealedContribution
from learningdialogues.tokens import participant_cookie_name as _name
from learningdialogues.tokens import sign
from network.models import Role
from tests.learningdialogues.factories import dialogue_at
from tests.network.factories import person

pytestmark = pytest.mark.django_db

RECOGNISABLE = "Mevrouw Jansen vertelde in maart over taarten."
IDENTIFIER = "Haar bsn is 999999990 en ze belde."


@pytest.fixture
def room():
    step, people = dialogue_at("gather", people=1)
    client = Client()
    client.cookies[_name(step.dialogue.pk)] = sign(people[0].token, people[0].key)
    return step, client


def send(step, client, text, **more):
    path = f"/meedoen/{step.dialogue.pk}/stap/{step.pk}/stuur/"
    return client.post(path, {"id": "4f0c7c0e-0d6e-4a55-9d0e-3b5d5b0a1c11", "tekst": text, **more})


def test_a_warning_stops_a_contribution_once_and_keeps_the_text(room):
    step, client = room
    answer = send(step, client, RECOGNISABLE)
    assert answer.status_code == 422
    assert RECOGNISABLE in answer.content.decode()
    assert not SealedContribution.objects.exists()
    token = answer.context["check"].keep_token
    assert send(step, client, RECOGNISABLE, **{"laat-staan": token}).status_code == 302
    assert [row.text for row in sealing.texts_of(step)] == [RECOGNISABLE]


@pytest.mark.parametrize("version", [1, 6, 7])
def test_an_id_that_could_hold_the_hour_is_refused_and_the_text_stays(room, version):
    step, client = room
    id = UUID(int=uuid4().int & ~(0xF << 76) | version << 76)
    answer = send(step, client, "Niemand belde terug.", id=str(id))
    assert answer.status_code == 422
    assert "Niemand belde terug." in answer.content.decode()
    assert not SealedContribution.objects.exists()


def test_an_identifier_never_passes(room):
    step, client = room
    answer = send(step, client, IDENTIFIER)
    assert answer.status_code == 422
    token = answer.context["check"].keep_token
    assert send(step, client, IDENTIFIER, **{"laat-staan": token}).status_code == 422
    assert not SealedContribution.objects.exists()


def test_asking_to_adjust_shows_the_proposal_before_anything_is_sent(room):
    step, client = room
    answer = send(step, client, RECOGNISABLE, **{"pas-aan": "alles"})
    assert answer.status_code == 422
    assert "Jansen" not in answer.context["typed"]["tekst"]
    assert not SealedContribution.objects.exists()


def test_the_desk_may_use_the_proposal_at_once():
    step, _people = dialogue_at("patterns", people=1, kinds=("patterns",))
    client = Client()
    client.force_login(step.dialogue.facilitator)
    path = f"/leerdialogen/{step.dialogue.pk}/stap/{step.pk}/oorzaak/"
    form = {"naam": "Brieven van mevrouw Jansen", "soort": "systeem"}
    answer = client.post(path, form)
    assert answer.status_code == 422
    assert not Entry.objects.exists()
    assert client.post(path, form | {"pas-aan": "alles"}).status_code == 302
    assert "Jansen" not in Entry.objects.get().data["title"]


def test_a_reason_for_a_mark_is_looked_at_too():
    from learningdialogues.guarding import look_at

    assert look_at({"reden-juridisch-1": IDENTIFIER}).blocks


@pytest.mark.parametrize("path", ["/leerdialogen/nieuw/", "/buikpijncasus/"])
def test_a_form_fills_the_proposals_in_when_asked_and_saves_nothing_yet(client, path):
    client.force_login(person(Role.FACILITATOR))
    story = "Mevrouw Jansen las de brief niet."
    form = {"title": "Brief", "story": story, "what_happened": story, "where_it_hurts": "De boete.", "seats": "12"}
    answer = client.post(path, form | {"pas-aan": "alles"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Jansen" not in page
    assert "las de brief niet." in page
    assert "Aangepast. Lees het nog een keer" in page
    assert not Dialogue.objects.exists()
