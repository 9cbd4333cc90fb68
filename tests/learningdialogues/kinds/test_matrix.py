"""*Ethische matrix*: benefits and harms are sealed, then counted; stories and summaries are made in the open."""

import re

import pytest

from learningdialogues.kinds.matrix import kind
from learningdialogues.models import Entry
from learningdialogues.rounds import NotAccepted
from tests.learningdialogues.factories import dialogue_at
from tests.learningdialogues.kinds.people import Desk, Person, label_of_error

pytestmark = pytest.mark.django_db

TEXT = "Niemand hoeft het nog uit te leggen."


def room(people=5, rows=(), columns=()):
    first, inside = dialogue_at("welcome", people=people, kinds=("welcome", "matrix", "reflect"))
    step = first.dialogue.steps.get(kind="matrix")
    step.texts |= {"rows": list(rows), "columns": list(columns)}
    step.save(update_fields=["texts"])
    assert Desk(first).do("verder", naar=str(step.pk)).status_code == 302
    return step, Desk(step), [Person(step, who) for who in inside]


def named(step, title):
    return str(next(entry.pk for entry in step.entries.all() if entry.data.get("title") == title))


def write(person, step, **more):
    cell = {"betrokkene": named(step, "Naaste"), "waarde": named(step, "Vertrouwen")}
    return person.send(**cell | {"effect": "voordeel", "tekst": TEXT} | more)


def cells(page, title):
    row = next(row for row in page.select(".matrix tbody tr") if row.th.get_text() == title)
    return {cell["data-l"]: " ".join(cell.get_text(" ").split()) for cell in row.select("td")}


def reveal(desk):
    desk.do("controleer")
    assert desk.do("toon").status_code == 302


def test_the_matrix_begins_with_our_parties_and_values_and_each_has_its_cell():
    _step, _desk, people = room()
    page = people[0].page()
    parties = [row.th.get_text() for row in page.select(".matrix tbody tr")]
    assert parties == ["Inwoner", "Naaste", "Professional", "Organisatie", "Samenleving"]
    values = ["Bestaanszekerheid", "Vertrouwen", "Rechtvaardigheid", "Privacy", "Zelf kunnen beslissen"]
    assert list(cells(page, "Naaste")) == values
    assert [option.get_text() for option in page.select("select[name=waarde] option")][1:] == values


def test_the_matrix_of_a_guide_takes_the_place_of_ours():
    _step, _desk, people = room(rows=["Kind"], columns=["Rust", "Eerlijkheid"])
    assert list(cells(people[0].page(), "Kind")) == ["Rust", "Eerlijkheid"]
    assert len(people[0].page().select(".matrix tbody tr")) == 1


def test_the_desk_adds_renames_and_takes_away_rows_and_columns():
    step, desk, people = room(rows=["Kind", "Ouder"], columns=["Rust"])
    desk.act("betrokkene", naam="School")
    desk.act("waarde", naam="Veiligheid")
    desk.act("wijzig", id=named(step, "Kind"), naam="Jongere")
    desk.act("samenvatting", vak=f"{named(step, 'Ouder')}:{named(step, 'Rust')}", tekst="Minder stress")
    desk.act("haal-weg", id=named(step, "Ouder"))
    assert not step.entries.filter(type=Entry.Type.SUMMARY).exists(), "its summary went along"
    assert list(cells(people[0].page(), "Jongere")) == ["Rust", "Veiligheid"]
    assert len(people[0].page().select(".matrix tbody tr")) == 2


def test_rows_and_columns_stay_once_somebody_wrote_something():
    step, desk, people = room()
    write(people[0], step)
    for title in ("Inwoner", "Privacy"):
        assert desk.act("haal-weg", id=named(step, title)).status_code == 422
    assert desk.act("wijzig", id=named(step, "Inwoner"), naam="Burger").status_code == 302


def test_a_summary_is_no_row_to_rename():
    step, desk, _people = room()
    desk.act("scenario", verloop="mis", tekst="De brief blijft liggen.")
    assert desk.act("wijzig", id=str(step.entries.last().pk), naam="Anders").status_code == 422


def test_benefits_and_harms_are_sealed_and_then_stand_in_their_cell():
    step, desk, people = room()
    for person in people[:4]:
        assert write(person, step).status_code == 302
    write(people[4], step, effect="nadeel", tekst="De buren weten het dan ook.")
    assert "buren" not in people[0].text() + desk.text() + desk.text("scherm/")
    assert "Naaste, Vertrouwen: Nadeel" in people[4].text()
    reveal(desk)
    for page in (people[0].page(), desk.page("scherm/")):
        assert cells(page, "Naaste")["Vertrouwen"] == "4 voordelen 1 nadeel"
        assert cells(page, "Naaste")["Privacy"] == "niets genoteerd"
    group = people[0].page().select_one(".group")
    assert (group.h3.get_text(), group.h4.get_text()) == ("Naaste", "Vertrouwen")
    assert group.get_text().count(TEXT) == 4


