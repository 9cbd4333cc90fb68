"""At the retention date nothing stays of what was typed about the matter or in the words of one person."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.http import QueryDict

from learningdialogues import cases, entries, erasing, facilitation, reports, rounds
from learningdialogues.kinds import KINDS
from learningdialogues.models import Dialogue
from learningdialogues.rounds import NotAccepted
from tests.learningdialogues.factories import NOW, at_desk, case, current, do, enter, prepared

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

RAW = "Zij wachtte bij het loket."
RAW_AT_DESK = {
    "timeline": [
        ("gebeurtenis", {"wanneer": "voorjaar", "plek": RAW, "tekst": RAW}),
        ("signaal", {"wanneer": "voorjaar", "tekst": RAW, "proces": RAW, "informatie": RAW, "logisch": RAW}),
    ],
    "actions": [("herstel", {"tekst": RAW}), ("afspraak", {"wat": "Bel eerst", "wie": "Klantmanager"})],
    "annotate": [("voorbeeldzin", {"voor": RAW, "na": "Wij wachten op u."})],
    "checklist": [("vraag", {"tekst": "Lezen wij de brief eerst zelf?"})],
    "journey": [("fase", {"naam": "Aanvraag"})],
    "rank": [
        ("optie", {"tekst": "Bel eerst"}),
        ("optie", {"tekst": "Schrijf korter"}),
        ("optie", {"tekst": "Kom langs"}),
    ],
    "poll": [("vraag", {"tekst": "Herken je dit?", "antwoorden": "Ja\nNee"})],
    "perspectives": [("kies-opties", {"optie": ["1"]})],
}
CASE_TEXTS = dict.fromkeys(("what_happened", "where_it_hurts", "want_to_learn"), RAW)


def texts_in_the_database() -> list[str]:
    """Every text of every row of the two apps that know of dialogues, with where it stands."""
    kept_as_text = (models.CharField, models.TextField, models.JSONField)
    found = []
    for model in [*apps.get_app_config("learningdialogues").get_models(), *apps.get_app_config("network").get_models()]:
        names = [f.name for f in model._meta.concrete_fields if isinstance(f, kept_as_text)]
        for row in model._base_manager.values(*names) if names else []:
            found += [f"{model.__name__}.{name}: {value}" for name, value in row.items()]
    return found


def where_it_stands() -> list[str]:
    return [text for text in texts_in_the_database() if RAW in text]


def typed_in(step, people) -> None:
    """Everybody sends in what an invented participant would, with the raw words in each free text."""
    for number, one in enumerate(people):
        for act, fields in KINDS[step.kind].invented(step, number):
            form = QueryDict(mutable=True)
            free = {name: RAW for name in fields if name == "tekst" or name.startswith("reden-")}
            form.update({name: str(value) for name, value in (fields | free).items()})
            KINDS[step.kind].acts()[act](step, one, form)


def closed(kind: str) -> Dialogue:
    """A closed dialogue on a case, with a step of ``kind`` among others, in which the raw words stand everywhere."""
    brought = case(**CASE_TEXTS)
    dialogue = prepared("gather", kind, "welcome", "reflect", case=brought, want_to_learn=RAW, place=RAW)
    dialogue.subjects.update(text=RAW)
    facilitation.open_room(dialogue, at=NOW)
    people = [enter(dialogue) for _number in range(5)]
    facilitation.start(dialogue, at=NOW)
    typed_in(current(dialogue), people)
    rounds.reveal(current(dialogue))
    facilitation.pause(dialogue, at=NOW, reason=RAW)
    facilitation.move_on(dialogue, to=dialogue.steps.all()[1], at=NOW, reason=RAW)
    step = current(dialogue)
    if kind == "perspectives":
        entries.add_option(step, "Bel eerst")
    for act, fields in RAW_AT_DESK.get(kind, []):
        at_desk(step, act, **fields)
    if kind == "perspectives":
        at_desk(step, "noem-kenner", perspectief="juridisch", wie="Jurist")
        do(current(dialogue), people[0], "kenner", optie=1, perspectief="juridisch", antwoord="cannot", tekst=RAW)
    typed_in(current(dialogue), people)
    if KINDS[kind].has_round and current(dialogue).is_collecting:
        rounds.reveal(current(dialogue))
    facilitation.move_on(dialogue, to=dialogue.steps.all()[0], at=NOW, reason=RAW)
    facilitation.move_on(dialogue, to=dialogue.steps.all()[3], at=NOW, reason=RAW)
    facilitation.close(dialogue, at=NOW)
    objection = reports.object_to(dialogue.report, passage="Gather", text=RAW, at=NOW.date())
    reports.keep_passage(objection, answer=RAW)
    return dialogue


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_after_erasing_no_column_holds_what_was_typed(kind):
    dialogue = closed(kind)
    assert where_it_stands()
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    assert where_it_stands() == []


def test_a_dialogue_that_was_never_closed_leaves_no_word_either():
    dialogue = prepared("gather", "reflect", case=case(**CASE_TEXTS), want_to_learn=RAW, place=RAW)
    dialogue.subjects.update(text=RAW)
    facilitation.open_room(dialogue, at=NOW)
    people = [enter(dialogue) for _number in range(5)]
    facilitation.start(dialogue, at=NOW)
    typed_in(current(dialogue), people)
    facilitation.pause(dialogue, at=NOW, reason=RAW)
    dialogue.refresh_from_db()
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    assert where_it_stands() == []
    assert dialogue.deletion_proof["deleted"]["contributions"] == 5


def test_what_the_group_wrote_in_words_of_its_own_stays():
    dialogue = closed("annotate")
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    result = dialogue.steps.get(kind="annotate").result
    assert result["examples"] == [{"before": "", "after": "Wij wachten op u."}]
    assert dialogue.steps.get(kind="gather").result["count"] == 5


def test_a_knower_keeps_the_option_held_without_the_words():
    dialogue = closed("perspectives")
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    sections = {section["kind"]: section for section in reports.sections_of(dialogue.report)}
    held = [result for result in sections["perspectives"]["context"]["results"] if result.is_held]
    assert [remark.words for result in held for remark in result.knower] == ["kan niet"]


def test_the_proof_counts_what_went():
    dialogue = closed("actions")
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    deleted = dialogue.deletion_proof["deleted"]
    assert deleted == {
        "contributions": 10,
        "entries": 1,
        "subjects": 1,
        "passages": 1,
        "reasons": 3,
        "objections": 1,
        "cases": 1,
    }


def test_what_was_written_in_place_of_the_story_goes_with_it_and_on_another_part_stays():
    dialogue = closed("timeline")
    at_once = {"answer": "Ja.", "replaces": True}
    for section in dialogue.report.sections:
        objection = reports.object_to(dialogue.report, passage=section["title"], text="Nee.", at=NOW.date())
        reports.adjust_passage(objection, text=f"{RAW} {section['kind']}", **at_once)
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    kept = [text for text in where_it_stands() if "timeline" in text]
    assert kept == []


def test_the_case_is_emptied_with_its_last_dialogue_and_not_before():
    first = closed("actions")
    second = prepared("gather", facilitator=first.facilitator, case=first.case)
    facilitation.erase(first, at=NOW + timedelta(days=365))
    assert first.deletion_proof["deleted"]["cases"] == 0
    first.case.refresh_from_db()
    assert first.case.what_happened == RAW
    facilitation.erase(second, at=NOW + timedelta(days=365))
    first.case.refresh_from_db()
    assert (first.case.status, first.case.what_happened, first.case.title) == ("erased", "", "Brief over werk")
    with pytest.raises(NotAccepted):
        cases.rewrite(first.case, what_happened="Toch weer.")
    with pytest.raises(NotAccepted):
        prepared("gather", facilitator=first.facilitator, case=first.case)


def test_the_owner_of_the_case_keeps_the_report_after_the_erasure(client):
    dialogue = closed("actions")
    facilitation.erase(dialogue, at=NOW + timedelta(days=365))
    client.force_login(dialogue.case.owner)
    page = client.get(dialogue.case.get_absolute_url()).content.decode()
    path = f"/leerdialogen/{dialogue.pk}/verslag/"
    assert "De teksten van deze casus zijn gewist" in page and path in page and "Bel eerst" in page
    report = client.get(path)
    assert report.status_code == 200
    assert "Bel eerst" in report.content.decode()
    assert "De tekst van dit bezwaar is gewist." in report.content.decode()
    assert "Redenen om van het plan af te wijken" in report.content.decode()


@pytest.mark.parametrize(
    ("result", "path", "left", "count"),
    [
        ({"a": ["x", "y"], "b": 1}, "a", {"a": [], "b": 1}, 2),
        ({"a": {"p": "x"}}, "a", {"a": {}}, 1),
        ({"a": [{"b": "x", "c": 1}, {"c": 2}]}, "a.b", {"a": [{"b": "", "c": 1}, {"c": 2}]}, 1),
        ({"a": [[{"b": [{"c": "x"}, {"c": "y"}]}]]}, "a.b.c", {"a": [[{"b": [{"c": ""}, {"c": ""}]}]]}, 2),
        ({"a": 1}, "b.c", {"a": 1}, 0),
        ({"a": "text"}, "a.b", {"a": "text"}, 0),
    ],
)
def test_what_is_raw_is_emptied_in_whatever_row_it_stands(result, path, left, count):
    assert erasing.without_raw(result, path) == (left, count)
