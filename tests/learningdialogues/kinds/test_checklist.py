"""*Checklist*: yes, partly, no with a sealed remark; counts from five people on, or one answer of a small group."""

import pytest

from learningdialogues import rehearsing, rounds, voting
from learningdialogues.kinds.checklist import SCORES
from learningdialogues.models import Contribution, Entry, SealedContribution
from tests.learningdialogues.factories import dialogue_at
from tests.learningdialogues.kinds.people import Desk, Person, again

pytestmark = pytest.mark.django_db

KINDS = ("welcome", "checklist", "reflect")
KNOWN, CAN = "Weet iemand wat er moet?", "Kan iemand het ook doen?"
LIST = {"questions": [{"text": KNOWN, "basis": "bron"}, {"text": CAN}]}
REMARK = "Niet zonder hulp van een ander."


def room(people=6, checklist=LIST):
    step, inside = dialogue_at("checklist", people=people, kinds=KINDS, texts={"checklist": checklist})
    return step, Desk(step), [Person(step, who) for who in inside]


def score(person, first="", second="", remark="", **more):
    serial = person.page().select_one("form[action$='/scoor/'] input[name=volgnummer]")["value"]
    fields = {"antwoord-1": first, "antwoord-2": second, "reden-2": remark}
    return person.send("scoor", volgnummer=serial, **fields | more)


def table(page):
    """What the table says, row by row: the question and its cells."""
    rows = page.select("table.table tbody tr")
    return [(row.th.get_text(), *(" ".join(cell.get_text().split()) for cell in row.select("td"))) for row in rows]


def test_every_question_is_scored_yes_partly_or_no_with_a_remark_if_one_likes():
    _step, desk, people = room()
    asked = people[0].page().select("fieldset.asked")
    assert [field.legend.get_text() for field in asked] == [KNOWN, CAN]
    assert [label.get_text() for label in asked[0].select(".asked__scores label")] == ["Ja", "Deels", "Nee"]
    assert all(field.select_one("textarea") for field in asked)
    assert KNOWN in desk.text("scherm/")
    assert "Uit het onderzoek" in desk.text()


def test_scores_and_remarks_stay_sealed_and_come_together_remarks_under_their_question():
    step, desk, people = room()
    for number, person in enumerate(people):
        assert score(person, "ja", list(SCORES)[number % 3], f"{REMARK} {number}").status_code == 302
    for text in (desk.text(), desk.text("scherm/"), again(step).dialogue.title):
        assert REMARK not in text
    assert REMARK not in people[1].text().replace(f"{REMARK} 1", "")
    assert not people[0].page().select("table.table")
    desk.do("toon")
    for page in (people[0].page(), desk.page(), desk.page("scherm/")):
        assert table(page) == [(KNOWN, "6", "0", "0", "6 antwoorden"), (CAN, "2", "2", "2", "6 antwoorden")]
        (remarks,) = page.select(".built")
        assert remarks.p.get_text() == CAN
        assert {item.get_text() for item in remarks.select("li")} == {f"{REMARK} {number}" for number in range(6)}


def test_of_a_question_with_fewer_than_five_scores_no_number_is_told_and_none_is_kept():
    step, desk, people = room()
    for number, person in enumerate(people):
        score(person, "ja", "nee" if number < 4 else "")
    desk.do("toon")
    assert table(people[0].page()) == [
        (KNOWN, "6", "0", "0", "6 antwoorden"),
        (CAN, "–", "–", "–", "minder dan vijf antwoorden"),
    ]
    assert {ballot.question for ballot in step.ballots.all()} == {"1:1"}


def test_four_givers_are_not_shown_and_somebody_with_a_remark_only_gave_something():
    step, desk, people = room()
    for person in people[:4]:
        score(person, "ja", "ja")
    assert desk.do("toon").status_code == 422
    assert score(people[4], remark=REMARK).status_code == 302
    assert rounds.counts(again(step)).gave == 5
    assert desk.do("toon").status_code == 302
    assert REMARK in people[0].text()
    assert "minder dan vijf antwoorden" in people[0].text(), "four scores are no number, whoever gave a remark"


