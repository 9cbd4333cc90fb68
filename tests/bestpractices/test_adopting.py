"""An organisation tells that it works with a practice; the page shows it to everybody."""

import pytest
from django.test import Client

from bestpractices.models import Adoption, PracticePage
from network.models import AuditEntry, Role
from tests.network.factories import organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]

FORM = {"how": "adapted", "since": "voorjaar 2026", "outcome": "Twee brieven zijn korter geworden."}


def practice() -> PracticePage:
    return PracticePage.objects.get(key="bp-cafe-bepp-brieven")


def path() -> str:
    return f"{practice().item_url()}wij-werken-hiermee/"


def signed_in(role: str) -> tuple[Client, int]:
    client, where = Client(), organisation()
    client.force_login(person(role, where))
    return client, where.pk


def test_a_professional_reports_and_a_stranger_reads_it_on_the_page():
    client, where = signed_in(Role.PROFESSIONAL)
    assert client.get(path()).status_code == 200
    assert client.post(path(), FORM | {"organisation": where}).status_code == 302
    page = Client().get(practice().item_url()).content.decode()
    assert FORM["outcome"] in page
    assert "Gemeente Voorbeeldstad" in page
    assert AuditEntry.objects.filter(verb="reported adoption").count() == 1


def test_a_second_report_of_the_same_organisation_replaces_the_first():
    client, where = signed_in(Role.FOCAL_POINT)
    client.post(path(), FORM | {"organisation": where})
    client.post(path(), FORM | {"organisation": where, "how": "stopped"})
    assert Adoption.objects.get().how == "stopped"


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.COORDINATOR])
def test_who_does_not_report_for_an_organisation_may_not(role):
    client, where = signed_in(role)
    assert client.get(path()).status_code == 403
    assert client.post(path(), FORM | {"organisation": where}).status_code == 403
    assert not Adoption.objects.exists()


def test_nobody_reports_for_another_organisation_and_nothing_typed_is_lost():
    client, _where = signed_in(Role.PROFESSIONAL)
    answer = client.post(path(), FORM | {"organisation": organisation("Gemeente Waterdorp").pk})
    assert answer.status_code == 422
    assert FORM["outcome"] in answer.content.decode()


def test_what_identifies_somebody_is_refused():
    client, where = signed_in(Role.PROFESSIONAL)
    answer = client.post(path(), FORM | {"organisation": where, "outcome": "Bel 06-12345678 voor meer."})
    assert answer.status_code == 422
    assert not Adoption.objects.exists()
