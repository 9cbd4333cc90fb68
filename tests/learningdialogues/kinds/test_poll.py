"""*Peiling*: answers to choose from, lists per group, and no number of fewer than five people anywhere."""

import pytest

from learningdialogues import facilitation, keys, rehearsing, rounds, tokens, voting
from learningdialogues.kinds.poll import SCALES, results
from learningdialogues.models import Ballot, Entry
from tests.learningdialogues.factories import NOW, dialogue_at
from tests.learningdialogues.kinds.people import Desk, Person, again, words

pytestmark = pytest.mark.django_db

KINDS = ("welcome", "poll", "reflect")
NUDGE, COURSE = "Nudging", "Welke cursus volgde je?"
ONE_LIST = {
    "questions": [
        {"text": NUDGE, "basis": "bron"},
        {"text": COURSE, "answers": ["Gesprekken", "Brieven", "Geen"], "several": True},
    ]
}
TWO_GROUPS = {
    "groups": ["Beleid", "Uitvoering"],
    "scale": "use",
    "questions": [
        {"text": NUDGE},
        {"text": "Alleen beleid", "group": "Beleid"},
        {"text": "Alleen uitvoering", "group": "Uitvoering"},
    ],
}


def room(people=6, poll=ONE_LIST, seats=12):
    step, inside = dialogue_at("poll", people=people, kinds=KINDS, seats=seats, texts={"poll": poll})
    return step, Desk(step), [Person(step, who) for who in inside]


def answer(person, *chosen, **fields):
    """Answer the first question with ``chosen``; further fields as they are."""
    numbers = {f"antwoord-{place}": value for place, value in enumerate(chosen, start=1) if value is not None}
    serial = person.page().select_one("form[action$='/antwoord/'] input[name=volgnummer]")["value"]
    return person.send("antwoord", volgnummer=serial, **numbers, **fields)


def choose_group(person, group):
    return person.send("groep", groep=group, volgnummer="1")


def bars(page):
    """Each chart of a page: its caption, and per answer what the table says."""
    return [
        (table.caption.get_text(), [row.select("td")[-1].get_text() for row in table.select("tr")])
        for table in page.select(".poll-result table.bars")
    ]


def test_the_statements_of_the_guide_come_with_the_four_answers_or_with_their_own():
    _step, desk, people = room()
    asked = {
        field.legend.get_text(): [label.get_text() for label in field.select("label")]
        for field in people[0].page().select("fieldset.asked")
    }
    assert asked == {
        NUDGE: ["Ken ik niet", "Ken ik van naam", "Ken ik", "Gebruik ik"],
        COURSE: ["Gesprekken", "Brieven", "Geen"],
    }
    kinds_of_field = [people[0].page().select_one(f"input[name=antwoord-{n}]")["type"] for n in (1, 2)]
    assert kinds_of_field == ["radio", "checkbox"]
    assert "Uit het onderzoek" in desk.text()
    assert NUDGE in desk.text("scherm/")


def test_results_come_at_the_release_as_a_chart_with_a_table_and_not_before():
    _step, desk, people = room()
    for number, person in enumerate(people):
        assert answer(person, number % 2, [0, 1] if number else [2]).status_code == 302
    assert not people[0].page().select("table.bars")
    assert not desk.page().select("table.bars")
    assert desk.do("toon").status_code == 302
    for page in (people[0].page(), desk.page(), desk.page("scherm/")):
        assert bars(page) == [
            (NUDGE, ["3 van 6", "3 van 6", "0 van 6", "0 van 6"]),
            (COURSE, ["5 van 6", "5 van 6", "1 van 6"]),
        ]
        assert page.select("table.bars svg")


def test_of_a_question_with_fewer_than_five_answers_no_number_is_told_and_none_is_kept():
    step, desk, people = room()
    for number, person in enumerate(people):
        answer(person, 0, [0] if number < 4 else None)
    desk.do("toon")
    assert [caption for caption, _rows in bars(people[0].page())] == [NUDGE]
    assert "Minder dan vijf antwoorden" in people[0].text()
    assert {ballot.question for ballot in step.ballots.all()} == {"1:1"}


