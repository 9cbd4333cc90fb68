"""*Bewaar*: a member puts an item aside and finds it back; nobody else can tell."""

import pytest
from django.test import Client
from django.urls import reverse

from network.models import Kept, Recommendation, Role
from tests.network.factories import organisation, person, recommendation
from tests.visibility_table import STRANGER, everybody

pytestmark = pytest.mark.django_db

MY_WORK = "/mijn-werk/"


def browser_of(who: str) -> Client:
    client = Client()
    if who != STRANGER:
        client.force_login(person(who, organisation()))
    return client


def press(client: Client, thing: Recommendation, action: str = "keep") -> int:
    return client.post(reverse("keep", args=[thing.key]), {"action": action}).status_code


def test_what_a_member_keeps_stands_under_my_work_until_they_let_it_go() -> None:
    member, thing = browser_of(Role.READER), recommendation(title="Wacht niet af")
    page = thing.get_absolute_url()
    assert "Bewaar</button>" in member.get(page).content.decode()
    assert press(member, thing) == 302
    assert press(member, thing) == 302
    assert Kept.objects.count() == 1
    assert "Wacht niet af" in member.get(MY_WORK).content.decode()
    assert "Niet meer bewaren</button>" in member.get(page).content.decode()
    press(member, thing, "let_go")
    assert "Wacht niet af" not in member.get(MY_WORK).content.decode()


@everybody("kept item")
def test_only_who_kept_it_sees_that(who: str, word: str) -> None:
    thing = recommendation(title="Wacht niet af")
    press(browser_of(Role.PROFESSIONAL), thing)
    other = browser_of(who)
    assert "Wacht niet af" not in other.get(MY_WORK, follow=True).content.decode()
    press(other, thing)
    assert ("Wacht niet af" in other.get(MY_WORK, follow=True).content.decode()) is (word == "part")


def test_a_stranger_is_led_to_the_way_in_and_an_account_without_organisation_keeps_nothing() -> None:
    thing = recommendation()
    page = thing.get_absolute_url()
    assert f"/account/login/?next={page}" in Client().get(page).content.decode()
    alone = Client()
    alone.force_login(person())
    assert "Bewaar" not in alone.get(page).content.decode()
    assert press(alone, thing) == 403
    assert not Kept.objects.exists()


def test_what_one_may_not_see_cannot_be_kept_and_what_disappeared_is_not_listed() -> None:
    member, thing = browser_of(Role.READER), recommendation(title="Wacht niet af")
    assert member.post(reverse("keep", args=["aanb-bestaat-niet"])).status_code == 404
    press(member, thing)
    thing.delete()
    assert "Wacht niet af" not in member.get(MY_WORK).content.decode()


def test_the_button_for_printing_waits_for_a_script() -> None:
    page = Client().get(recommendation().get_absolute_url()).content.decode()
    assert "data-print hidden>" in page