def test_an_answer_can_be_changed_and_a_remark_changed_or_taken_away_until_it_is_shown():
    step, desk, people = room()
    for person in people:
        score(person, "ja", "ja", REMARK)
    score(people[0], "nee", "ja", "Anders gezegd.")
    score(people[1], "ja", "ja", "")
    page = people[0].page()
    assert page.select_one("input[name=antwoord-1][checked]")["value"] == "nee"
    assert page.select_one("#reden-2").get_text().strip() == "Anders gezegd."
    assert SealedContribution.objects.count() == 5
    desk.do("toon")
    assert table(people[0].page())[0] == (KNOWN, "5", "0", "1", "6 antwoorden")
    assert sorted(Contribution.objects.values_list("text", flat=True))[0] == "Anders gezegd."
    assert people[0].send("scoor", **{"antwoord-1": "ja"}).status_code == 422
    assert people[0].send("scoor", **{"reden-1": "Te laat."}).status_code == 422
    assert len(voting.votes(again(step), "1")) == 6


@pytest.mark.parametrize("fields", [{}, {"antwoord-1": "misschien"}, {"reden-1": "  "}, {"antwoord-9": "ja"}])
def test_a_score_that_was_not_offered_is_refused_and_nothing_of_the_form_is_kept(fields):
    step, _desk, people = room()
    assert people[0].send("scoor", **fields).status_code == 422
    assert not step.ballots.exists()
    assert not SealedContribution.objects.exists()