def test_an_answer_can_be_changed_until_it_is_shown():
    step, desk, people = room()
    for person in people:
        answer(person, 0, [0, 1])
    answer(people[0], 3, None)
    assert people[0].page().select_one("input[name=antwoord-1][checked]")["value"] == "3"
    assert not people[0].page().select("input[name=antwoord-2][checked]"), "several answers can be taken back"
    desk.do("toon")
    assert bars(people[0].page()) == [
        (NUDGE, ["5 van 6", "0 van 6", "0 van 6", "1 van 6"]),
        (COURSE, ["5 van 5", "5 van 5", "0 van 5"]),
    ]
    assert people[0].send("antwoord", **{"antwoord-1": "2"}).status_code == 422
    assert len(voting.votes(again(step), "1")) == 6


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"antwoord-1": "4"},
        {"antwoord-1": "-1"},
        {"antwoord-1": "x"},
        {"antwoord-1": ["0", "1"]},
        {"antwoord-9": "0"},
    ],
)
def test_an_answer_that_was_not_offered_is_refused_and_nothing_of_the_form_is_kept(fields):
    step, _desk, people = room()
    assert people[0].send("antwoord", **fields | ({"antwoord-2": "0"} if fields else {})).status_code in (302, 422)
    assert not Ballot.objects.filter(question="1:1").exists()
    if "antwoord-9" not in fields:
        assert not step.ballots.exists()


def test_what_was_chosen_stays_when_the_form_is_not_accepted():
    _step, _desk, people = room()
    page = people[0].send("antwoord", **{"antwoord-1": "9", "antwoord-2": ["0", "2"]}).content.decode()
    assert page.count(" checked") == 2


def test_each_group_gets_its_own_list_and_says_first_which_one_it_is():
    step, _desk, people = room(poll=TWO_GROUPS)
    assert not people[0].page().select("fieldset.asked")
    assert people[0].send("antwoord", **{"antwoord-1": "0"}).status_code == 422
    assert choose_group(people[0], "Onzin").status_code == 422
    assert choose_group(people[0], "Beleid").status_code == 302
    assert rounds.counts(again(step)).gave == 0, "saying which group is no answer yet"
    legends = [field.legend.get_text() for field in people[0].page().select("fieldset.asked")]
    assert legends == [NUDGE, "Alleen beleid"]
    labels = [label.get_text() for label in people[0].page().select("fieldset.asked")[0].select("label")]
    assert labels[0] == "Niet mee bekend"
    people[0].send("antwoord", volgnummer="2", **{"antwoord-1": "0", "antwoord-3": "1"})
    assert step.ballots.count() == 2, "the group and one answer, not the list of the others"


def test_who_has_answered_stays_in_the_group_and_who_has_not_may_choose_again():
    _step, _desk, people = room(poll=TWO_GROUPS)
    choose_group(people[0], "Beleid")
    assert people[0].send("groep", groep="Uitvoering", volgnummer="2").status_code == 302
    assert "Je antwoordt vanuit: Uitvoering." in people[0].text()
    answer(people[0], 1)
    assert people[0].send("groep", groep="Beleid", volgnummer="9").status_code == 422
    assert not people[0].page().select("form[action$='/groep/']")


def poll_of(policy, practice):
    step, desk, people = room(people=policy + practice, poll=TWO_GROUPS)
    for number, person in enumerate(people):
        choose_group(person, "Beleid" if number < policy else "Uitvoering")
        answer(person, 0 if number < policy else 3, *([1] if number < policy else [None, 2]))
    desk.do("toon")
    return step, desk, people


def test_groups_of_five_are_shown_beside_each_other_with_their_own_lists():
    _step, _desk, people = poll_of(5, 6)
    assert bars(people[0].page()) == [
        (NUDGE, ["5 van 11", "0 van 11", "0 van 11", "6 van 11"]),
        ("Beleid", ["5 van 5", "0 van 5", "0 van 5", "0 van 5"]),
        ("Uitvoering", ["0 van 6", "0 van 6", "0 van 6", "6 van 6"]),
        ("Alleen beleid", ["0 van 5", "5 van 5", "0 van 5", "0 van 5"]),
        ("Alleen uitvoering", ["0 van 6", "0 van 6", "6 van 6", "0 van 6"]),
    ]


@pytest.mark.both_databases
def test_a_group_of_four_is_part_of_the_whole_and_no_row_tells_it_apart():
    step, desk, people = poll_of(4, 6)
    for page in (people[0].page(), desk.page(), desk.page("scherm/")):
        assert [caption for caption, _rows in bars(page)] == [NUDGE, "Alleen uitvoering"]
    values = [ballot.value for ballot in step.ballots.filter(question="1:1")]
    assert len(values) == 10
    assert not any("group" in value for value in values)
    assert {ballot.question for ballot in step.ballots.all()} == {"1:1", "1:3"}, "group and small list are gone"
    assert set(step.ballots.values_list("tag", flat=True)) == {""}


