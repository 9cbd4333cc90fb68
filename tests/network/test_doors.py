"""The one door: the login forms that Wagtail and Django bring along lead to it, whatever is sent to them."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from network.models import Role
from tests.network.factories import person

pytestmark = pytest.mark.django_db

DOORS = ["/admin/login/", "/cms/login/", "/_util/login/", "/beheer/login/"]
RESETS = [
    "/beheer/password_reset/",
    "/beheer/password_reset/confirm/MQ/set-password/",
    "/beheer/password_reset/done/",
]
PASSWORD = "een-lang-wachtwoord-1"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    """Rate limits are counted in the cache, which no transaction rolls back."""
    cache.clear()


@pytest.mark.parametrize("door", DOORS)
def test_a_password_sent_to_another_door_signs_nobody_in(door):
    user = person(Role.ADMINISTRATOR, password=PASSWORD)
    client = Client()
    response = client.post(door, {"username": user.email, "login": user.email, "password": PASSWORD})
    assert response.status_code == 302 and response["Location"] == "/account/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("door", DOORS)
def test_another_door_leads_to_ours_and_back_to_what_was_asked(door):
    response = Client().get(door, {"next": "/beheer/pages/"})
    assert response["Location"] == "/account/login/?next=%2Fbeheer%2Fpages%2F"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_another_door_never_leads_off_the_site(door, elsewhere):
    assert Client().get(door, {"next": elsewhere})["Location"] == "/account/login/"


@pytest.mark.parametrize("address", RESETS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_own_password_reset_is_closed(address, method):
    response = getattr(Client(), method)(address, {"email": person(password=PASSWORD).email})
    assert response.status_code == 302 and response["Location"] == reverse("account_reset_password")


def test_the_editors_part_asks_a_stranger_to_come_in_by_our_door():
    response = Client().get("/beheer/")
    assert response.status_code == 302 and response["Location"].startswith("/account/login/")


def test_the_editors_part_changes_no_password_or_address():
    client = Client()
    client.force_login(person(Role.ADMINISTRATOR))
    page = client.get("/beheer/account/").content.decode()
    assert 'name="password-' not in page and 'name="name_email-email"' not in page


def test_our_own_door_signs_in():
    user = person(Role.READER, password=PASSWORD)
    client = Client()
    response = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"] == reverse("my_work")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_is_tried_five_times():
    user, client = person(Role.READER, password=PASSWORD), Client()
    for _attempt in range(5):
        client.post("/account/login/", {"login": user.email, "password": "mis"})
    response = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert response.status_code == 200 and "_auth_user_id" not in client.session


def test_a_whole_town_hall_signs_in_at_nine():
    users = [person(Role.READER, password=PASSWORD) for _number in range(40)]
    for user in users:
        client = Client(REMOTE_ADDR="203.0.113.9")
        client.post("/account/login/", {"login": user.email, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(user.pk)


def test_ordinary_pages_read_no_session_of_a_stranger(django_assert_num_queries):
    client = Client()
    client.get(reverse("account_login"))
    with django_assert_num_queries(0):
        client.get("/admin/login/")
