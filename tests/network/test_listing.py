"""Facets, counts, chips, order and pages of index pages: pure arithmetic over rows."""

from datetime import UTC, datetime, timedelta

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from network.listing import Facet, ListedRow, counted, listing, narrowed

START = datetime(2026, 11, 1, tzinfo=UTC)
SORT = Facet("soort", "Soort", [("praktijk", "Praktijk"), ("tip", "Tip"), ("techniek", "Techniek")])
FIELD = Facet("regeling", "Regeling", [("bijstand", "Bijstand"), ("ww", "WW"), ("aow", "AOW")])


def row(title: str, soort: str, *fields: str, days: int = 0) -> ListedRow:
    values = {"soort": frozenset({soort}), "regeling": frozenset(fields)}
    return ListedRow(title.lower(), "praktijk", title, "", f"/{title}/", START + timedelta(days=days), values)


ROWS = [
    row("Beeldbellen", "praktijk", "bijstand", "ww", days=1),
    row("Afspraak", "praktijk", "bijstand", days=3),
    row("Cursus", "tip", "ww", days=2),
    row("Dagboek", "tip", "aow"),
]


def counts_of(found, name: str) -> dict[str, int]:
    facet = next(facet for facet in found.facets if facet["name"] == name)
    return {value["value"]: value["count"] for value in facet["values"]}


def ask(query: str):
    return listing(ROWS, [SORT, FIELD], QueryDict(query))


def titles(found) -> list[str]:
    return [one.title for one in found.page]


def test_without_choices_everything_is_listed_by_title() -> None:
    assert titles(ask("")) == ["Afspraak", "Beeldbellen", "Cursus", "Dagboek"]


def test_newest_first_is_an_order_and_another_order_is_ignored() -> None:
    assert titles(ask("volgorde=nieuwste")) == ["Afspraak", "Cursus", "Beeldbellen", "Dagboek"]
    assert titles(ask("volgorde=-wachtwoord")) == titles(ask(""))


def test_values_of_one_facet_widen_and_facets_narrow_each_other() -> None:
    assert titles(ask("regeling=ww&regeling=aow")) == ["Beeldbellen", "Cursus", "Dagboek"]
    assert titles(ask("regeling=ww&regeling=aow&soort=tip")) == ["Cursus", "Dagboek"]


def test_an_item_with_two_values_counts_under_both_and_is_listed_once() -> None:
    found = ask("regeling=bijstand&regeling=ww")

    assert titles(found) == ["Afspraak", "Beeldbellen", "Cursus"]
    assert counts_of(found, "regeling") == {"bijstand": 2, "ww": 2, "aow": 1}


def test_a_choice_changes_the_counts_of_other_facets_and_not_of_its_own() -> None:
    found = ask("soort=praktijk")

    assert counts_of(found, "soort") == {"praktijk": 2, "tip": 2}
    assert counts_of(found, "regeling") == {"bijstand": 2, "ww": 1, "aow": 0}


def test_a_value_that_no_item_has_is_not_offered() -> None:
    assert "techniek" not in counts_of(ask(""), "soort")


def test_a_value_that_no_facet_knows_is_ignored() -> None:
    assert titles(ask("soort=onzin&password=1")) == titles(ask(""))


def test_each_chip_leads_to_the_list_without_it_on_the_first_page() -> None:
    found = ask("soort=tip&regeling=ww&pagina=2&volgorde=nieuwste")

    assert [(chip.label, chip.url) for chip in found.chips] == [
        ("Tip", "?regeling=ww&volgorde=nieuwste"),
        ("WW", "?soort=tip&volgorde=nieuwste"),
    ]
    assert found.clear_url == "?volgorde=nieuwste"


def test_a_page_that_is_not_there_becomes_the_nearest_one() -> None:
    many = [row(f"Rij {n:02}", "tip") for n in range(45)]

    assert listing(many, [], QueryDict("pagina=3")).page.number == 3
    assert listing(many, [], QueryDict("pagina=99")).page.number == 3
    assert listing(many, [], QueryDict("pagina=x")).page.number == 1
    assert len(listing(many, [], QueryDict("")).page) == 20


any_rows = st.lists(
    st.builds(
        lambda n, soort, fields: row(f"R{n}", soort, *fields),
        st.integers(0, 999),
        st.sampled_from(["praktijk", "tip", "techniek"]),
        st.sets(st.sampled_from(["bijstand", "ww", "aow"])),
    ),
    max_size=25,
)
any_choice = st.fixed_dictionaries(
    {
        "soort": st.frozensets(st.sampled_from(["praktijk", "tip", "techniek"])),
        "regeling": st.frozensets(st.sampled_from(["bijstand", "ww", "aow"])),
    }
)


@given(any_rows, any_choice)
def test_each_count_is_what_the_list_would_hold_with_only_that_value_chosen(rows, chosen) -> None:
    for facet in counted(rows, [SORT, FIELD], chosen):
        for value in facet["values"]:
            alone = {**chosen, facet["name"]: frozenset({value["value"]})}
            assert value["count"] == len(narrowed(rows, alone))


def numbered(*numbers: str) -> list[ListedRow]:
    return [ListedRow(f"aanb-{n}", "aanbeveling", f"Titel {n}", "", f"/{n}/", START, number=n) for n in numbers]


def test_what_its_source_numbers_is_listed_as_people_count() -> None:
    rows = numbered("1.10", "vervolg", "2.1", "GEM-2", "1.2", "10.1", "GEM-10")

    found = listing(rows, [], QueryDict(""))

    assert [row.number for row in found.page] == ["1.2", "1.10", "2.1", "10.1", "GEM-2", "GEM-10", "vervolg"]
    assert found.is_usual_order and [one["url"] for one in found.orders] == [
        "?",
        "?volgorde=titel",
        "?volgorde=nieuwste",
    ]


def test_a_numbered_list_by_title_keeps_that_order_in_its_links() -> None:
    found = listing(numbered("2", "10"), [], QueryDict("volgorde=titel"))

    assert [row.number for row in found.page] == ["10", "2"]
    assert not found.is_usual_order and found.clear_url == "?volgorde=titel"


def test_an_order_by_number_is_not_there_for_what_has_none() -> None:
    assert titles(ask("volgorde=nummer")) == titles(ask(""))
