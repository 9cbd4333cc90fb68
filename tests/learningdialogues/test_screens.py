"""What the big screen and the desk say around the rounds: before the beginning, in a pause, at the close and after."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from learningdialogues import facilitation
from learningdialogues.models import Dialogue
from tests.learningdialogues.factories import NOW, dialogue_at, enter, prepared
from tests.learningdialogues.kinds.people import Desk, words

pytestmark = pytest.mark.django_db


def open_one(**details: object) -> tuple[Dialogue, Client]:
    dialogue = prepared("gather", "reflect", **details)
    facilitation.open_room(dialogue, at=NOW)
    client = Client()
    client.force_login(dialogue.facilitator)
    return dialogue, client


def test_the_screen_before_the_beginning_says_where_to_go_and_how_many_are_inside():
    dialogue, client = open_one()
    enter(dialogue), enter(dialogue)
    text = words(BeautifulSoup(client.get(f"/leerdialogen/{dialogue.pk}/scherm/").content, "html.parser"))
    assert "testserver/meedoen/" in text
    assert dialogue.code in text
    assert "2 van 12 binnen" in text


def test_closing_leaves_a_screen_that_says_that_it_is_over():
    step, _people = dialogue_at("reflect", people=5, kinds=("gather", "reflect"))
    desk = Desk(step)
    desk.close()
    answer = desk.client.get(f"{desk.path}scherm/")
    assert answer.status_code == 410
    assert "Deze leerdialoog is afgelopen" in answer.content.decode()
    assert "volgcode" in answer.content.decode()
    assert desk.client.get(f"{desk.path}scherm/?deel=1").status_code == 410


def test_the_follow_code_can_be_scanned_copied_and_printed_and_stands_in_no_address_that_is_sent():
    step, _people = dialogue_at("reflect", people=5, kinds=("gather", "reflect"))
    desk, phone = Desk(step), Client()
    assert "Daarna zie je de volgcode" in desk.text()
    page = BeautifulSoup(desk.do("sluit", zeker="ja").content, "html.parser")
    code = page.select_one("[data-follow-code]").get_text(strip=True)
    assert page.select_one("[data-follow-qr] svg") and page.select_one("[data-print]")
    assert page.select_one("[data-copy]")["data-copy"] == code
    assert not [tag for tag in page.select("[href], [action], [src]") if code in str(tag.attrs)]
    outside = BeautifulSoup(phone.get(f"/meedoen/{step.dialogue_id}/").content, "html.parser")
    assert outside.select_one("form[action='/meedoen/volgen/'] [name=volgcode]")
    assert code not in str(outside)
    assert phone.post("/meedoen/volgen/", {"volgcode": code}).status_code == 200
