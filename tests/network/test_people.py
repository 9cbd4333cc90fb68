"""Ambassadors: the list and its map, one's own profile, asking, and who is near an item."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network import ambassadors, mailing
from network.models import AmbassadorProfile, AuditEntry, Item, Link, OutgoingMail, Province, Role
from network.permissions import NotAllowed
from network.views.people import outline
from tests.network.factories import NOW, organisation, person, recommendation

pytestmark = pytest.mark.django_db


def shown(title: str = "Ambassadeur gedrag", *, lines: tuple = (), **fields: object) -> AmbassadorProfile:
    """A profile that everybody sees, made by the person itself."""
    by = person(Role.AMBASSADOR)
    values = {"summary": "Over wat werkte.", "shares": True, "audience": "public", **fields}
    made = AmbassadorProfile(organisation=organisation(), title=title, **values)
    return ambassadors.show_oneself(made, consents=True, lines=lines, by=by, at=NOW)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles_on(client: Client, **query: str) -> list[str]:
    page = BeautifulSoup(client.get(reverse("ambassadors"), query).content, "html.parser")
    return [heading.get_text() for heading in page.select(".people h3")]


def action_line(number: int) -> Item:
    return Item.objects.create(
        key=f"actielijn-{number}", kind="actielijn", title=f"Lijn {number}", url=f"/l/{number}/", visibility=" public "
    )


def test_the_list_narrows_by_words_task_and_province():
    shown("Een", themes="brieven, folders", province="drenthe")
    shown("Twee", shares=False, inspires=True, province="zeeland")
    client = Client()
    assert titles_on(client) == ["Een", "Twee"]
    assert titles_on(client, q="brieven") == ["Een"]
    assert titles_on(client, taak="inspireren") == ["Twee"]
    assert titles_on(client, provincie="zeeland", taak="delen") == []
    assert titles_on(client, taak="onzin") == ["Een", "Twee"]


def test_the_map_numbers_the_list_and_shows_white_spots():
    shown("Een", province="drenthe")
    shown("Twee", province="drenthe")
    response = Client().get(reverse("ambassadors"))
    dots = response.context["map"]["dots"]
    assert [dot["number"] for dot in dots] == [1, 2] and dots[0]["x"] < dots[1]["x"]
    assert "Zeeland" in response.context["empty_provinces"] and "Drenthe" not in response.context["empty_provinces"]
    assert "CC BY" in response.content.decode()


def test_every_province_is_drawn():
    assert set(outline()["provinces"]) == set(Province.values)


def test_a_facilitator_stands_in_the_list_of_facilitators_too():
    shown("Gespreksbegeleider", is_facilitator=True, facilitation_note="In januari beschikbaar")
    assert "In januari beschikbaar" in Client().get(reverse("ambassadors")).content.decode()


def test_somebody_makes_a_profile_and_takes_the_consent_back():
    user = person(Role.AMBASSADOR)
    client, url = signed_in(user), reverse("my_profile")
    sent = {
        "organisation": organisation().pk,
        "title": "Ambassadeur gedrag",
        "summary": "Over brieven.",
        "shares": "on",
        "audience": "public",
        "lines": [action_line(1).pk],
    }
    client.post(url, sent)
    assert titles_on(Client()) == []
    client.post(url, {**sent, "consents": "on"})
    assert titles_on(Client()) == ["Ambassadeur gedrag"]
    assert Link.objects.filter(target="actielijn-1", source__kind="ambassadeur").exists()
    client.post(url, {**sent, "consents": "on", "lines": []})
    assert not Link.objects.filter(source__kind="ambassadeur").exists()
    client.post(url, sent)
    assert titles_on(Client()) == []
    assert AmbassadorProfile.objects.count() == 1


def test_a_profile_needs_a_task():
    sent = {"organisation": organisation().pk, "title": "x", "summary": "y", "audience": "public"}
    response = signed_in(person(Role.AMBASSADOR)).post(reverse("my_profile"), sent)
    assert response.context["form"].non_field_errors() and not AmbassadorProfile.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.AMBASSADOR, Role.FACILITATOR)])
def test_other_roles_make_no_profile(role):
    sent = {"organisation": organisation().pk, "title": "x", "summary": "y", "shares": "on", "audience": "public"}
    signed_in(person(role)).post(reverse("my_profile"), sent)
    assert not AmbassadorProfile.objects.exists()


def test_nobody_speaks_for_an_organisation_one_is_no_ambassador_of():
    elsewhere = organisation("Gemeente Waterdorp")
    sent = {"organisation": elsewhere.pk, "title": "x", "summary": "y", "shares": "on", "audience": "public"}
    response = signed_in(person(Role.AMBASSADOR)).post(reverse("my_profile"), sent)
    assert "organisation" in response.context["form"].errors


def test_nobody_changes_the_profile_of_somebody_else():
    made = shown()
    with pytest.raises(NotAllowed):
        ambassadors.show_oneself(made, consents=True, lines=[], by=person(Role.AMBASSADOR), at=NOW)


def test_a_profile_that_is_not_shown_is_not_findable():
    made = shown()
    assert Item.objects.get(pk=made.key).visibility == " public "
    ambassadors.show_oneself(made, consents=False, lines=[], by=made.user, at=NOW)
    assert Item.objects.get(pk=made.key).visibility == ""


def ask(client: Client, made: AmbassadorProfile, text: str = "Hoe begonnen jullie hiermee?"):
    return client.post(reverse("ask_ambassador", args=[made.key]), {"text": text})


def test_a_question_goes_by_mail_and_the_answer_comes_back():
    made, asker = shown(), person(Role.READER, organisation("Gemeente Waterdorp"))
    ask(signed_in(asker), made)
    mailing.send_due(timezone.now())
    letter = mail.outbox[0]
    assert letter.to == [made.user.email] and letter.reply_to == [asker.email]
    assert "Hoe begonnen jullie hiermee?" in letter.body and "Gemeente Waterdorp" in letter.body


def test_a_question_may_hold_ones_own_address_but_no_account_number():
    made, client = shown(), signed_in(person(Role.READER))
    assert ask(client, made, "Mail mij gerust op sam@voorbeeld.example, ook 's avonds.").status_code == 302
    assert ask(client, made, "Het ging om rekening NL91 ABNA 0417 1643 00 van deze inwoner.").status_code == 200


def test_the_text_of_a_question_is_not_kept():
    ask(signed_in(person(Role.READER)), shown())
    mailing.send_due(timezone.now())
    assert "Hoe begonnen" not in repr([*OutgoingMail.objects.values_list(), *AuditEntry.objects.values_list()])


def test_without_an_address_the_focal_points_of_the_organisation_get_the_question():
    made = shown()
    AmbassadorProfile.objects.update(user=None)
    focal_point = person(Role.FOCAL_POINT)
    ask(signed_in(person(Role.READER, organisation("Gemeente Waterdorp"))), made)
    assert [letter.to for letter in OutgoingMail.objects.all()] == [focal_point.email]


def test_a_question_that_nobody_would_read_is_refused():
    made = shown()
    AmbassadorProfile.objects.update(user=None)
    response = ask(signed_in(person(Role.READER, organisation("Gemeente Waterdorp"))), made)
    assert response.context["form"].non_field_errors() and not OutgoingMail.objects.exists()


def test_five_questions_an_hour_and_no_more():
    made, client = shown(), signed_in(person(Role.READER))
    answers = [ask(client, made).status_code for _question in range(6)]
    assert answers == [302, 302, 302, 302, 302, 200]
    AuditEntry.objects.filter(verb="asked").update(at=timezone.now() - timedelta(hours=2))
    assert ask(client, made).status_code == 302


def test_an_ambassador_gets_twenty_questions_a_day_and_no_more():
    made = shown()
    for _question in range(ambassadors.MOST_A_DAY):
        AuditEntry.objects.create(verb="asked", target_kind="ambassadorprofile", target=made.key, at=timezone.now())
    assert ask(signed_in(person(Role.READER)), made).status_code == 200
    assert not OutgoingMail.objects.exists()


def test_a_stranger_signs_in_before_asking():
    made = shown()
    assert Client().get(reverse("ask_ambassador", args=[made.key]))["Location"].startswith("/account/login/")
    assert ask(signed_in(person()), made).status_code == 403


def test_near_an_item_is_who_is_linked_then_who_knows_the_theme_then_the_action_line():
    line = action_line(1)
    item = Item.objects.get(pk=recommendation(title="Schrijf betere brieven").key)
    Link.objects.create(source=item, target=line)
    by_line, by_theme, far = shown("Lijn", lines=[line]), shown("Thema", themes="brieven"), shown("Ver", themes="geld")
    linked = shown("Gekoppeld")
    Link.objects.create(source_id=linked.key, target=item)
    assert ambassadors.ambassadors_for(item) == [linked, by_theme, by_line]
    assert far not in ambassadors.ambassadors_for(item)


def test_near_an_item_nobody_is_shown_who_chose_members_only():
    item = Item.objects.get(pk=recommendation(title="Schrijf betere brieven").key)
    made = shown(themes="brieven", audience="member")
    assert ambassadors.ambassadors_for(item) == []
    assert ambassadors.ambassadors_for(item, frozenset({"public", "member"})) == [made]


def test_queries_do_not_grow_with_the_number_of_ambassadors():
    line = action_line(1)
    item = Item.objects.get(pk=recommendation().key)
    Link.objects.create(source=item, target=line)
    shown(lines=[line])
    counts = []
    for _round in range(2):
        Client().get(reverse("ambassadors"))
        with CaptureQueriesContext(connection) as queries:
            Client().get(reverse("ambassadors"))
            ambassadors.ambassadors_for(item)
        counts.append(len(queries))
        for number in range(4):
            shown(f"Nog een {number}", lines=[line], province="drenthe")
    assert counts[1] <= counts[0]


def test_an_example_ambassador_is_marked_so_wherever_one_can_ask():
    near = recommendation(title="Brieven die iedereen begrijpt")
    made = shown("Ambassadeur brieven")
    Link.objects.create(source_id=made.key, target_id=near.key)
    page = Client().get(near.get_absolute_url())
    aside = page.content.decode().partition("Wie kun je het vragen?")[2]
    assert made.title in aside and "badge--example" not in aside
    made.is_example = True
    made.save()
    Link.objects.get_or_create(source_id=made.key, target_id=near.key)
    aside = Client().get(near.get_absolute_url()).content.decode().partition("Wie kun je het vragen?")[2]
    assert made.title in aside and "badge--example" in aside