@pytest.mark.both_databases
def test_a_group_is_a_vote_with_a_tag_of_its_own_that_joins_no_answer():
    step, _desk, people = room(poll=TWO_GROUPS)
    for person in people:
        choose_group(person, "Beleid")
        answer(person, 0, 1)
    tags = list(step.ballots.values_list("tag", flat=True))
    assert len(tags) == len(set(tags)) == 18


@pytest.mark.both_databases
def test_while_votes_come_in_a_dump_tells_neither_group_nor_answer():
    """The only one of a group would be known by it. Equal votes look different, and different ones are as long."""
    step, _desk, people = room(people=2, poll=TWO_GROUPS)
    for person, group in zip(people, ("Beleid", "Uitvoering"), strict=True):
        choose_group(person, group)
        answer(person, 0)
    values = list(step.ballots.values_list("value", flat=True))
    assert len({*values}) == 4 and len({len(value) for value in values}) == 1
    assert not any(word in str(values) for word in ("answers", "Beleid", "Uitvoering"))
    assert set(step.ballots.values_list("question", flat=True)) == {""}
    opened = [tokens.unseal(keys.load_key(step.dialogue_id), value)["value"] for value in values]
    assert {"answers": [0], "group": "Uitvoering"} in opened
    assert {tokens.unseal(bytes(32), value) for value in values} == {None}


def test_statements_are_written_at_the_desk_before_votes_come_in():
    step, desk, people = room(poll={})
    assert "De begeleider schrijft de vragen nog." in people[0].text()
    assert desk.act("vraag", tekst="Ken je dit?", schaal="agreement").status_code == 302
    assert desk.act("vraag", tekst="Wat helpt?", antwoorden="Bellen\nSchrijven\n", meer="ja").status_code == 302
    labels = [label.get_text() for label in people[0].page().select("fieldset.asked label")]
    assert labels == [*(str(answer) for answer in SCALES["agreement"]), "Bellen", "Schrijven"]
    first, second = step.entries.filter(type=Entry.Type.QUESTION)
    change = {"id": str(first.pk), "tekst": "Ken je dit al?", "antwoorden": "Ja\nNee"}
    assert desk.act("wijzig-vraag", **change).status_code == 302
    assert desk.act("vraag-weg", id=str(second.pk)).status_code == 302
    assert [f.legend.get_text() for f in people[0].page().select("fieldset.asked")] == ["Ken je dit al?"]
    answer(people[0], 1)
    for act, fields in (("vraag", {"tekst": "Nog een", "schaal": "use"}), ("wijzig-vraag", change)):
        assert desk.act(act, **fields).status_code == 422
    assert desk.act("vraag-weg", id=str(first.pk)).status_code == 422
    assert desk.act("groepen", groepen="A\nB").status_code == 422
    assert not desk.page().select("form[action$='/vraag/']")


@pytest.mark.parametrize(
    "fields",
    [
        {"tekst": "", "schaal": "use"},
        {"tekst": "Wat?", "schaal": "onzin"},
        {"tekst": "Wat?", "antwoorden": "Een"},
        {"tekst": "Wat?", "antwoorden": "\n".join(map(str, range(13)))},
        {"tekst": "Wat?", "schaal": "use", "groep": "Onbekend"},
    ],
)
def test_a_question_needs_a_text_and_two_answers_or_more(fields):
    step, desk, _people = room(poll={})
    assert desk.act("vraag", **fields).status_code == 422
    assert not step.entries.exists()


def test_groups_are_named_at_the_desk_and_none_is_everybody():
    step, desk, people = room()
    assert desk.act("groepen", groepen="Beleid").status_code == 422
    assert desk.act("groepen", groepen="Beleid\n\nUitvoering\nBeleid").status_code == 302
    assert again(step).settings["groups"] == ["Beleid", "Uitvoering"]
    assert people[0].page().select("form[action$='/groep/']")
    desk.act("vraag", tekst="Alleen beleid", schaal="use", groep="Beleid")
    assert desk.act("groepen", groepen="").status_code == 422, "a question is asked of a group"


def test_a_question_changed_at_the_desk_is_no_longer_from_the_source():
    step, desk, _people = room()
    first = step.entries.get(data__number=1)
    desk.act("wijzig-vraag", id=str(first.pk), tekst=NUDGE, antwoorden="Ja\nNee")
    assert step.entries.get(pk=first.pk).data["basis"] == "bron"
    desk.act("wijzig-vraag", id=str(first.pk), tekst="Iets anders", antwoorden="Ja\nNee")
    assert step.entries.get(pk=first.pk).data["basis"] == ""


