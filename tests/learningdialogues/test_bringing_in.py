"""Who may not bring in a case is not led to a closed door, but told how to get the role."""

import pytest
from django.test import Client

from network.models import Role
from tests.network.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]

DOOR = "/buikpijncasus/"
HOW = "Vraag die rol aan bij het aanspreekpunt van je organisatie."


@pytest.mark.parametrize("page", ["/", "/mijn-werk/", "/leerdialogen/"])
@pytest.mark.parametrize("role", [None, *Role.values])
def test_the_way_to_the_form_is_shown_to_who_may_open_it(role: str | None, page: str) -> None:
    client = Client()
    client.force_login(person(role))
    is_open = client.get(DOOR).status_code == 200
    shown = client.get(page).content.decode()
    assert (f'href="{DOOR}"' in shown) is is_open
    assert (HOW in shown) is not is_open


def test_a_stranger_is_led_to_the_form_by_way_of_signing_in() -> None:
    client = Client()
    assert f'href="{DOOR}"' in client.get("/").content.decode()
    assert HOW not in client.get("/").content.decode()
    assert client.get(DOOR).url.startswith("/account/login/")
