"""The API of search, held to its contract and to its own description."""

from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import given, settings

from config.wsgi import application
from network.models import Item
from search.engines.interface import Engine
from search.indexing import rebuild
from tests.network.factories import organisation, person
from tests.search.factories import action_line, ambassador, practice, theory

URL = "/api/v1/zoeken"


@pytest.fixture
def swallows(engine: Engine) -> Engine:
    theory("Zwaluw een", summary="Over <zwaluwen>.")
    practice("Zwaluw twee")
    ambassador("Zwaluw voor leden", "member")
    rebuild(engine)
    return engine


def ask(client: Client, **parameters: Any) -> dict[str, Any]:
    response = client.get(URL, parameters)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/json")
    return response.json()


def test_the_answer_has_the_fields_of_the_contract(client: Client, swallows: Engine) -> None:
    answer = ask(client, q="zwaluwen", type="theorie")
    assert set(answer) == {"totaal", "resultaten", "facetten", "bedoeldeU"}
    assert answer["totaal"] == 1
    (row,) = answer["resultaten"]
    item = Item.objects.get(title="Zwaluw een")
    assert row.pop("score") > 0
    assert row == {
        "key": item.pk,
        "type": "theorie",
        "titel": "Zwaluw een",
        "samenvatting": "Over <zwaluwen>.",
        "url": item.url,
        "fragment": "Over &lt;<mark>zwaluwen</mark>&gt;.",
    }
    assert {"waarde": "praktijk", "label": "Praktijkvoorbeeld", "aantal": 1} in answer["facetten"]["type"]
    assert answer["bedoeldeU"] is None


def test_facets_may_be_repeated_and_pages_do_not_overlap(client: Client, swallows: Engine) -> None:
    both = ask(client, q="zwaluw", type=["theorie", "praktijk"])
    assert both["totaal"] == 2
    pages = [ask(client, q="zwaluw", limiet=1, pagina=number, sort="titel") for number in (1, 2, 3)]
    assert [[row["titel"] for row in page["resultaten"]] for page in pages] == [["Zwaluw een"], ["Zwaluw twee"], []]
    assert {page["totaal"] for page in pages} == {2}


def test_a_stranger_gets_what_is_public_and_a_member_what_members_may_see(client: Client, swallows: Engine) -> None:
    assert "voor leden" not in client.get(URL, {"q": "zwaluw"}).content.decode()
    client.force_login(person("professional"))
    assert ask(client, q="zwaluw")["totaal"] == 3


@pytest.mark.parametrize("q", ['"', "", "x" * 10_000, "-", "\x00", "😀"])
def test_any_question_is_answered(client: Client, swallows: Engine, q: str) -> None:
    assert ask(client, q=q)["totaal"] == (0 if q else Item.objects.visible_to(frozenset({"public"})).count())


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({"type": "onzin"}, "type"),
        ({"type": "cijfer"}, "type"),
        ({"effect": "onzin"}, "effect"),
        ({"sort": "score"}, "sort"),
        ({"limiet": "0"}, "limiet"),
        ({"limiet": "101"}, "limiet"),
        ({"limiet": "tien"}, "limiet"),
        ({"pagina": "0"}, "pagina"),
        ({"pagina": "1001"}, "pagina"),
        ({"organisatie": ""}, "organisatie"),
        ({"organisatie": "org-zwaluwstad"}, "organisatie: ‘org-zwaluwstad’ is geen bekende waarde"),
        ({"organisatie": "\x00"}, "organisatie"),
        ({"organisatie": "org-" + "x" * 10_000}, "organisatie"),
        ({"actielijn": "actielijn-9"}, "actielijn: ‘actielijn-9’ is geen bekende waarde"),
        ({"bewijs": "onzin"}, "bewijs: ‘onzin’ is geen bekende waarde"),
        ({"domein": "onzin"}, "domein: ‘onzin’ is geen bekende waarde"),
        ({"letterlijk": "misschien"}, "letterlijk"),
    ],
)
def test_a_bad_value_is_named_as_a_problem_in_dutch(
    client: Client, swallows: Engine, parameters: dict[str, str], word: str
) -> None:
    response = client.get(URL, parameters)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["status"], body["title"]) == (400, "Ongeldige vraag")
    assert word in body["detail"]


def test_a_key_of_another_kind_is_no_value(client: Client, swallows: Engine) -> None:
    key = Item.objects.get(title="Zwaluw een").pk
    assert client.get(URL, {"organisatie": key}).status_code == 400


def test_a_known_value_that_nothing_has_finds_nothing(client: Client, swallows: Engine) -> None:
    assert ask(client, organisatie=organisation().key)["totaal"] == 0
    assert ask(client, actielijn=action_line().key)["totaal"] == 0
    refused = client.get(URL, {"actielijn": [action_line(2).key, "actielijn-9"]})
    assert (refused.status_code, refused.json()["detail"]) == (400, "actielijn: ‘actielijn-9’ is geen bekende waarde")


def test_what_the_asker_may_not_see_is_refused_as_what_is_not_there(client: Client, swallows: Engine) -> None:
    key = organisation().key
    Item.objects.filter(pk=key).update(visibility=" member ")
    hidden, absent = client.get(URL, {"organisatie": key}), client.get(URL, {"organisatie": "org-weg"})
    assert hidden.status_code == absent.status_code == 400
    assert hidden.json()["detail"].replace(key, "org-weg") == absent.json()["detail"]
    assert key not in client.get("/api/v1/openapi.json").content.decode()
    client.force_login(person("professional"))
    assert ask(client, organisatie=key)["totaal"] == 0


def test_the_description_lists_the_values_of_now(client: Client, swallows: Engine) -> None:
    def described() -> dict[str, Any]:
        parameters = client.get("/api/v1/openapi.json").json()["paths"][URL]["get"]["parameters"]
        return {parameter["name"]: parameter["schema"] for parameter in parameters}

    assert described()["actielijn"]["maxItems"] == 0
    assert described()["organisatie"]["items"]["enum"] == [organisation().key]
    line = action_line()
    assert described()["actielijn"]["items"]["enum"] == [line.key]
    assert "theorie" in described()["type"]["items"]["enum"]
    assert described()["sort"]["enum"] == ["best", "nieuwste", "titel"]


def test_the_address_has_no_trailing_slash(client: Client, swallows: Engine) -> None:
    assert client.get(f"{URL}/").status_code == 404


def test_when_search_is_down_the_api_still_answers(client: Client, engine: Engine) -> None:
    theory("Zwaluwen")
    assert ask(client, q="zwaluwen")["totaal"] == 1


def test_the_api_does_what_its_description_says(swallows: Engine) -> None:
    action_line()
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)

    @settings(max_examples=40, deadline=None, database=None)
    @given(case=described[URL]["GET"].as_strategy())
    def check(case: Any) -> None:
        case.call_and_validate()

    check()
