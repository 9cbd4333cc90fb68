"""What was taken out of a text is shown as removed, which is not the same as unknown, and nothing slips through."""

import pytest

from learningdialogues import rounds
from network.templatetags.look import shared_text
from tests.learningdialogues.factories import dialogue_at, give

pytestmark = pytest.mark.django_db


def test_what_the_check_took_out_is_a_mark_and_the_rest_stays_text():
    shown = shared_text("Ze belde [weggehaald] op <b>maandag</b>.")
    assert "[weggehaald]" not in shown
    assert 'class="badge removed"' in shown
    assert "&lt;b&gt;maandag" in shown


def test_the_room_shows_the_mark(client):
    step, people = dialogue_at("gather", people=5)
    for number, one in enumerate(people):
        give(step, one, f"Nummer {number}: [weggehaald] belde op een onbekend moment.")
    rounds.reveal(step)
    client.force_login(step.dialogue.facilitator)
    page = client.get(step.dialogue.get_absolute_url()).content.decode()
    assert page.count('class="badge removed"') >= 5
    assert "onbekend moment" in page