@pytest.mark.parametrize(
    "wrong", [{"betrokkene": ""}, {"waarde": "weg"}, {"effect": ""}, {"effect": "neutraal"}, {"tekst": " "}]
)
def test_a_contribution_needs_a_cell_and_an_effect_and_loses_nothing(wrong):
    step, _desk, people = room()
    answer = write(people[0], step, **wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert (TEXT in page) is ("tekst" not in wrong)
    assert (f'value="{named(step, "Naaste")}" selected' in page) is ("betrokkene" not in wrong)
    assert ('value="voordeel" checked' in page) is ("effect" not in wrong)
    assert not step.sealedcontributions.exists()


def test_a_party_is_no_value():
    step, _desk, people = room()
    assert write(people[0], step, waarde=named(step, "Inwoner")).status_code == 422


def test_a_summary_stands_in_its_cell_and_a_later_one_replaces_it():
    step, desk, people = room()
    cell = f"{named(step, 'Inwoner')}:{named(step, 'Privacy')}"
    desk.act("samenvatting", vak=cell, tekst="Minder gegevens")
    desk.act("samenvatting", vak=cell, tekst="Minder gegevens nodig")
    assert cells(people[0].page(), "Inwoner")["Privacy"] == "Minder gegevens nodig"
    summary = step.entries.get(type=Entry.Type.SUMMARY)
    desk.act("haal-weg", id=str(summary.pk))
    assert cells(people[0].page(), "Inwoner")["Privacy"] == ""
    for wrong in ({"vak": "onzin"}, {"vak": ""}, {"vak": cell, "tekst": " "}):
        assert desk.act("samenvatting", **{"tekst": "Iets"} | wrong).status_code == 422


def test_stories_are_read_by_all():
    step, desk, people = room()
    desk.act("scenario", verloop="goed", tekst="Zij belt en krijgt antwoord.")
    desk.act("scenario", verloop="mis", tekst="De brief blijft liggen.")
    for text in (people[0].text(), desk.text("scherm/"), desk.text()):
        assert "Als dit goed gaat Zij belt en krijgt antwoord." in text
        assert "Als dit misgaat De brief blijft liggen." in text
    assert desk.act("scenario", verloop="anders", tekst="Iets").status_code == 422
    assert step.entries.filter(type=Entry.Type.SCENARIO).count() == 2


def test_the_report_has_counts_summaries_and_stories_and_no_texts_of_people():
    step, desk, people = room()
    desk.act("scenario", verloop="goed", tekst="Zij belt en krijgt antwoord.")
    desk.act("samenvatting", vak=f"{named(step, 'Inwoner')}:{named(step, 'Privacy')}", tekst="Minder gegevens")
    for person in people:
        write(person, step)
    reveal(desk)
    desk.close()
    page = desk.page("verslag/")
    assert cells(page, "Naaste")["Vertrouwen"] == "5 voordelen"
    assert cells(page, "Inwoner")["Privacy"] == "Minder gegevens"
    assert "Als dit goed gaat Zij belt en krijgt antwoord." in desk.report()
    assert TEXT not in desk.report()
    assert TEXT not in str(step.dialogue.steps.get(kind="matrix").result)


def test_what_was_never_shown_is_not_counted_and_an_empty_matrix_is_not_reported():
    step, desk, people = room()
    for person in people[:3]:
        write(person, step)
    desk.close()
    assert "Matrix" not in desk.report()
    assert all(
        cell["benefits"] == 0 for p in step.dialogue.steps.get(kind="matrix").result["parties"] for cell in p["cells"]
    )


def test_the_number_of_queries_does_not_grow_with_the_matrix(django_assert_max_num_queries):
    step, desk, people = room()
    for person in people:
        write(person, step)
    reveal(desk)
    with django_assert_max_num_queries(16):
        people[0].page()


def test_a_matrix_is_typed_over_from_paper():
    step, _desk, people = room()
    step.dialogue.was_on_paper = True
    assert "2 Naaste" in kind.paper_fields(step)[0].hint
    kind.from_paper(step, {"tekst": "2.4 - De buren weten het dan ook.\n2.4 + Minder formulieren."})
    assert cells(people[0].page(), "Naaste")["Privacy"] == "1 voordeel 1 nadeel"


@pytest.mark.parametrize("line", ["9.1 + Die rij is er niet", "1.9 - Die kolom is er niet", "Zonder vak", "1.1 Niets"])
def test_a_line_from_paper_that_points_nowhere_is_named(line):
    step, _desk, _people = room()
    with pytest.raises(NotAccepted, match=re.escape(line)):
        kind.from_paper(step, {"tekst": line})


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ({"betrokkene": ""}, "Voor wie?"),
        ({"waarde": ""}, "Welke waarde?"),
        ({"effect": ""}, "Wat is het?"),
        ({"tekst": " "}, "Wat doet het daar?"),
    ],
)
def test_what_is_wrong_stands_at_the_field_it_is_about(wrong, label):
    step, _desk, people = room()
    assert label_of_error(write(people[0], step, **wrong)) == label


def test_the_own_form_stands_before_the_matrix_and_rows_without_anything_are_marked_for_a_phone():
    step, desk, people = room()
    page = people[0].page()
    parts = page.select(".own__form, table.matrix")
    assert [part.name for part in parts] == ["form", "table"]
    rows = page.select("table.matrix tbody tr")
    assert page.select("table.matrix tr.fold__empty") == rows
    for person in people:
        write(person, step)
    desk.do("controleer")
    desk.do("toon")
    page = people[0].page()
    assert [part.name for part in page.select(".own__form, table.matrix")] == ["table", "form"]
    assert len(page.select("table.matrix tr.fold__empty")) == len(rows) - 1
