"""Going on to another step: the desk asks while something is sealed, and what was skipped takes nothing in."""

import pytest

from learningdialogues import entries, sealing
from learningdialogues.models import PlanChange, SealedContribution
from tests.learningdialogues.factories import dialogue_at, do, give
from tests.learningdialogues.kinds.people import Desk, Person, again

pytestmark = pytest.mark.django_db

KINDS = ("welcome", "gather", "rank", "reflect")


def test_the_desk_asks_also_about_what_came_in_after_its_counts_were_read():
    step, people = dialogue_at("gather", people=6, kinds=KINDS)
    desk = Desk(step)
    assert "0 hebben gegeven" in desk.text()
    for number, one in enumerate(people):
        give(step, one, f"Tekst {number}")
    asked = desk.do("verder", reden="We lopen uit")
    assert asked.status_code == 200
    assert "Er is nog verborgen inbreng." in asked.content.decode()
    assert again(step).kind == "gather"
    assert 'name="reden" value="We lopen uit"' in asked.content.decode(), "the reason goes along with the answer"
    assert desk.do("verder", toch="ja", reden="We lopen uit").status_code == 302
    assert again(step).kind == "rank"


def test_the_desk_asks_about_votes_that_were_not_shown_and_not_about_nothing():
    step, people = dialogue_at("rank", people=6, kinds=KINDS)
    entries.add_option(step, "Bel eerst")
    desk = Desk(step)
    do(step, people[0], "verdeel", **{"punten-1": 10}, volgnummer=1)
    assert desk.do("verder").status_code == 200
    assert again(step).kind == "rank"
    step.ballots.all().delete()
    assert desk.do("verder").status_code == 302
    assert again(step).kind == "reflect"


@pytest.mark.parametrize("script", [{}, {"X-Requested-With": "fetch"}])
def test_a_skipped_step_takes_nothing_in_and_says_so_with_all_that_was_typed(script):
    now, people = dialogue_at("rank", people=6, kinds=KINDS)
    person = Person(now.dialogue.steps.get(kind="gather", state="skipped"), people[0])
    person.client.defaults.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in script.items()})
    refused = person.send("stuur", tekst="Wat ik nog wilde zeggen")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "De groep heeft deze stap overgeslagen" in page
    assert "Wat ik nog wilde zeggen" in page
    assert not SealedContribution.objects.exists()


def test_who_goes_back_to_a_skipped_step_lets_it_take_contributions_again():
    step, people = dialogue_at("rank", people=6, kinds=KINDS)
    gather = step.dialogue.steps.get(kind="gather")
    assert gather.state == "skipped"
    person = Person(gather, people[0])
    assert person.send("stuur", tekst="Te vroeg").status_code == 422
    assert Desk(step).do("verder", naar=str(gather.pk)).status_code == 302
    assert person.send("stuur", tekst="Nu wel").status_code == 302
    assert [row.text for row in sealing.texts_of(gather)] == ["Nu wel"]
    assert "Overgeslagen" in [change.get_what_display() for change in PlanChange.objects.all()]
