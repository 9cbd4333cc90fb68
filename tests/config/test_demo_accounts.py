"""The accounts of the demo: always there with the printed passwords, and quick at a second start."""

from pathlib import Path

import pytest
from django.test import Client

from config.demo import people
from network.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PASSWORDS_SET", tmp_path / "stamp")


def signs_in(account: people.Account) -> bool:
    answer = Client().post("/account/login/", {"login": account.email, "password": account.password})
    return answer.status_code == 302


def test_every_printed_account_signs_in_after_each_start() -> None:
    people.make_accounts()
    people.make_accounts()
    assert User.objects.count() == len(people.ACCOUNTS)
    assert all(signs_in(account) for account in people.ACCOUNTS)


@pytest.mark.parametrize("password", ["iets anders", None])
def test_a_changed_password_is_as_printed_after_the_next_start(password: str | None) -> None:
    account = people.ACCOUNTS[0]
    user = people.make_accounts()[account.role]
    user.set_password(password)
    user.is_active = False
    user.save()
    assert not signs_in(account)
    people.make_accounts()
    assert signs_in(account)


def test_a_new_database_beside_an_old_stamp_gets_its_passwords() -> None:
    people.make_accounts()
    User.objects.all().delete()
    people.make_accounts()
    assert signs_in(people.ACCOUNTS[0])


def test_a_second_start_hashes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    people.make_accounts()
    monkeypatch.setattr(User, "set_password", lambda *_: pytest.fail("a password was hashed again"))
    people.make_accounts()
