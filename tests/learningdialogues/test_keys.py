"""Keys on disk, the limit on wrong codes, and the participant's cookie."""

import stat
import threading
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from learningdialogues import cookies, keys, limits, tokens


@pytest.fixture
def folder(settings, tmp_path):
    settings.DIALOGUE_KEYS_DIR = tmp_path / "keys"
    return settings.DIALOGUE_KEYS_DIR


def test_a_key_is_one_file_that_only_the_server_can_read(folder):
    dialogue = uuid4()
    keys.create_key(dialogue)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert file.read_bytes() == keys.load_key(dialogue)
    assert len(keys.load_key(str(dialogue))) == 32


def test_a_key_is_never_replaced(folder):
    dialogue = uuid4()
    keys.create_key(dialogue)
    key = keys.load_key(dialogue)
    with pytest.raises(FileExistsError):
        keys.create_key(dialogue)
    assert [file.read_bytes() for file in folder.iterdir()] == [key]


def test_a_destroyed_key_is_gone_at_once_here_and_within_a_minute_elsewhere(folder, monkeypatch):
    dialogue = uuid4()
    keys.create_key(dialogue)
    elsewhere = {dialogue: (keys.time.monotonic(), keys.load_key(dialogue))}
    keys.destroy_key(dialogue)
    keys.destroy_key(dialogue)
    with pytest.raises(keys.KeyGone):
        keys.load_key(dialogue)
    assert not list(folder.iterdir())
    monkeypatch.setattr(keys, "_cache", elsewhere)
    now = keys.time.monotonic()
    monkeypatch.setattr(keys.time, "monotonic", lambda: now + 61)
    with pytest.raises(keys.KeyGone):
        keys.load_key(dialogue)


def test_the_bytes_of_a_destroyed_key_are_overwritten_on_disk(folder, tmp_path):
    dialogue = uuid4()
    keys.create_key(dialogue)
    key = keys.load_key(dialogue)
    witness = tmp_path / "witness"
    witness.hardlink_to(folder / f"{dialogue}.key")
    keys.destroy_key(dialogue)
    assert witness.read_bytes() != key


def test_a_damaged_key_counts_as_gone(folder):
    dialogue = uuid4()
    keys.create_key(dialogue)
    (folder / f"{dialogue}.key").write_bytes(b"half")
    with pytest.raises(keys.KeyGone):
        keys.load_key(dialogue)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "x"])
def test_a_key_has_the_name_of_a_dialogue_and_nothing_else(folder, name):
    with pytest.raises(ValueError):
        keys.load_key(name)


def test_codes_may_be_tried_again_when_time_has_passed():
    now = [100.0]
    allowance = limits.Allowance(size=3, per_second=0.5, clock=lambda: now[0])
    for _ in range(3):
        assert allowance.is_left()
        allowance.take()
    assert not allowance.is_left()
    now[0] += 2
    assert allowance.is_left()
    now[0] += 1000
    assert [allowance.is_left() for _ in range(4) if allowance.take() is None] == [True, True, False, False]


def test_too_many_wrong_codes_hold_back_everybody_and_right_ones_cost_nothing(monkeypatch):
    monkeypatch.setattr(limits, "wrong_codes", limits.Allowance(size=2, per_second=0))
    for _ in range(50):
        limits.check_code_attempt()
    limits.note_wrong_code()
    limits.note_wrong_code()
    with pytest.raises(limits.TooManyAttempts):
        limits.check_code_attempt()


def test_failures_from_several_threads_are_all_counted():
    allowance = limits.Allowance(size=800, per_second=0, clock=lambda: 0.0)
    threads = [threading.Thread(target=lambda: [allowance.take() for _ in range(100)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not allowance.is_left()
    assert allowance._left == 0


def test_the_cookie_of_a_participant_goes_to_its_own_room_only(folder):
    dialogue, token = uuid4(), tokens.new_token()
    keys.create_key(dialogue)
    response = HttpResponse()
    cookies.set_participant_cookie(response, dialogue, token)
    (cookie,) = response.cookies.values()
    assert cookie["path"] == f"/meedoen/{dialogue}/"
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    request = RequestFactory().get("/", headers={"cookie": f"{cookie.key}={cookie.value}"})
    assert cookies.participant_token(request, dialogue) == token
    assert cookies.participant_token(RequestFactory().get("/"), dialogue) is None