def test_the_same_questions_can_be_put_again_and_the_last_shown_round_is_reported():
    step, desk, people = room()
    for person in people:
        answer(person, 0)
    desk.do("toon")
    assert desk.act("opnieuw").status_code == 302
    for person in people[:2]:
        answer(person, 3)
    desk.close()
    step.refresh_from_db()
    assert step.result["results"][0]["tallies"][0]["counts"] == [6, 0, 0, 0]
    report = desk.page("verslag/")
    assert bars(report)[0] == (NUDGE, ["6 van 6", "0 van 6", "0 van 6", "0 van 6"])
    assert not step.ballots.exists()


def test_a_poll_that_was_not_shown_or_has_too_few_answers_is_no_part_of_the_report():
    for shown in (True, False):
        step, desk, people = room()
        for person in people[: 4 if shown else 6]:
            answer(person, 0)
        for person in people[4:]:
            person.send("klaar")
        if shown:
            step.level = "hidden"
            step.save(update_fields=["level"])
            assert desk.do("toon").status_code == 302
        desk.close()
        assert NUDGE not in desk.report()


def test_a_step_that_is_held_again_does_not_copy_its_questions_twice():
    step, _desk, _people = room()
    facilitation.move_on(step.dialogue, to=step.dialogue.steps.last(), at=NOW)
    facilitation.move_on(step.dialogue, to=step, at=NOW)
    assert again(step).entries.count() == 2


def test_the_number_of_queries_does_not_grow_with_the_questions(
    django_assert_num_queries, django_assert_max_num_queries
):
    many = {"questions": [{"text": f"Werkwijze {number}"} for number in range(30)]}
    for poll in (ONE_LIST, many):
        _step, desk, people = room(poll=poll)
        for person in people:
            answer(person, *[0] * 2)
        with django_assert_max_num_queries(20):
            people[0].page()
        desk.do("toon")
        with django_assert_max_num_queries(20):
            people[0].page()


def test_invented_people_answer_in_a_rehearsal():
    step, _inside = dialogue_at("poll", people=0, kinds=KINDS, is_rehearsal=True, texts={"poll": TWO_GROUPS})
    rehearsing.let_them_act(step)
    assert rounds.counts(step).gave == 6
    rounds.reveal(step)
    assert results(step, 1)[0].tallies[0].votes == 6


def test_counts_are_typed_over_from_paper():
    step, desk, people = room()
    step.dialogue.was_on_paper = True
    step.dialogue.save(update_fields=["was_on_paper"])
    assert desk.act("van-papier", **{"antwoord-1": "4 0 2"}).status_code == 422
    assert desk.act("van-papier", **{"antwoord-1": "4 0 2 3", "antwoord-2": ""}).status_code == 302
    assert bars(people[0].page()) == [(NUDGE, ["4 van 9", "0 van 9", "2 van 9", "3 van 9"])]


def test_while_the_questions_are_put_again_the_earlier_result_stays_in_sight_below_the_form():
    _step, desk, people = room()
    for person in people:
        answer(person, 0, [0])
    desk.do("toon")
    desk.act("opnieuw")
    answer(people[0], 3, [1])
    before = [(NUDGE, ["6 van 6", "0 van 6", "0 van 6", "0 van 6"]), (COURSE, ["6 van 6", "0 van 6", "0 van 6"])]
    for page in (people[0].page(), desk.page("scherm/"), desk.page()):
        assert bars(page) == before
        assert "Wat er eerder uitkwam" in words(page)
    parts = people[0].page().select("form[action$='/antwoord/'], .poll-result")
    assert [part.name for part in parts] == ["form", "section", "section"]


@pytest.mark.parametrize(("level", "more"), [("unlinkable", "niet opzoeken"), ("hidden", "kleine groep")])
def test_where_people_only_choose_the_promise_speaks_of_voting_and_not_of_writing(level, more):
    step, desk, people = room()
    step.level = level
    step.save(update_fields=["level"])
    assert "We bewaren niet wie wat stemde." in desk.text()
    assert "ik-vorm" not in desk.text()
    (promise,) = people[0].page().select(".room-grid__room .message")
    assert "wie wat stemde" in words(promise)
    assert more in words(promise)
    assert "schr" not in words(promise)


def test_at_the_desk_the_answers_of_each_question_are_folded():
    _step, desk, _people = room()
    folded = [words(each) for each in desk.page().select("details[id^=antwoorden-]")]
    assert folded == [
        f"4 antwoorden om uit te kiezen : {NUDGE} Ken ik niet / Ken ik van naam / Ken ik / Gebruik ik",
        f"3 antwoorden om uit te kiezen : {COURSE} Gesprekken / Brieven / Geen",
    ]
