"""The rows of docs/visibility.md that live in the network app, tried over HTTP."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from network import ambassadors, followup, mailing
from network.models import AmbassadorProfile, Membership, Organisation, Role, Stance, User
from tests.network.factories import NOW, assignment, organisation, person
from tests.visibility_table import STRANGER, cells, everybody

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "Gemeente Voorbeeldstad", "Gemeente Waterdorp"


def browser_of(who: str, where: str) -> Client:
    """Somebody in the role ``who`` at ``where``; an account without an organisation counts as a stranger too."""
    client = Client()
    if who != STRANGER:
        client.force_login(person(who, organisation(where)))
    return client


def shows(client: Client, url: str, text: str) -> bool:
    """Whether the answer to a GET is a page that holds ``text``."""
    response = client.get(url)
    return response.status_code == 200 and text in response.content.decode()


def seen(word: str, where: str) -> bool:
    """What a cell means for somebody at ``where``, of a thing that belongs to HERE and was not published."""
    return word == "yes" or (word == "own" and where == HERE)


@everybody("follow-up statement")
@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_follow_up_statement(who, word, where):
    laid = assignment(organisation(HERE), stance=Stance.NO, reason="Geen geld dit jaar", decided_by_function="Directie")
    page = laid.recommendation.get_absolute_url()
    client = browser_of(who, where)
    assert shows(client, page, HERE) is seen(word, where)
    assert shows(client, page, "Geen geld dit jaar") is seen(word, where)
    followup.publish(laid, is_public=True, by=person(Role.FOCAL_POINT, laid.organisation), at=NOW)
    assert shows(client, page, HERE) is (word in ("yes", "published"))
    assert shows(client, page, "Geen geld dit jaar") is seen(word, where)


def test_reports_and_effects_stay_with_members_when_the_rest_is_published():
    laid = assignment(organisation(HERE), stance=Stance.YES)
    focal_point = User.objects.get(memberships__role=Role.FOCAL_POINT)
    followup.report_progress(laid, text="Wij bellen na twee gemiste afspraken.", by=focal_point, at=NOW)
    figures = {"indicator": "Gemiste afspraken", "source": "Telling", "start_value": 3, "start_date": date(2026, 1, 1)}
    followup.record_effect(laid, by=person(Role.PROFESSIONAL), at=NOW, **figures)
    followup.publish(laid, is_public=True, by=focal_point, at=NOW)
    page = laid.recommendation.get_absolute_url()
    for text in ("Wij bellen na twee gemiste afspraken.", "Gemiste afspraken"):
        assert shows(browser_of(Role.READER, ELSEWHERE), page, text)
        assert not shows(Client(), page, text)


@everybody("follow-up board")
@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_follow_up_board(who, word, where):
    assignment(organisation(HERE))
    assert shows(browser_of(who, where), reverse("followup_board"), HERE) is seen(word, where)


def profile(audience: str = "member", consents: bool = True) -> AmbassadorProfile:
    by = person(Role.AMBASSADOR, organisation(HERE), email="zeer-geheim@voorbeeld.example")
    made = AmbassadorProfile(
        organisation=organisation(HERE),
        title="Ambassadeur gedrag, gemeente Voorbeeldstad",
        summary="Over brieven.",
        shares=True,
        audience=audience,
        contact_email="ook-geheim@voorbeeld.example",
    )
    return ambassadors.show_oneself(made, consents=consents, lines=[], by=by, at=NOW)


@everybody("ambassador profile")
def test_ambassador_profile(who, word):
    made = profile()
    client, page = browser_of(who, ELSEWHERE), reverse("ambassadors")
    assert shows(client, page, made.title) is (word == "yes")
    made.audience = "public"
    made.save()
    assert shows(client, page, made.title)
    ambassadors.show_oneself(made, consents=False, lines=[], by=made.user, at=NOW)
    assert not shows(client, page, made.title)
    assert client.get(f"/k/{made.key}").status_code == 404


@everybody("contact field")
def test_contact_field(who, word):
    made = profile("public")
    assert word == "no"
    for where in (HERE, ELSEWHERE):
        client = browser_of(who, where)
        for page in (reverse("ambassadors"), reverse("ask_ambassador", args=[made.key]), made.organisation.item_url()):
            body = client.get(page).content.decode()
            assert "geheim@" not in body


@everybody("question")
def test_question(who, word):
    made = profile("public")
    client = browser_of(who, ELSEWHERE)
    sent = client.post(reverse("ask_ambassador", args=[made.key]), {"text": "Hoe begonnen jullie hiermee?"})
    assert (sent.status_code == 302 and not sent["Location"].startswith("/account/")) is (word == "part")
    for page in (reverse("ambassadors"), reverse("dead_letters"), reverse("my_work")):
        assert "Hoe begonnen jullie" not in browser_of(Role.ADMINISTRATOR, HERE).get(page).content.decode()


@everybody("address of a member")
@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_address_of_a_member(who, word, where):
    member = person(Role.READER, organisation(HERE), email="lid@voorbeeldstad.example")
    page = reverse("members", args=[organisation(HERE).key])
    assert shows(browser_of(who, where), page, member.email) is seen(word, where)


@everybody("mail that was not sent")
def test_mail_that_was_not_sent(who, word):
    letter = mailing.queue("sam@voorbeeld.example", "x", mailing.READY_MADE, {"body": "y"}, NOW)
    letter.gave_up_at = NOW
    letter.save()
    assert shows(browser_of(who, HERE), reverse("dead_letters"), letter.to) is (word == "yes")


def test_an_account_without_an_organisation_sees_what_a_stranger_sees():
    laid = assignment(organisation(HERE))
    client = Client()
    client.force_login(person())
    assert not shows(client, laid.recommendation.get_absolute_url(), HERE)
    assert not shows(client, reverse("ambassadors"), profile().title)
    assert cells("follow-up statement")[STRANGER] == "published"


def test_who_leaves_the_last_organisation_is_no_member_any_more():
    laid, user = assignment(organisation(HERE)), person(Role.READER, organisation(ELSEWHERE))
    client = Client()
    client.force_login(user)
    page = laid.recommendation.get_absolute_url()
    assert shows(client, page, HERE)
    Membership.objects.filter(user=user).delete()
    assert not shows(client, page, HERE)


def test_organisations_themselves_are_public():
    where = organisation(HERE)
    assert Organisation.objects.filter(pk=where.pk).exists() and Client().get(where.item_url()).status_code == 200
