"""A step that is opened once more: what was shown stays, a new round comes beside it, and the promise is the same."""

from uuid import uuid4

import pytest
from django.utils import timezone

from learningdialogues import entries, facilitation, rehearsing, rounds, voting
from learningdialogues.kinds import KINDS
from learningdialogues.kinds.rank import ranking_of
from learningdialogues.models import Step
from network.models import Role
from tests.learningdialogues.factories import NOW, at_desk, current, dialogue_at, do, give, guide
from tests.learningdialogues.kinds.people import Desk, Person, again
from tests.network.factories import person

pytestmark = pytest.mark.django_db

AGAIN = "form[action$='/nog-een-keer/']"
TEXTS = ["gather", "build", "story", "timeline", "journey", "matrix", "annotate", "patterns", "solve", "actions"]


def open_again(desk):
    """Through the button that stands at the desk."""
    (form,) = desk.page().select(AGAIN)
    answer = desk.client.post(form["action"])
    assert answer.status_code == 302, answer.content.decode()[:2000]


def everybody_gives(step, people, words):
    for number, one in enumerate(people):
        rounds.contribute(step, by=one, id=uuid4(), text=f"{words} {number}", details={})


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_of_a_new_round_stand_beside_those_that_were_shown(kind):
    step, people = dialogue_at(kind, people=6, kinds=("welcome", kind, "reflect"))
    desk, visitor = Desk(step), Person(step, people[0])
    everybody_gives(step, people[:5], "Eerst")
    desk.do("toon")
    open_again(desk)
    step = again(step)
    assert (step.round, step.round_number, step.level) == ("collecting", 2, "unlinkable")
    assert {row.text for row in rounds.shown(step)} == {f"Eerst {n}" for n in range(5)}
    assert "0 hebben gegeven" in desk.text(), "who gave is counted anew"
    everybody_gives(step, people[1:5], "Later")
    assert desk.do("toon").status_code == 422, "four give something: again from five on"
    everybody_gives(again(step), people[5:], "Later nog")
    assert "Later nog" not in visitor.text()
    assert desk.do("toon").status_code == 302
    shown = {row.text for row in rounds.shown(again(step))}
    assert {"Eerst 0", "Later 3", "Later nog 0"} <= shown
    assert len(shown) == 10


@pytest.mark.parametrize("kind", ["gather", "timeline", "patterns"])
def test_what_was_shown_stays_on_every_screen_while_the_new_round_collects(kind):
    step, people = dialogue_at(kind, people=6, kinds=("welcome", kind, "reflect"))
    desk, visitor = Desk(step), Person(step, people[0])
    everybody_gives(step, people, "Eerst")
    desk.do("toon")
    open_again(desk)
    for text in (visitor.text(), desk.text(), desk.text("scherm/")):
        assert "Eerst 3" in text


def ranked(people=6):
    step, inside = dialogue_at("rank", people=people, kinds=("welcome", "rank", "perspectives", "reflect"))
    entries.add_option(step, "Bellen")
    entries.add_option(step, "Schrijven")
    return step, inside, Desk(step)


def divide(step, people, option):
    for one in people:
        do(step, one, "verdeel", **{f"punten-{option}": 10}, volgnummer=1)


def first_of(step):
    return ranking_of(step).options[0].option


def test_a_group_that_goes_back_to_a_ranking_ranks_again_and_the_last_shown_round_counts():
    step, people, desk = ranked()
    divide(step, people, 1)
    desk.do("toon")
    dialogue = step.dialogue
    facilitation.move_on(dialogue, to=dialogue.steps.get(kind="perspectives"), at=NOW)
    desk.do("verder", naar=str(step.pk))
    open_again(desk)
    step = current(dialogue)
    visitor = Person(step, people[0])
    assert visitor.page().select("form[action$='/verdeel/']")
    for text in (visitor.text(), desk.text("scherm/")):
        assert "Dit is de volgorde van de vorige ronde" in text
    divide(step, people[:4], 2)
    assert desk.do("toon").status_code == 422
    assert first_of(again(step)) == "1", "what was shown counts until the new round is shown"
    divide(step, people[4:], 2)
    assert desk.do("toon").status_code == 302
    assert first_of(again(step)) == "2"


