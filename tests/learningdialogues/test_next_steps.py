"""*Welke stap kan ik nu zetten?*: questions from near by to far away, and the line of one's own organisation first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learningdialogues.models import RouteAdvice
from learningdialogues.next_steps import next_steps
from network.models import ROUTES, Role
from tests.network.factories import organisation, person

pytestmark = pytest.mark.django_db

PAGE = "/leerdialogen/welke-stap/"
LINES = f"{PAGE}eigen-regels/"


def links(page: str) -> list[str]:
    from bs4 import BeautifulSoup

    return [link["href"] for link in BeautifulSoup(page, "html.parser").select("main a[href]")]


def test_every_route_has_a_question_steps_and_a_message():
    assert list(next_steps()) == [route for route, _name in ROUTES]
    for step in next_steps().values():
        assert step.steps and step.message and step.ask and step.question.endswith("?"), step.route


def test_who_says_no_walks_all_routes_to_the_network_and_who_says_yes_gets_a_message(client):
    page, asked = PAGE, []
    while page.startswith(PAGE):
        text = client.get(page).content.decode()
        yes = next(link for link in links(text) if link.startswith(PAGE) and link.rstrip("/") != PAGE.rstrip("/"))
        asked.append(yes.removeprefix(PAGE).strip("/"))
        no = [link for link in links(text) if "?vraag=" in link]
        page = no[0] if no else "/ambassadeurs/"
    assert asked == list(next_steps())
    for route, step in next_steps().items():
        answer = client.get(f"{PAGE}{route}/").content.decode()
        assert step.message.split("[")[0] in answer.replace("&#x27;", "'")
        assert "/ambassadeurs/" in links(answer)


@pytest.mark.parametrize("address", [f"{PAGE}bestaat-niet/", f"{PAGE}?vraag=bestaat-niet"])
def test_an_unknown_route_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_nothing_is_stored_of_a_stranger_who_asks(client):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(f"{PAGE}?vraag=vng")
        client.get(f"{PAGE}vng/")
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert not client.cookies


def test_members_read_the_line_of_their_own_organisation_and_others_do_not(client):
    here, elsewhere = organisation(), organisation("Gemeente Waterdorp")
    client.force_login(person(Role.FOCAL_POINT, here))
    texts = dict.fromkeys(next_steps(), "") | {"team": "Vraag het team Vakmanschap.", "vng": "Bel de strateeg."}
    assert client.post(LINES, texts).status_code == 302
    client.force_login(person(Role.READER, here))
    assert "Vraag het team Vakmanschap." in client.get(f"{PAGE}team/").content.decode()
    client.force_login(person(Role.PROFESSIONAL, elsewhere))
    assert "Vakmanschap" not in client.get(f"{PAGE}team/").content.decode()
    client.logout()
    assert "Vakmanschap" not in client.get(f"{PAGE}team/").content.decode()


def test_an_empty_line_is_taken_away_and_the_others_stay(client):
    here = organisation()
    client.force_login(person(Role.COORDINATOR, here))
    client.post(LINES, {"team": "Vraag het team.", "vng": "Bel de strateeg."})
    page = client.get(LINES).content.decode()
    assert "Bel de strateeg." in page
    assert ">VNG" in page, "an abbreviation stays one"
    client.post(LINES, {"team": "Vraag het team.", "vng": " "})
    assert list(RouteAdvice.objects.values_list("organisation", "route")) == [(here.pk, "team")]


def test_a_line_that_is_too_long_is_told_and_not_lost(client):
    client.force_login(person(Role.EDITOR))
    answer = client.post(LINES, {"team": "x" * 501})
    assert answer.status_code == 422
    assert "x" * 501 in answer.content.decode()
    assert not RouteAdvice.objects.exists()


def test_only_who_speaks_for_an_organisation_writes_its_lines(client):
    elsewhere = organisation("Gemeente Waterdorp")
    for role, status in ((Role.PROFESSIONAL, 403), (Role.FACILITATOR, 403), (Role.FOCAL_POINT, 200)):
        client.force_login(person(role))
        assert client.get(LINES).status_code == status
    assert client.post(f"{LINES}?organisatie={elsewhere.key}", {"team": "Van een ander"}).status_code == 404
    assert not RouteAdvice.objects.exists()
