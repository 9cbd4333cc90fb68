"""The page of results, as a visitor without JavaScript uses it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from search.engines.interface import Engine
from search.indexing import rebuild
from tests.network.factories import person
from tests.search.factories import ambassador, practice, term, theory


def page(client: Client, query: str = "") -> BeautifulSoup:
    response = client.get(f"/zoeken/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".rows--wide .item__title")]


def count_of(soup: BeautifulSoup, name: str, value: str) -> str:
    box = soup.select_one(f'input[type=checkbox][name="{name}"][value="{value}"]')
    return box.parent.select_one(".facet__count").find(string=True).strip() if box else ""


@pytest.fixture
def swallows(engine: Engine) -> Engine:
    theory("Zwaluw een")
    term("Zwaluw twee", synonyms=("huiszwaluw",))
    practice("Zwaluw drie", summary="Over <b>zwaluwen</b> & brieven.")
    ambassador("Zwaluw voor leden", "member")
    rebuild(engine)
    return engine


def test_a_search_shows_rows_with_marks_and_leads_to_the_items(client: Client, swallows: Engine) -> None:
    soup = page(client, "?q=zwaluwen")
    assert sorted(titles(soup)) == ["Zwaluw drie", "Zwaluw een", "Zwaluw twee"]
    assert {mark.get_text() for mark in soup.select("mark")} >= {"Zwaluw", "zwaluwen"}
    assert soup.select_one(".rows b") is None
    for link in soup.select(".rows--wide .item__title"):
        assert client.get(link["href"]).status_code == 200


def test_members_see_their_own_rows(swallows: Engine) -> None:
    member = Client()
    member.force_login(person("professional"))
    assert "Zwaluw voor leden" in titles(page(member, "?q=zwaluw"))
    assert "voor leden" not in str(page(Client(), "?q=zwaluw"))


def test_facets_narrow_and_chips_take_back(client: Client, swallows: Engine) -> None:
    soup = page(client, "?q=zwaluw&type=theorie&type=begrip")
    assert sorted(titles(soup)) == ["Zwaluw een", "Zwaluw twee"]
    assert count_of(soup, "type", "praktijk") == "1"
    chip = next(link for link in soup.select(".chip--chosen") if "Theorie" in link.get_text())
    assert parse_qs(urlsplit(chip["href"]).query) == {"q": ["zwaluw"], "type": ["begrip"]}
    hidden = soup.select_one('.facet-form input[type=hidden][name="q"]')
    assert hidden["value"] == "zwaluw"


def test_also_searched_for_leads_on_and_can_be_switched_off(client: Client, swallows: Engine) -> None:
    soup = page(client, "?q=huiszwaluw")
    also = soup.select_one(".search-also")
    assert "Zwaluw twee" in also.get_text()
    link = also.select("a")[-1]["href"]
    assert "letterlijk=1" in link
    assert "Zwaluw twee" not in page(client, f"{link}").select_one(".search-also").get_text()


def test_long_lists_have_pages_that_keep_the_question(client: Client, engine: Engine) -> None:
    for number in range(12):
        theory(f"Zwaluw {number}")
    rebuild(engine)
    soup = page(client, "?q=zwaluw&type=theorie&sort=titel")
    assert len(titles(soup)) == 10
    second = page(client, soup.select_one(".pager a[rel=next]")["href"])
    assert len(titles(second)) == 2
    assert not set(titles(soup)) & set(titles(second))
    assert titles(page(client, "?q=zwaluw&pagina=99")) == []


def test_nothing_found_leads_to_people_action_lines_and_what_comes_near(client: Client, swallows: Engine) -> None:
    soup = page(client, "?q=zwaluw&type=patroon")
    assert soup.select_one("h1").get_text().strip().endswith("‘zwaluw’")
    assert soup.select_one('a[href="/ambassadeurs/"]')
    assert "Zwaluw een" in soup.select_one(".columns__main").get_text()
    assert page(client, "?q=xyzzyq").select_one("h1").get_text().strip().endswith("‘xyzzyq’")


def test_the_start_page_shows_the_kinds_with_counts(client: Client, swallows: Engine) -> None:
    aside = page(client).select_one(".columns__aside").get_text()
    assert "Theorieën" in aside
    assert "1" in aside


def test_when_search_is_down_the_page_says_so_and_shows_titles(client: Client, engine: Engine) -> None:
    theory("Zwaluwen tellen")
    soup = page(client, "?q=zwaluwen")
    assert soup.select_one(".message--warning")
    assert titles(soup) == ["Zwaluwen tellen"]


@pytest.mark.parametrize(
    "query",
    ["?q=%22", "?q=", "?q=%00", "?q=" + "x" * 10_000, "?type=onzin&q=zwaluw", "?pagina=-1&q=zwaluw", "?pagina=zes&q=a",
     "?pagina=99999999999999999999&q=zwaluw", "?sort=onzin&q=zwaluw", "?q=%F0%9F%98%80", "?domein=%F0%9F%98%80"],
)  # fmt: skip
def test_no_address_is_an_error(client: Client, swallows: Engine, query: str) -> None:
    page(client, query)


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("organisatie=org-zwaluwstad", "Organisatie", "org-zwaluwstad"),
        ("actielijn=%3Cb%3E", "Actielijn", "<b>"),
        ("type=onzin&type=theorie", "Soort", "onzin"),
        ("bewijs=%00", "Hoe zeker weten we dat?", ""),
    ],
)
def test_an_unknown_choice_does_not_count_and_the_page_says_so(
    client: Client, swallows: Engine, query: str, name: str, value: str
) -> None:
    soup = page(client, f"?q=zwaluw&{query}")
    assert "Zwaluw een" in titles(soup)
    said = soup.select_one(".message--info").get_text()
    assert name in said
    assert value in said
    assert not page(client, "?q=zwaluw&type=theorie&organisatie=").select(".message--info")


def test_an_unpublished_page_is_gone_from_the_page_at_once(client: Client, engine: Engine) -> None:
    thing: Any = practice("Zwaluw drie")
    rebuild(engine)
    thing.unpublish()
    assert "Zwaluw drie" not in str(page(client, "?q=zwaluw"))