def test_a_second_round_that_was_never_shown_takes_nothing_from_the_report():
    step, people, desk = ranked()
    divide(step, people, 1)
    desk.do("toon")
    open_again(desk)
    divide(again(step), people[:3], 2)
    circle = step.dialogue.steps.get(kind="perspectives")
    desk.do("verder", naar=str(circle.pk), toch="ja")
    circle.refresh_from_db()
    assert circle.settings["options"] == [0, 1, 2]
    desk.close()
    step.refresh_from_db()
    assert step.result["ranking"]["options"][0]["option"] == "1"
    assert "Bellen" in desk.report()


def test_who_agreed_to_less_is_promised_in_full_again_in_the_new_round():
    step, people = dialogue_at("gather", people=3, kinds=("welcome", "gather", "reflect"))
    desk = Desk(step)
    for one in people:
        give(step, one, "Iets")
        voting.agree_to_release(step, by=one)
    desk.do("toon")
    assert again(step).level == "hidden"
    open_again(desk)
    assert again(step).level == "unlinkable", "the level never falls"


def test_the_desk_offers_it_only_where_it_makes_sense():
    open_mode = {"gather": {"mode": "open"}}
    for kind, texts in (("gather", open_mode), ("reflect", None)):
        step, people = dialogue_at(kind, people=5, kinds=("welcome", kind, "actions"), texts=texts)
        desk = Desk(step)
        everybody_gives(step, people, "Eerst")
        desk.do("toon")
        assert not desk.page().select(AGAIN)
        assert desk.do("nog-een-keer").status_code == 422
        assert again(step).is_revealed


def test_before_a_round_was_shown_there_is_no_next_one():
    step, _people = dialogue_at("gather", people=5, kinds=("welcome", "gather", "reflect"))
    desk = Desk(step)
    assert not desk.page().select(AGAIN)
    assert desk.do("nog-een-keer").status_code == 422


def test_every_kind_with_a_round_says_whether_it_opens_again():
    closed = {code for code, kind in KINDS.items() if kind.has_round and not kind.opens_again}
    has_own_words = {code for code in closed if "opnieuw" in KINDS[code].desk_acts()}
    assert closed - has_own_words == {"reflect"}


def test_the_circle_shows_the_scores_of_the_round_before_while_it_scores_again():
    step, people = dialogue_at("perspectives", people=6, kinds=("welcome", "perspectives", "reflect"))
    entries.add_option(step, "Bellen")
    at_desk(step, "kies-opties", optie=["1"])
    step, desk = again(step), Desk(step)
    for one in people:
        marks = {f"cijfer-{p}-{o}": "4" for p in ("juridisch", "financieel", "sociaal") for o in (0, 1)}
        do(step, one, "cijfers", volgnummer=1, **marks)
    desk.do("toon")
    assert desk.act("opnieuw").status_code == 302
    assert "Cijfers van de vorige ronde" in Person(step, people[0]).text()
    desk.close()
    assert Step.objects.get(pk=step.pk).result["rounds"], "the report keeps the scores that were shown"


def test_a_rehearsal_plays_the_new_round_too():
    by = person(Role.FACILITATOR)
    where = by.memberships.get().organisation
    found = rehearsing.rehearse(guide("gather", "reflect"), by=by, organisation=where, at=timezone.now())
    facilitation.start(found, at=timezone.now())
    desk = Desk(current(found))
    desk.do("meer-tijd")
    desk.do("toon")
    open_again(desk)
    assert desk.do("toon").status_code == 302
    assert current(found).round_number == 2
    assert len(rounds.shown(current(found))) == 2 * rehearsing.PEOPLE
