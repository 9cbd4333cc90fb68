"""*Klantreis*: the table is built in the open at the desk; what people write about a cell is sealed, then counted."""

import pytest

from learningdialogues.kinds.journey import kind
from learningdialogues.models import Entry
from learningdialogues.rounds import NotAccepted
from tests.learningdialogues.factories import current, dialogue_at
from tests.learningdialogues.kinds.people import Desk, Person, label_of_error

pytestmark = pytest.mark.django_db

TEXT = "Elke maand hetzelfde formulier."


def room(people=5, stages=("Ik vraag aan", "Ik wacht")):
    step, inside = dialogue_at("journey", people=people, kinds=("welcome", "journey", "reflect"))
    desk = Desk(step)
    for stage in stages:
        desk.act("fase", naam=stage)
    return step, desk, [Person(step, who) for who in inside]


def stage(step, title="Ik wacht"):
    return str(next(e.pk for e in step.entries.filter(type=Entry.Type.STAGE) if e.data["title"] == title))


def write(person, step, soort="gevraagd", tekst=TEXT, **more):
    return person.send(**{"fase": stage(step), "soort": soort, "tekst": tekst} | more)


def rows(page):
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_the_table_grows_at_the_desk_and_everybody_sees_it():
    step, desk, people = room(stages=())
    assert "Er zijn nog geen fasen" in people[0].text()
    assert not people[0].page().select("select[name=fase]")
    desk.act("fase", naam="Ik wacht")
    desk.act("punt", fase=stage(step), soort="contact", tekst="Een brief na zes weken")
    desk.act("punt", fase=stage(step), soort="pijn", tekst="De huur moet betaald")
    expected = [["1 Ik wacht", "Een brief na zes weken", "niets genoteerd", "De huur moet betaald"]]
    for page in (people[0].page(), desk.page("scherm/")):
        assert rows(page) == expected
    assert people[0].page().select(f'select[name=fase] option[value="{stage(step)}"]')


def test_stages_of_the_guide_stand_ready_and_are_not_doubled_when_the_step_comes_back():
    step, _people = dialogue_at("welcome", people=1, kinds=("welcome", "journey", "reflect"))
    journey = step.dialogue.steps.get(kind="journey")
    journey.texts["rows"] = ["Aanvragen", "Wachten"]
    journey.save(update_fields=["texts"])
    desk = Desk(step)
    for to in (journey, step, journey):
        assert desk.do("verder", naar=str(to.pk)).status_code == 302
    assert [entry.data["title"] for entry in journey.entries.all()] == ["Aanvragen", "Wachten"]
    assert current(step.dialogue) == journey


def test_stages_get_another_name_and_another_place():
    step, desk, people = room()
    desk.act("wijzig-fase", id=stage(step), naam="Ik hoor niets")
    desk.act("eerder", id=stage(step, "Ik hoor niets"))
    desk.act("eerder", id=stage(step, "Ik hoor niets"))
    assert [row[0] for row in rows(people[0].page())] == ["1 Ik hoor niets", "2 Ik vraag aan"]


def test_a_stage_goes_with_its_points_until_somebody_wrote_something():
    step, desk, people = room()
    desk.act("punt", fase=stage(step), soort="pijn", tekst="Geen bericht")
    desk.act("fase-weg", id=stage(step))
    assert [entry.data.get("title") for entry in step.entries.all()] == ["Ik vraag aan"]
    people[0].send(fase=stage(step, "Ik vraag aan"), soort="pijn", tekst=TEXT)
    answer = desk.act("fase-weg", id=stage(step, "Ik vraag aan"))
    assert answer.status_code == 422
    assert "dit blijft staan" in answer.content.decode()
    assert step.entries.count() == 1


def test_what_people_write_is_sealed_and_then_stands_with_its_stage():
    step, desk, people = room(people=6)
    for person in people[:5]:
        assert write(person, step).status_code == 302
    assert TEXT not in people[5].text() + desk.text() + desk.text("scherm/")
    assert "Ik wacht: Wat er gevraagd wordt" in people[0].text()
    desk.do("controleer")
    assert desk.text().count("Ik wacht: Wat er gevraagd wordt") == 5
    desk.do("toon")
    assert rows(people[0].page())[1] == ["2 Ik wacht", "niets genoteerd", "5 keer geschreven", "niets genoteerd"]
    groups = people[0].page().select(".group")
    assert [group.h3.get_text() for group in groups] == ["Ik wacht"]
    assert groups[0].get_text().count(TEXT) == 5


