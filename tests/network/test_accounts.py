"""Accounts: invitations, mail domains, roles per organisation, second factor, mail outbox."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network import invitations, mailing, memberships
from network.accounts import MFAAdapter
from network.models import AuditEntry, Invitation, Membership, OutgoingMail, Role, User
from network.permissions import NotAllowed
from tests.network.factories import NOW, coordinator, organisation, person

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord-1"
SIGNUP = {"first_name": "Sam", "last_name": "Voorbeeld", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def nobody_tried_before():
    """Rate limits are counted in the cache, which no transaction rolls back."""
    cache.clear()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link_in_last_mail() -> str:
    mailing.send_due(timezone.now())
    return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1)


def invite(email="sam@voorbeeldstad.example", roles=(Role.PROFESSIONAL,), by=None) -> str:
    """Invite and return the link that the mail holds."""
    by = by or person(Role.FOCAL_POINT)
    invitations.invite(email, organisation=organisation(), roles=roles, by=by, at=timezone.now())
    return link_in_last_mail()


def roles_of(email: str) -> set[str]:
    return set(Membership.objects.filter(user__email=email).values_list("role", flat=True))


def test_an_invited_person_makes_an_account_and_has_the_roles():
    link = invite(roles=(Role.PROFESSIONAL, Role.FACILITATOR))
    client = Client()
    assert "Gemeente Voorbeeldstad" in client.get(link).content.decode()
    client.post(link)
    response = client.post(reverse("account_signup"), {"email": "sam@voorbeeldstad.example", **SIGNUP})
    assert response["Location"] == reverse("my_work")
    assert roles_of("sam@voorbeeldstad.example") == {Role.PROFESSIONAL, Role.FACILITATOR}
    assert EmailAddress.objects.get(email="sam@voorbeeldstad.example").verified


def test_an_invitation_works_once():
    link = invite()
    first, second = Client(), Client()
    for client in (first, second):
        client.post(link)
    first.post(reverse("account_signup"), {"email": "sam@voorbeeldstad.example", **SIGNUP})
    second.post(reverse("account_signup"), {"email": "sam2@voorbeeldstad.example", **SIGNUP})
    assert User.objects.filter(first_name="Sam").count() == 1
    assert second.get(link).status_code == 410


def test_an_invitation_expires_after_fourteen_days():
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 410
    assert Client().post(link).status_code == 410


def test_a_withdrawn_invitation_lets_nobody_in():
    link = invite()
    client = signed_in(User.objects.get(memberships__role=Role.FOCAL_POINT))
    url = reverse("members", args=[organisation().key])
    client.post(url, {"action": "withdraw", "invitation": Invitation.objects.get().pk})
    assert Client().get(link).status_code == 410


def test_a_second_invitation_makes_the_first_lapse():
    by = person(Role.FOCAL_POINT)
    first, second = invite(by=by), invite(by=by)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (410, 200)


def test_the_token_is_stored_hashed_and_leaves_the_outbox_with_the_mail():
    token = invite().rstrip("/").rpartition("/")[2]
    rows = [*Invitation.objects.values_list(), *OutgoingMail.objects.values_list(), *AuditEntry.objects.values_list()]
    assert len(token) >= 43 and token not in repr(rows)


def test_an_unknown_token_looks_like_an_old_one():
    assert Client().get(reverse("invitation", args=["x" * 43])).status_code == 410


def test_who_has_an_account_joins_after_signing_in():
    user = person(email="sam@voorbeeldstad.example")
    link = invite()
    assert signed_in(user).post(link)["Location"] == reverse("my_work")
    assert roles_of(user.email) == {Role.PROFESSIONAL}


def test_an_invitation_is_of_no_use_to_somebody_else():
    link, other = invite(), person(email="iemand@anders.example")
    signed_in(other).post(link)
    assert not roles_of(other.email)


def test_an_address_that_was_not_verified_takes_up_no_invitation():
    other = person(email="iemand@anders.example")
    other.emailaddress_set.create(email="sam@voorbeeldstad.example", verified=False)
    signed_in(other).post(invite())
    assert not roles_of(other.email)


def test_the_invited_session_cannot_sign_up_another_address():
    client = Client()
    client.post(invite())
    response = client.post(reverse("account_signup"), {"email": "ander@elders.example", **SIGNUP})
    assert "email" in response.context["form"].errors
    assert not User.objects.filter(email="ander@elders.example").exists()


def test_nobody_signs_up_without_an_invitation():
    response = Client().post(reverse("account_signup"), {"email": "sam@voorbeeldstad.example", **SIGNUP})
    assert "email" in response.context["form"].errors
    assert not User.objects.exists()


def test_a_mail_domain_makes_a_reader_after_the_address_is_verified():
    where = organisation()
    where.mail_domains = "voorbeeldstad.example"
    where.save()
    client = Client()
    client.post(reverse("account_signup"), {"email": "sam@voorbeeldstad.example", **SIGNUP})
    assert "_auth_user_id" not in client.session and not roles_of("sam@voorbeeldstad.example")
    client.post(link_in_last_mail())
    assert roles_of("sam@voorbeeldstad.example") == {Role.READER}


@pytest.mark.parametrize("address", ["sam@sub.voorbeeldstad.example", "sam@xvoorbeeldstad.example", "sam@example"])
def test_only_the_whole_mail_domain_counts(address):
    where = organisation()
    where.mail_domains = "voorbeeldstad.example ander.example"
    where.save()
    assert memberships.organisations_with(address) == []
    assert memberships.organisations_with("Sam@Voorbeeldstad.Example") == [where]


def test_who_lost_the_role_is_no_reader_again_by_a_new_password():
    where = organisation()
    where.mail_domains = "voorbeeldstad.example"
    where.save()
    user = person(Role.PROFESSIONAL, email="sam@voorbeeldstad.example")
    memberships.join_by_mail_domain(user, user.email, at=NOW)
    assert roles_of(user.email) == {Role.PROFESSIONAL}


GIVEN = {
    Role.FOCAL_POINT: set(Role) - {Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR},
    Role.COORDINATOR: set(Role) - {Role.ADMINISTRATOR},
    Role.ADMINISTRATOR: set(Role),
}


@pytest.mark.parametrize("given", Role)
@pytest.mark.parametrize("giver", Role)
def test_who_may_invite_for_which_role(giver, given):
    by = person(giver)
    args = {"organisation": organisation(), "roles": [given], "by": by, "at": NOW}
    if given in GIVEN.get(giver, set()):
        invitations.invite("sam@voorbeeldstad.example", **args)
    else:
        with pytest.raises(NotAllowed):
            invitations.invite("sam@voorbeeldstad.example", **args)
    assert Invitation.objects.exists() is (given in GIVEN.get(giver, set()))


def test_the_focal_point_of_another_organisation_sees_and_invites_nobody_here():
    client = signed_in(person(Role.FOCAL_POINT, organisation("Gemeente Waterdorp")))
    url = reverse("members", args=[organisation().key])
    assert client.get(url).status_code == 403
    sent = {"action": "invite", "email": "sam@voorbeeldstad.example", "roles": [Role.READER]}
    assert client.post(url, sent).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in GIVEN])
def test_other_members_do_not_see_the_members_page(role):
    assert signed_in(person(role)).get(reverse("members", args=[organisation().key])).status_code == 403


def test_a_focal_point_invites_gives_and_takes_on_the_members_page():
    focal_point, colleague = person(Role.FOCAL_POINT), person(Role.READER)
    client, url = signed_in(focal_point), reverse("members", args=[organisation().key])
    client.post(url, {"action": "invite", "email": "sam@voorbeeldstad.example", "roles": [Role.READER]})
    assert "sam@voorbeeldstad.example" in client.get(url).content.decode()
    client.post(url, {"action": "give", "member": colleague.pk, "role": Role.AMBASSADOR})
    assert Role.AMBASSADOR in roles_of(colleague.email)
    client.post(url, {"action": "take", "membership": colleague.memberships.get(role=Role.AMBASSADOR).pk})
    assert roles_of(colleague.email) == {Role.READER}
    assert set(AuditEntry.objects.filter(actor=focal_point).values_list("verb", flat=True)) == {
        "invited",
        "gave_role",
        "took_role",
    }


def test_a_focal_point_takes_no_role_that_only_others_give():
    editor = person(Role.EDITOR)
    url = reverse("members", args=[organisation().key])
    client = signed_in(person(Role.FOCAL_POINT))
    assert client.post(url, {"action": "take", "membership": editor.memberships.get().pk}).status_code == 403
    assert roles_of(editor.email) == {Role.EDITOR}


def test_a_membership_of_another_organisation_is_not_found():
    elsewhere = person(Role.READER, organisation("Gemeente Waterdorp"))
    url = reverse("members", args=[organisation().key])
    client = signed_in(person(Role.FOCAL_POINT))
    assert client.post(url, {"action": "take", "membership": elsewhere.memberships.get().pk}).status_code == 404
    assert client.post(url, {"action": "give", "member": elsewhere.pk, "role": Role.READER}).status_code == 200
    assert elsewhere.memberships.count() == 1


def test_only_who_works_for_the_whole_network_sets_mail_domains():
    url, sent = reverse("members", args=[organisation().key]), {"action": "domains", "mail_domains": "X.example"}
    assert signed_in(person(Role.FOCAL_POINT)).post(url, sent).status_code == 403
    signed_in(coordinator()).post(url, sent)
    where = organisation()
    assert where.mail_domains == "x.example"
    assert AuditEntry.objects.get(verb="set_mail_domains").changes == {"mail_domains": ["", "x.example"]}


def test_a_mail_domain_is_written_without_at_sign():
    url = reverse("members", args=[organisation().key])
    response = signed_in(coordinator()).post(url, {"action": "domains", "mail_domains": "@voorbeeldstad"})
    assert response.context["forms"]["domains"].errors


def test_an_administrator_opens_the_editors_part_until_the_role_is_taken():
    user = person(Role.ADMINISTRATOR)
    assert signed_in(user).get("/beheer/").status_code == 200
    memberships.leave(user.memberships.get(), by=user, at=NOW)
    user.refresh_from_db()
    assert not user.is_superuser and signed_in(user).get("/beheer/").status_code != 200


def test_an_editor_opens_the_editors_part_and_a_professional_does_not():
    assert signed_in(person(Role.EDITOR)).get("/beheer/").status_code == 200
    assert signed_in(person(Role.PROFESSIONAL)).get("/beheer/").status_code == 302


def test_another_role_leaves_a_superuser_as_is():
    root = User.objects.create_superuser("root@voorbeeld.example", PASSWORD)
    memberships.join(root, organisation=organisation(), role=Role.READER, by=None, at=NOW)
    root.refresh_from_db()
    assert root.is_superuser


def test_the_secret_of_the_second_factor_is_not_stored_in_the_clear():
    user, secret = person(), generate_totp_secret()
    TOTP.activate(user, secret)
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in stored and MFAAdapter().decrypt(stored) == secret


def test_the_second_factor_survives_a_new_secret_key():
    old = MFAAdapter().encrypt("geheim")
    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert MFAAdapter().decrypt(old) == "geheim"


def test_a_second_factor_is_asked_when_it_is_on():
    user = person(Role.READER, password=PASSWORD)
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    response = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"] == reverse("mfa_authenticate") and "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "usersessions_list", "account_email", "account_change_password", "my_account"],
)
def test_the_pages_about_ones_own_account_open(name):
    client = Client()
    user = person(Role.READER, password=PASSWORD)
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.get(reverse(name)).status_code == 200


def code_for(secret: str) -> str:
    """What the app on the phone would show now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_somebody_sets_up_a_second_factor_and_signs_in_with_it():
    user, client = person(Role.READER, password=PASSWORD), Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    activate = reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate") + f"?next={activate}", {"password": PASSWORD})
    secret = client.get(activate).context["form"].secret
    response = client.post(activate, {"code": code_for(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(response["Location"]).status_code == 200
    cache.clear()
    again = Client()
    again.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in again.session
    assert again.post(reverse("mfa_authenticate"), {"code": code_for(secret)})["Location"] == reverse("my_work")


def test_one_writes_ones_own_name():
    client = signed_in(user := person(Role.READER))
    client.post(reverse("my_account"), {"first_name": "Sam", "last_name": "Voorbeeld"})
    user.refresh_from_db()
    assert user.get_full_name() == "Sam Voorbeeld"


def test_visits_cost_the_same_whatever_the_number_of_roles():
    user = person(Role.READER)
    client = signed_in(user)
    client.get(reverse("my_work"))
    with CaptureQueriesContext(connection) as before:
        client.get(reverse("my_work"))
    for number in range(5):
        where = organisation(f"Gemeente {number}")
        memberships.join(user, organisation=where, role=Role.READER, by=None, at=NOW)
    with CaptureQueriesContext(connection) as after:
        client.get(reverse("my_work"))
    assert len(after) <= len(before)


def test_the_members_page_costs_the_same_whatever_the_number_of_members():
    client, url = signed_in(person(Role.FOCAL_POINT)), reverse("members", args=[organisation().key])
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    for _number in range(5):
        person(Role.READER)
    with CaptureQueriesContext(connection) as after:
        client.get(url)
    assert len(after) <= len(before)
