"""A facilitator makes steps ready before they begin: the line of events, questions, stages. Nobody sees it before."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from learningdialogues import facilitation
from learningdialogues.kinds import KINDS
from learningdialogues.models import Dialogue
from network.models import Role
from tests.learningdialogues.factories import NOW, enter, prepared
from tests.learningdialogues.kinds.people import Person
from tests.network.factories import person

pytestmark = pytest.mark.django_db

EVENT = {"wanneer": "Maart 2024", "baan": "inwoner", "soort": "factor", "tekst": "De post kwam terug."}


@pytest.fixture
def draft() -> Dialogue:
    return prepared("welcome", "timeline", "poll", "journey", "matrix", "checklist", "reflect")


@pytest.fixture
def desk(draft) -> Client:
    client = Client()
    client.force_login(draft.facilitator)
    return client


def address(draft: Dialogue, kind: str, act: str = "") -> str:
    return f"/leerdialogen/{draft.pk}/stap/{draft.steps.get(kind=kind).pk}/{act + '/' if act else ''}"


def test_the_line_of_events_stands_there_when_its_step_begins(draft, desk):
    assert address(draft, "timeline") in desk.get(draft.get_absolute_url()).content.decode()
    answer = desk.post(address(draft, "timeline", "gebeurtenis"), EVENT)
    assert (answer.status_code, answer.url) == (302, address(draft, "timeline"))
    assert EVENT["tekst"] in desk.get(answer.url).content.decode()
    facilitation.open_room(draft, at=NOW)
    facilitation.start(draft, at=NOW)
    participant = Person(draft.steps.get(kind="welcome"), enter(draft))
    assert EVENT["tekst"] not in participant.text()
    facilitation.move_on(draft, to=draft.steps.get(kind="timeline"), at=NOW)
    assert EVENT["tekst"] in participant.text()


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.prepares])
def test_what_the_guide_gives_stands_there_once_and_every_form_is_of_this_step(draft, desk, kind):
    first = desk.get(address(draft, kind)).content.decode()
    assert desk.get(address(draft, kind)).content.decode().count("<form") == first.count("<form")
    found = BeautifulSoup(first, "html.parser").select(f'form[action^="{address(draft, kind)}"]')
    names = {form["action"].rstrip("/").rsplit("/", 1)[-1] for form in found}
    assert names and names <= set(draft.steps.get(kind=kind).kind_module.prepares)


def test_what_is_not_accepted_is_said_with_all_that_was_typed(draft, desk):
    answer = desk.post(
        address(draft, "timeline", "gebeurtenis"), EVENT | {"wanneer": "", "tekst": "Bijzondere woorden."}
    )
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    form = page.find("form", action=address(draft, "timeline", "gebeurtenis"))
    assert form.textarea.get_text() == "Bijzondere woorden."
    assert form.find("option", selected=True)["value"] == EVENT["baan"]
    assert page.find(role="alert")
    answer = desk.post(address(draft, "timeline", "gebeurtenis"), EVENT | {"tekst": "Bel hem op 06-12345678."})
    assert answer.status_code == 422
    assert not draft.entries.exists()


def test_only_who_leads_prepares_and_only_what_lies_ahead(draft, desk):
    other = Client()
    other.force_login(person(Role.FACILITATOR))
    assert other.get(address(draft, "timeline")).status_code == 403
    assert other.post(address(draft, "timeline", "gebeurtenis"), EVENT).status_code == 403
    assert desk.get(address(draft, "welcome")).status_code == 404, "nothing to make ready"
    assert desk.post(address(draft, "poll", "opnieuw")).status_code == 404
    facilitation.open_room(draft, at=NOW)
    facilitation.start(draft, at=NOW)
    facilitation.move_on(draft, to=draft.steps.get(kind="timeline"), at=NOW)
    assert desk.get(address(draft, "timeline")).status_code == 404, "it began"
    assert desk.post(address(draft, "poll", "vraag"), {"tekst": "Ken je dit?", "schaal": "use"}).status_code == 302
