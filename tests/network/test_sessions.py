"""Who was signed in, where and with which browser is forgotten when the session is over."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from network import due
from tests.network.factories import person

PASSWORD = "een-lang-wachtwoord-9"

pytestmark = pytest.mark.django_db


def signed_in(email: str) -> Client:
    person("professional", email=email, password=PASSWORD)
    client = Client(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Voorbeeldbrowser")
    assert client.post("/account/login/", {"login": email, "password": PASSWORD}).status_code == 302
    return client


def test_the_worker_forgets_sessions_that_are_over_and_what_was_noted_with_them() -> None:
    stays, ran_out, left = (signed_in(f"{name}@voorbeeld.example") for name in ("blijft", "verlopen", "weg"))
    Session.objects.filter(pk=ran_out.session.session_key).update(expire_date=timezone.now() - timedelta(minutes=1))
    left.post("/account/logout/")
    assert UserSession.objects.filter(ip="192.0.2.7", user_agent="Voorbeeldbrowser").count() >= 2
    next(task for task in due.tasks() if task.name == "sessions").function()
    assert [session.user.email for session in UserSession.objects.all()] == ["blijft@voorbeeld.example"]
    assert list(Session.objects.values_list("pk", flat=True)) == [stays.session.session_key]
    assert stays.get("/mijn-werk/").status_code == 200


@pytest.mark.parametrize("address", ["beheer@voorbeeld.example", ""])
def test_the_foot_names_the_address_of_who_runs_the_platform(client: Client, settings: object, address: str) -> None:
    settings.CONTACT_EMAIL = address
    page = client.get("/zoeken/").content.decode()
    assert (f'href="mailto:{address}"' in page) is bool(address)
    assert ("mailto:" in page) is bool(address)
