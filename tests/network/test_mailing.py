"""The mail outbox: sent once, tried again, given up, forgotten."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from network import followup, mailing, memberships
from network.models import OutgoingMail, Role
from tests.network.factories import NOW, coordinator, organisation, person, recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_tried_before():
    """Rate limits are counted in the cache, which no transaction rolls back."""
    cache.clear()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queued(to="sam@voorbeeld.example") -> OutgoingMail:
    return mailing.queue(to, "Onderwerp", mailing.READY_MADE, {"body": "Tekst met <teken>"}, NOW)


def test_a_mail_is_sent_once_and_its_context_is_forgotten():
    letter = queued()
    assert (mailing.send_due(NOW), mailing.send_due(NOW)) == (1, 0)
    letter.refresh_from_db()
    assert letter.sent_at == NOW and letter.context == {}
    assert mail.outbox[0].body == "Tekst met <teken>\n"


def test_a_mail_of_a_deed_that_failed_is_never_sent():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queued()
        raise ZeroDivisionError
    assert mailing.send_due(NOW) == 0


BROKEN = override_settings(EMAIL_BACKEND="tests.network.factories.BrokenBackend")


def test_a_mail_server_that_is_down_costs_only_time():
    letter = queued()
    with BROKEN:
        assert mailing.send_due(NOW) == 0
    letter.refresh_from_db()
    assert letter.attempts == 1 and "ConnectionRefusedError" in letter.last_error
    assert mailing.send_due(NOW) == 0
    assert mailing.send_due(letter.due_at) == 1


def test_after_the_last_try_it_is_a_dead_letter_that_an_administrator_sends_again():
    letter, moment = queued(), NOW
    with BROKEN:
        for _try in range(len(mailing.RETRY_AFTER) + 1):
            mailing.send_due(moment)
            moment += timedelta(days=1)
    letter.refresh_from_db()
    assert letter.gave_up_at and list(mailing.dead_letters()) == [letter]
    client = signed_in(person(Role.ADMINISTRATOR))
    assert "sam@voorbeeld.example" in client.get(reverse("dead_letters")).content.decode()
    client.post(reverse("send_again"), {"mail": letter.pk})
    assert mailing.send_due(timezone.now() + timedelta(minutes=1)) == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_sees_dead_letters(role):
    client = signed_in(person(role))
    assert client.get(reverse("dead_letters")).status_code == 403
    assert client.post(reverse("send_again"), {"mail": 1}).status_code == 403


def test_one_broken_mail_does_not_hold_up_the_next():
    mailing.queue("sam@voorbeeld.example", "Stuk", "network/mail/does_not_exist.txt", {}, NOW)
    queued("anna@voorbeeld.example")
    assert mailing.send_due(NOW) == 1 and mail.outbox[0].to == ["anna@voorbeeld.example"]


def test_old_mail_is_forgotten():
    queued()
    mailing.send_due(NOW)
    mailing.send_due(NOW + timedelta(days=31))
    assert not OutgoingMail.objects.exists()


def test_a_forgotten_password_is_mailed_by_the_outbox():
    user = person(Role.READER, password="een-lang-wachtwoord-1")
    Client().post(reverse("account_reset_password"), {"email": user.email})
    assert mail.outbox == [] and OutgoingMail.objects.get().to == user.email
    mailing.send_due(timezone.now())
    assert re.search(r"http://testserver/account/password/reset/key/\S+", mail.outbox[-1].body)


def test_the_focal_points_hear_that_a_recommendation_was_laid_before_them():
    where, elsewhere = organisation(), organisation("Gemeente Waterdorp")
    told = person(Role.FOCAL_POINT, where, email="aanspreekpunt@voorbeeld.example")
    memberships.join(told, organisation=where, role=Role.PROFESSIONAL, by=None, at=NOW)
    person(Role.PROFESSIONAL, where)
    person(Role.FOCAL_POINT, elsewhere)
    gone = person(Role.FOCAL_POINT, where)
    gone.is_active = False
    gone.save()
    what = recommendation(title="Wacht niet af")
    client = signed_in(coordinator())
    for _twice in range(2):
        client.post(reverse("assign", args=[what.key]), {"organisations": [where.pk]})
    assert [letter.to for letter in OutgoingMail.objects.all()] == [told.email]
    mailing.send_due(timezone.now())
    [letter] = mail.outbox
    assert "Wacht niet af" in letter.body and where.title in letter.body
    path = letter.body.split("\n")[-2].removeprefix("https://").partition("/")[2]
    assert reverse("followup", args=[what.key, where.key]).strip("/") in path
    assert signed_in(told).get(reverse("followup", args=[what.key, where.key])).status_code == 200


def test_an_assignment_that_failed_tells_nobody():
    where, what, by = organisation(), recommendation(), coordinator()
    person(Role.FOCAL_POINT, where)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        followup.assign(what, organisation=where, by=by, at=NOW)
        raise ZeroDivisionError
    assert not OutgoingMail.objects.exists()