def test_personal_data_in_a_remark_is_held_back_with_all_that_was_filled_in():
    step, _desk, people = room()
    answer = score(people[0], "deels", "nee", "Bel hem op 06-12345678.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "06-12345678" in page
    assert page.count(" checked") == 2
    assert not step.ballots.exists()


def test_while_the_facilitator_reads_a_remark_says_which_question_it_is_about():
    _step, desk, people = room()
    for person in people:
        score(person, "ja", "ja", REMARK)
    desk.do("controleer")
    rows = [row.get_text() for row in desk.page().select(".group__row .contribution")]
    assert len(rows) == 6
    assert all(CAN in row and REMARK in row for row in rows)


@pytest.mark.both_databases
def test_after_the_release_no_row_leads_to_who_scored_or_remarked():
    step, desk, people = room()
    for number, person in enumerate(people):
        score(person, "ja", "nee", f"{REMARK} {number}")
    sealed = set(SealedContribution.objects.values_list("pk", flat=True))
    desk.do("toon")
    assert set(step.ballots.values_list("tag", flat=True)) == {""}
    assert not sealed & set(step.contributions.values_list("pk", flat=True)), "an id was made from its writer's tag"
    assert {tuple(sorted(row.details)) for row in step.contributions.all()} == {("question",)}


def test_a_small_group_answers_together_at_the_desk_and_a_larger_one_does_not():
    step, desk, people = room(people=4)
    assert desk.page().select("form[action$='/samen/']")
    fields = {"vraag": "2", "oordeel": "deels", "tekst": "Alleen met hulp."}
    assert desk.act("samen", **fields | {"oordeel": "misschien"}).status_code == 422
    assert desk.act("samen", **fields | {"vraag": "9"}).status_code == 422
    assert desk.act("samen", **fields | {"oordeel": "nee"}).status_code == 302
    assert desk.act("samen", **fields).status_code == 302
    assert step.entries.filter(type=Entry.Type.VERDICT).count() == 1, "the last answer counts"
    for page in (people[0].page(), desk.page(), desk.page("scherm/")):
        assert table(page)[1] == (CAN, "–", "–", "–", "Deels Alleen met hulp.")
    desk.close()
    assert "Alleen met hulp." in desk.report()
    _step, large, _people = room(people=5)
    assert large.act("samen", **fields).status_code == 422
    assert not large.page().select("form[action$='/samen/']")


def test_the_report_is_a_table_of_numbers_without_remarks():
    step, desk, people = room()
    for person in people:
        score(person, "ja", "deels", REMARK)
    desk.do("toon")
    desk.close()
    report = desk.page("verslag/")
    assert (KNOWN, "6", "0", "0", "6 antwoorden") in table(report)
    assert REMARK not in report.get_text()
    step.refresh_from_db()
    assert REMARK not in str(step.result)
    assert step.result["remarks"] == 6


@pytest.mark.parametrize("is_shown", [True, False])
def test_without_five_scores_or_an_answer_together_there_is_no_part_in_the_report(is_shown):
    step, desk, people = room()
    for person in people[:4] if is_shown else people:
        score(person, "ja", "ja")
    if is_shown:
        step.level = "hidden"
        step.save(update_fields=["level"])
        assert desk.do("toon").status_code == 302
    desk.close()
    assert KNOWN not in desk.report()


def test_questions_are_written_at_the_desk_before_scores_come_in():
    step, desk, people = room(checklist={})
    assert "De begeleider schrijft de vragen nog." in people[0].text()
    assert desk.act("vraag", tekst=" ").status_code == 422
    assert desk.act("vraag", tekst=KNOWN).status_code == 302
    assert desk.act("vraag", tekst=CAN).status_code == 302
    first, second = step.entries.filter(type=Entry.Type.QUESTION)
    assert desk.act("wijzig-vraag", id=str(first.pk), tekst="Weet iedereen wat er moet?").status_code == 302
    assert desk.act("vraag-weg", id=str(second.pk)).status_code == 302
    assert [f.legend.get_text() for f in people[0].page().select("fieldset.asked")] == ["Weet iedereen wat er moet?"]
    people[0].send("scoor", **{"antwoord-1": "ja"})
    assert desk.act("vraag", tekst=CAN).status_code == 422
    assert desk.act("vraag-weg", id=str(first.pk)).status_code == 422


def test_an_entry_of_another_type_is_no_question():
    step, desk, _people = room(people=4)
    desk.act("samen", vraag="1", oordeel="ja")
    answer = step.entries.get(type=Entry.Type.VERDICT)
    assert desk.act("vraag-weg", id=str(answer.pk)).status_code == 422
    assert desk.act("wijzig-vraag", id=str(answer.pk), tekst="Anders").status_code == 422
    assert Entry.objects.filter(pk=answer.pk).exists()


def test_the_same_questions_can_be_put_again():
    step, desk, people = room()
    for person in people:
        score(person, "nee", "nee")
    desk.do("toon")
    assert desk.act("opnieuw").status_code == 302
    for person in people:
        score(person, "ja", "nee")
    desk.do("toon")
    assert table(people[0].page())[0] == (KNOWN, "6", "0", "0", "6 antwoorden")
    assert len(voting.votes(again(step), "1", 1)) == 6, "the earlier round stays"


def test_the_number_of_queries_does_not_grow_with_the_questions(django_assert_max_num_queries):
    for number in (2, 30):
        _step, desk, people = room(checklist={"questions": [{"text": f"Vraag {one}"} for one in range(number)]})
        for person in people:
            score(person, "ja", "ja", REMARK)
        with django_assert_max_num_queries(20):
            people[0].page()
        desk.do("toon")
        with django_assert_max_num_queries(20):
            people[0].page()


def test_invented_people_score_in_a_rehearsal():
    step, _inside = dialogue_at("checklist", people=0, kinds=KINDS, is_rehearsal=True, texts={"checklist": LIST})
    rehearsing.let_them_act(step)
    assert rounds.counts(step).gave == 6
    assert rounds.counts(step).sealed == 6


def test_counts_are_typed_over_from_paper():
    step, desk, people = room()
    step.dialogue.was_on_paper = True
    step.dialogue.save(update_fields=["was_on_paper"])
    assert desk.act("van-papier", **{"antwoord-1": "4 0"}).status_code == 422
    assert desk.act("van-papier", **{"antwoord-1": "4 0 2", "antwoord-2": ""}).status_code == 302
    assert table(people[0].page())[0] == (KNOWN, "4", "0", "2", "6 antwoorden")
