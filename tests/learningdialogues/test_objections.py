"""The group objects to a passage of its report, and what the facilitator answers stands in it."""

import pytest
from django.utils import timezone

from learningdialogues import facilitation, planning, reports
from learningdialogues.models import Objection
from tests.learningdialogues.factories import at_desk, dialogue_at

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WRONG = "Hier staat iets wat wij niet zo zeiden."
BETTER = "De brief vroeg niet wat wij wilden weten."


@pytest.fixture
def objection() -> Objection:
    step, _people = dialogue_at("cluster", people=5)
    dialogue = step.dialogue
    at_desk(step, "nieuwe-groep", naam="De brief is onduidelijk")
    facilitation.move_on(dialogue, to=dialogue.steps.last(), at=timezone.now())
    facilitation.close(dialogue, at=timezone.now())
    title = reports.sections_of(dialogue.report)[0]["title"]
    return reports.object_to(dialogue.report, passage=title, text=WRONG, at=timezone.localdate())


def answered(client, objection, **fields):
    client.force_login(objection.report.dialogue.facilitator)
    path = f"/leerdialogen/{objection.report.dialogue_id}/verslag/"
    response = client.post(f"{path}bezwaar/{objection.pk}/", fields)
    return response, client.get(path).content.decode()


@pytest.mark.parametrize(
    ("verdict", "old_stands", "new_stands"),
    [("gehouden", True, False), ("erbij", True, True), ("aangepast", False, True)],
)
def test_an_answer_changes_the_passage_as_it_says(client, objection, verdict, old_stands, new_stands):
    response, page = answered(client, objection, oordeel=verdict, nieuw=BETTER, tekst="Dank, zo is het.")
    assert response.status_code == 302
    assert ("De brief is onduidelijk" in page) is old_stands
    assert (BETTER in page) is new_stands
    assert WRONG in page
    assert "Dank, zo is het." in page


def test_an_adjusted_passage_without_a_text_is_asked_for_and_the_answer_stays_in_its_field(client, objection):
    response, _page = answered(client, objection, oordeel="aangepast", nieuw="", tekst="Dank, zo is het.")
    assert response.status_code == 422
    assert "Schrijf wat er voortaan in dit deel staat." in response.content.decode()
    assert "Dank, zo is het." in response.content.decode()
    objection.refresh_from_db()
    assert objection.state == "open"


def test_an_answer_points_at_nobody(client, objection):
    response, _page = answered(client, objection, oordeel="gehouden", tekst="Bel 06-12345678.")
    assert response.status_code == 422


def test_a_dialogue_without_report_answers_that_it_is_not_there(client, objection):
    step, _people = dialogue_at("cluster", people=5)
    client.force_login(step.dialogue.facilitator)
    path = f"/leerdialogen/{step.dialogue_id}/verslag/"
    assert client.get(path).status_code == 404
    assert client.post(f"{path}bezwaar/{objection.pk}/", {"tekst": "Ja."}).status_code == 404


def test_of_two_parts_with_the_same_title_only_the_one_objected_to_is_adjusted(client):
    step, _people = dialogue_at("actions", people=5, kinds=("actions", "reflect"))
    dialogue = step.dialogue
    planning.add_step(dialogue, kind="actions", title="Actions", question="Wat nog meer?", minutes=5, at=timezone.now())
    for each in list(dialogue.steps.all())[1:]:
        facilitation.move_on(dialogue, to=each, at=timezone.now())
    code = facilitation.close(dialogue, at=timezone.now())
    (_first, one), (second, other) = reports.passages_of(dialogue.report)
    assert (one, other) == ("Actions (1)", "Actions (2)")
    client.post("/meedoen/volgen/", {"volgcode": code, "passage": second, "tekst": WRONG})
    objection = Objection.objects.get()
    assert objection.passage == "Actions (2)"
    answered(client, objection, oordeel="aangepast", nieuw=BETTER, tekst="Dank, zo is het.")
    dialogue.report.refresh_from_db()
    assert [section.get("correction") for section in dialogue.report.sections] == [None, BETTER]


def test_two_answers_at_the_same_time_both_change_the_report(objection):
    report = objection.report
    report.sections.append(report.sections[0] | {"step": "een-ander-deel", "title": "Een ander deel"})
    report.save()
    later = reports.object_to(report, passage="Een ander deel", text=WRONG, at=timezone.localdate())
    seen = [Objection.objects.select_related("report").get(pk=one.pk) for one in (objection, later)]
    for one in seen:
        reports.adjust_passage(one, answer="Ja.", text=BETTER, replaces=True)
    report.refresh_from_db()
    assert [section.get("correction") for section in report.sections][::-1][0] == BETTER
    assert report.sections[0]["correction"] == BETTER
