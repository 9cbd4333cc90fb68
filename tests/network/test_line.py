"""Van casus naar effect: what is linked is told, what is missing is shown as missing."""

import pytest
from django.test import Client
from django.utils.translation import override

from network import registry
from network.line import line_for
from network.models import Item, Link
from network.visibility import ANYONE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch):
    """English msgids, and nobody who says anything about dialogues and effects unless a test does."""
    monkeypatch.setattr(registry, "dialogue_station", [])
    monkeypatch.setattr(registry, "effect_station", [])
    with override("en"):
        yield


def make(key: str, kind: str, visibility: str = " public ") -> Item:
    return Item.objects.create(pk=key, kind=kind, title=f"Titel {key}", url=f"/{key}/", visibility=visibility)


def stations(item: Item, tokens: frozenset[str] = ANYONE) -> dict:
    return {station.kind: station for station in line_for(item, tokens)}


def test_an_item_without_links_shows_every_gap_in_words() -> None:
    found = stations(make("bp-een", "praktijk"))

    assert list(found) == ["casus", "dialoog", "patroon", "praktijk", "aanbeveling", "effect"]
    assert {kind: station.state for kind, station in found.items() if kind != "praktijk"} == dict.fromkeys(
        ["casus", "dialoog", "patroon", "aanbeveling", "effect"], "none"
    )
    assert found["patroon"].text == "No pattern yet"
    assert found["effect"].text == "Not measured yet"
    assert (found["praktijk"].state, found["praktijk"].url) == ("here", "")


def test_one_linked_item_is_told_by_its_title_and_several_by_their_number() -> None:
    practice = make("bp-een", "praktijk")
    Link.objects.create(source=practice, target=make("casus-een", "voorbeeldcasus"))
    for n in range(2):
        Link.objects.create(source=make(f"aanb-{n}", "aanbeveling"), target=practice)

    found = stations(practice)

    assert (found["casus"].text, found["casus"].url) == ("Titel casus-een", "/casus-een/")
    assert (found["aanbeveling"].text, found["aanbeveling"].url) == ("2 recommendations", "#hangt-samen")


def test_a_linked_item_that_the_reader_may_not_see_leaves_the_gap() -> None:
    practice = make("bp-een", "praktijk")
    Link.objects.create(source=practice, target=make("pat-geheim", "patroon", " org:org-a "))

    assert stations(practice)["patroon"].state == "none"
    assert stations(practice, ANYONE | {"org:org-a"})["patroon"].state == "has"


def test_dialogues_are_told_in_words_and_lead_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "dialogue_station", [lambda item: "", lambda item: "In 6 van 20 leerdialogen"])

    station = stations(make("pat-een", "patroon"))["dialoog"]

    assert (station.state, station.text, station.url) == ("has", "In 6 van 20 leerdialogen", "")


def test_the_effect_is_that_of_the_practice_itself_or_of_the_linked_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "effect_station", [lambda keys: ", ".join(sorted(keys))])
    practice, mechanism = make("bp-een", "praktijk"), make("mech-een", "mechanisme")
    Link.objects.create(source=mechanism, target=practice)
    Link.objects.create(source=mechanism, target=make("bp-twee", "praktijk"))

    assert stations(practice)["effect"].text == "bp-een"
    assert stations(mechanism)["effect"].text == "bp-een, bp-twee"


def test_a_mechanism_has_a_line_without_a_place_of_its_own_and_a_term_has_none() -> None:
    assert "here" not in {station.state for station in line_for(make("mech-een", "mechanisme"), ANYONE)}
    assert line_for(make("begrip-een", "begrip"), ANYONE) == []


def test_a_station_of_example_data_says_so() -> None:
    case, pattern = make("casus-een", "voorbeeldcasus"), make("pat-een", "patroon")
    Link.objects.create(source=pattern, target=case)
    assert not stations(case)["patroon"].is_example

    Item.objects.filter(pk="pat-een").update(is_example=True)

    assert stations(case)["patroon"].is_example
    page = Client().get("/").content.decode()
    band = page[page.index('aria-labelledby="weg"') :]
    assert "badge--example" in band[: band.index("</div>", band.index("section__head"))]
    assert "example data" in band or "voorbeeldgegevens" in band


def test_the_front_page_does_not_call_real_data_an_example() -> None:
    make("casus-een", "voorbeeldcasus")
    page = Client().get("/").content.decode()
    assert 'aria-labelledby="weg"' in page
    assert "badge--example" not in page