@pytest.mark.parametrize("wrong", [{"fase": ""}, {"fase": "weg"}, {"soort": ""}, {"soort": "blij"}, {"tekst": ""}])
def test_a_contribution_needs_a_stage_and_what_it_is_and_loses_nothing(wrong):
    step, _desk, people = room()
    answer = write(people[0], step, **wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert (TEXT in page) is ("tekst" not in wrong)
    assert (f'value="{stage(step)}" selected' in page) is ("fase" not in wrong)
    assert not step.sealedcontributions.exists()


@pytest.mark.parametrize("act", ["wijzig-fase", "eerder", "fase-weg", "haal-weg"])
def test_an_act_on_something_else_changes_nothing(act):
    step, desk, _people = room()
    desk.act("punt", fase=stage(step), soort="pijn", tekst="Geen bericht")
    point = step.entries.get(type=Entry.Type.POINT)
    other = stage(step) if act == "haal-weg" else str(point.pk)
    before = list(step.entries.values_list("pk", "position", "data"))
    assert desk.act(act, id=other, naam="Anders").status_code == 422
    assert list(step.entries.values_list("pk", "position", "data")) == before


def test_the_report_has_the_table_with_counts_and_no_texts_of_people():
    step, desk, people = room()
    desk.act("punt", fase=stage(step), soort="pijn", tekst="De huur moet betaald")
    for person in people:
        write(person, step)
    desk.do("controleer")
    desk.do("toon")
    desk.close()
    report = rows(desk.page("verslag/"))
    assert report[1] == ["2 Ik wacht", "niets genoteerd", "5 keer geschreven", "De huur moet betaald"]
    assert TEXT not in desk.report()
    assert TEXT not in str(step.dialogue.steps.get(kind="journey").result)


def test_what_was_never_shown_is_not_counted_in_the_report():
    step, desk, people = room()
    for person in people[:3]:
        write(person, step)
    desk.close()
    assert "keer geschreven" not in desk.report()


def test_without_stages_there_is_no_part_in_the_report():
    _step, desk, _people = room(stages=())
    desk.close()
    assert "Journey" not in desk.report()


def test_the_number_of_queries_does_not_grow_with_stages_and_texts(django_assert_max_num_queries):
    step, desk, people = room(stages=("Ik vraag aan", "Ik wacht", "Ik bel", "Ik hoor iets", "Ik betaal"))
    for person in people:
        write(person, step)
    desk.do("controleer")
    desk.do("toon")
    with django_assert_max_num_queries(16):
        people[0].page()


def test_a_journey_is_typed_over_from_paper():
    step, _desk, people = room()
    step.dialogue.was_on_paper = True
    assert "1 Ik vraag aan, 2 Ik wacht" in kind.paper_fields(step)[0].hint
    kind.from_paper(step, {"tekst": "2 pijn: De huur moet betaald worden.\n1 Contact: Een brief."})
    shown = rows(people[0].page())
    assert shown[0][1] == shown[1][3] == "1 keer geschreven"


@pytest.mark.parametrize("line", ["pijn: Zonder fase", "3 pijn: Die fase is er niet", "2 blij: Dat is er niet"])
def test_a_line_from_paper_that_points_nowhere_is_named(line):
    step, _desk, _people = room()
    with pytest.raises(NotAccepted, match=line):
        kind.from_paper(step, {"tekst": line})


def test_what_one_late_person_marked_is_not_told_by_the_report():
    """Everybody saw the counts before: what the report had more would be of whoever came late."""
    step, desk, people = room(people=6)
    for person in people[:5]:
        write(person, step)
    desk.do("toon")
    seen = rows(desk.page("scherm/"))
    write(people[5], step, soort="pijn")
    desk.close()
    assert rows(desk.page("verslag/"))[: len(seen)] == seen


@pytest.mark.parametrize(
    ("wrong", "label"),
    [({"fase": ""}, "In welke fase?"), ({"soort": ""}, "Wat is het?"), ({"tekst": ""}, "Wat gebeurt daar?")],
)
def test_what_is_wrong_stands_at_the_field_it_is_about(wrong, label):
    step, _desk, people = room()
    assert label_of_error(write(people[0], step, **wrong)) == label


def forms_and_tables(page):
    """In the order of the page: the own form and the table of the room."""
    return ["table" if "journey" in part["class"] else "form" for part in page.select(".own__form, table.journey")]


def test_the_own_form_stands_before_the_long_table_until_there_is_something_to_read():
    step, desk, people = room()
    assert forms_and_tables(people[0].page()) == ["form", "table"]
    for person in people:
        write(person, step)
    desk.do("controleer")
    desk.do("toon")
    assert forms_and_tables(people[0].page()) == ["table", "form"]


def test_on_a_phone_a_stage_and_a_cell_without_anything_are_left_out():
    step, desk, people = room()
    desk.act("punt", fase=stage(step), soort="pijn", tekst="De huur moet betaald")
    empty = [[cell["class"] for cell in row.select("td.fold__empty")] for row in people[0].page().select("tbody tr")]
    assert [len(cells) for cells in empty] == [3, 2]
    assert [row.get("class") for row in people[0].page().select("tbody tr")] == [["fold__empty"], None]
