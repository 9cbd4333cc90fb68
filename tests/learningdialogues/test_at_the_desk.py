"""What the desk says while a step goes on: votes are called answers, options stay in sight, nothing is a dead form."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from learningdialogues import entries, rounds, windows
from tests.learningdialogues.factories import dialogue_at, do, prepared
from tests.learningdialogues.kinds.people import Desk, Person, again, words

pytestmark = pytest.mark.django_db


def test_votes_are_called_answers_and_the_options_stay_at_the_desk_after_the_first():
    step, people = dialogue_at("rank", people=6, kinds=("welcome", "rank", "reflect"))
    entries.add_option(step, "Bel eerst")
    desk = Desk(step)
    do(step, people[0], "verdeel", **{"punten-1": 10}, volgnummer=1)
    text = desk.text()
    assert "bijdragen, verborgen" not in text
    assert "heeft geantwoord, verborgen" in text or "hebben geantwoord, verborgen" in text
    assert "Vanaf het eerste antwoord blijven de opties zoals ze zijn" in text
    assert "1 Bel eerst" in text


def test_a_circle_without_options_says_what_to_do_and_offers_no_form():
    step, people = dialogue_at("perspectives", people=4, kinds=("welcome", "perspectives", "reflect"))
    desk, visitor = Desk(step), Person(step, people[0])
    assert "Er zijn nog geen opties" in visitor.text()
    assert not visitor.page().select("form[action$='/cijfers/']")
    assert "maak daar opties en kies ze hier" in desk.text()
    assert not desk.page().select("form[action$='/kies-opties/'], form[action$='/samen/']")


def test_what_was_sent_in_is_put_on_the_line_without_typing_it_again():
    step, people = dialogue_at("timeline", people=5, kinds=("welcome", "timeline", "reflect"))
    desk = Desk(step)
    about = {"wanneer": "Maand 3", "plek": "brief", "baan": "organisatie", "soort": "interventie"}
    for number, one in enumerate(people):
        rounds.contribute(step, by=one, id=uuid4(), text=f"Er kwam brief {number}", details=about)
    desk.do("toon")
    assert "De lijn is nog leeg" not in desk.text() + Person(step, people[0]).text()
    forms = [form for form in desk.page().select("form[action$='/gebeurtenis/']") if form.textarea.get_text(strip=True)]
    assert len(forms) == 5
    fields = {tag["name"]: tag["value"] for tag in forms[0].select("input[name]") if tag["name"] in about}
    fields |= {tag["name"]: tag.select_one("option[selected]")["value"] for tag in forms[0].select("select")}
    assert fields == about
    assert desk.client.post(forms[0]["action"], fields | {"tekst": forms[0].textarea.get_text()}).status_code == 302
    event = again(step).entries.get(type="event").data
    assert (event["when"], event["lane"], event["mark"]) == ("Maand 3", "organisatie", "interventie")


def test_a_period_that_is_set_before_the_door_is_open_says_that_the_door_must_open(client):
    dialogue = prepared("welcome", "gather", "reflect")
    now = timezone.now()
    step = dialogue.steps.get(kind="gather")
    windows.set_window(step, opens=now, closes=now + timedelta(days=2), reminds=None, addresses=[], at=now)
    client.force_login(dialogue.facilitator)
    page = client.get(dialogue.get_absolute_url()).content.decode()
    assert "Ze begint pas als de deur van de leerdialoog open is" in page


def test_the_rail_at_the_desk_shows_when_a_step_is_open():
    step, _people = dialogue_at("welcome", people=4, kinds=("welcome", "gather", "reflect"))
    day = timezone.localtime(timezone.now())
    step.dialogue.steps.filter(kind="gather").update(window_opens=day, window_closes=day + timedelta(days=2))
    (rail,) = Desk(step).page().select("ol.rail")
    assert day.strftime("van %d-%m %H.%M tot") in words(rail)
