"""*Voortborduren*: on what was shown only, sealed until the release, under its original; the report holds no texts."""

from uuid import uuid4

import pytest

from learningdialogues import facilitation, moderating, rehearsing, rounds
from learningdialogues.kinds.build import originals
from learningdialogues.models import Contribution, SealedContribution
from tests.learningdialogues.factories import NOW, at_desk, current, dialogue_at, give
from tests.learningdialogues.kinds.people import Desk, Person

pytestmark = pytest.mark.django_db

KINDS = ("story", "gather", "build", "cluster", "reflect")
LETTER, CALL = "De brief was te lang.", "Niemand belde terug."
SHORTER, FIRST = "Zet de datum bovenaan.", "Bel voor je schrijft."


def room(people=6, kinds=KINDS, given=(LETTER, CALL), takes_from=("Gather",), source="gather", **texts):
    """A room in the step *build*, after a step in which ``given`` was shown."""
    texts = {"build": {"takes_from": list(takes_from), **texts}}
    step, inside = dialogue_at(source, people=people, kinds=kinds, texts=texts)
    for who, text in zip(inside, given, strict=False):
        give(step, who, text)
    for who in inside[len(given) :]:
        rounds.nothing_to_add(step, by=who)
    rounds.reveal(step)
    facilitation.move_on(step.dialogue, to=step.dialogue.steps.get(kind="build"), at=NOW)
    step = current(step.dialogue)
    return step, Desk(step), [Person(step, who) for who in inside]


def pick(text):
    return str(Contribution.objects.get(text=text).pk)


def build(people, on=LETTER, text=SHORTER):
    for number, person in enumerate(people):
        assert person.send(tekst=f"{text} {number}", op=pick(on)).status_code == 302


def test_everybody_reads_what_an_earlier_step_brought_and_picks_one():
    _step, desk, people = room()
    page = people[0].page()
    assert {label.get_text() for label in page.select(".picks label")} == {LETTER, CALL}
    assert {one["value"] for one in page.select("input[name=op]")} == {pick(LETTER), pick(CALL)}
    assert LETTER in desk.text()
    assert LETTER in desk.text("scherm/")


def test_what_is_built_stays_sealed_and_is_then_shown_under_what_it_builds_on():
    _step, desk, people = room()
    build(people[:3], on=LETTER, text=SHORTER)
    build(people[3:], on=CALL, text=FIRST)
    assert SHORTER not in desk.text() + desk.text("scherm/") + people[5].text()
    assert SHORTER in people[0].text(), "one's own is seen by who wrote it"
    assert f"op “{LETTER}”" in people[0].text()
    desk.do("toon")
    for page in (people[0].page(), desk.page(), desk.page("scherm/")):
        sections = {section.p.get_text(): section.ul.get_text() for section in page.select(".built")}
        assert set(sections) == {LETTER, CALL}
        assert f"{SHORTER} 2" in sections[LETTER]
        assert FIRST not in sections[LETTER]


def test_while_the_facilitator_reads_it_each_text_says_what_it_builds_on():
    _step, desk, people = room()
    build(people)
    desk.do("controleer")
    rows = [row.get_text() for row in desk.page().select(".group__row .contribution")]
    assert len(rows) == 6
    assert all(f"op “{LETTER}”" in row for row in rows)


@pytest.mark.parametrize("wrong", ["", "onzin", str(uuid4()), "een ander"])
def test_one_builds_on_something_that_was_shown(wrong):
    step, _desk, people = room()
    if wrong == "een ander":  # sealed, and of this very step
        build(people[:1])
        wrong = str(SealedContribution.objects.get().pk)
    before = SealedContribution.objects.count()
    answer = people[1].send(tekst=SHORTER, op=wrong)
    assert answer.status_code == 422
    assert SHORTER in answer.content.decode(), "what was typed stays"
    assert SealedContribution.objects.count() == before
    assert not step.contributions.exists()


def test_what_was_picked_stays_when_the_text_is_not_accepted():
    _step, _desk, people = room()
    answer = people[0].send(tekst="Bel 06-12345678.", op=pick(CALL)).content.decode()
    assert f'value="{pick(CALL)}" checked' in answer


@pytest.mark.parametrize(("source", "kinds"), [("story", ("story", "rank", "build", "reflect")), ("gather", KINDS)])
def test_without_a_choice_in_the_guide_one_builds_on_the_last_step_that_brought_something_in(source, kinds):
    step, _desk, _people = room(kinds=kinds, source=source, takes_from=())
    assert {row.text for row in originals(step)} == {LETTER, CALL}


def test_a_hidden_contribution_cannot_be_built_on_and_what_hung_on_it_is_still_shown():
    step, desk, people = room()
    build(people)
    moderating.hide(step.dialogue.steps.get(kind="gather"), id=Contribution.objects.get(text=LETTER).pk, reason="Naam.")
    assert {label.get_text() for label in people[0].page().select(".picks label")} == {CALL}
    desk.do("toon")
    page = people[0].text()
    assert LETTER not in page
    assert f"{SHORTER} 0" in page


def test_where_nothing_was_shown_there_is_nothing_to_pick():
    step, _inside = dialogue_at("build", people=5, kinds=KINDS)
    desk = Desk(step)
    page = Person(step, _inside[0]).text()
    assert "kwam nog niets in beeld" in page
    assert desk.client.get(desk.path).status_code == 200


def test_the_report_holds_counts_and_what_was_grouped_and_no_texts():
    step, desk, people = room()
    build(people)
    desk.do("toon")
    facilitation.move_on(step.dialogue, to=step.dialogue.steps.get(kind="cluster"), at=NOW)
    clusters = current(step.dialogue)
    clusters.texts["takes_from"] = ["Build"]
    clusters.save(update_fields=["texts"])
    built = list(step.contributions.all())
    at_desk(clusters, "nieuwe-groep", naam="Kortere brieven", bijdrage=[str(row.pk) for row in built[:4]])
    desk.close()
    step.refresh_from_db()
    assert step.result == {
        "count": 6,
        "built_on": 1,
        "originals": 2,
        "groups": [{"title": "Kortere brieven", "count": 4}],
    }
    report = desk.report()
    assert "6 bijdragen, voortgeborduurd op 1 van 2 eerdere bijdragen." in report
    assert "Kortere brieven" in report
    assert SHORTER not in report
    assert LETTER not in report


def test_the_number_of_queries_does_not_grow_with_what_was_built(django_assert_max_num_queries):
    _step, desk, people = room(people=12)
    build(people)
    build(people, text=FIRST)
    desk.do("toon")
    with django_assert_max_num_queries(24):
        people[0].page()


def test_invented_people_build_on_what_came_in_in_a_rehearsal():
    step, _desk, _people = room()
    step.dialogue.is_rehearsal = True
    rehearsing.let_them_act(step)
    assert step.sealedcontributions.count() == 6


def test_what_was_built_on_paper_stands_apart():
    step, desk, people = room()
    step.dialogue.was_on_paper = True
    step.dialogue.save(update_fields=["was_on_paper"])
    assert desk.act("van-papier", tekst=f"{SHORTER}\n{FIRST}").status_code == 302
    assert "Voortgeborduurd op iets wat hier niet staat" in people[0].text()
    assert FIRST in people[0].text()
