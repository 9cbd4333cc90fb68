"""SQLite keeps the pages of its database as they were in a write-ahead log, also after the release of a round."""

from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from learningdialogues import offering
from learningdialogues.models import Dialogue
from tests.live import live_server
from tests.rooms import CSRF, a_seat, desk_cookies, running_room

TEXTS = [f"Een brief bleef {how} liggen." for how in ("lang", "kort", "eerst", "toen", "vaak", "nooit", "soms", "weer")]


@pytest.fixture
def server(django_db_blocker):
    with django_db_blocker.unblock(), live_server() as server, server.database():
        yield server


def files(server) -> bytes:
    """The database and what lies beside it."""
    path = Path(connection.settings_dict["NAME"])
    return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))


def test_they_tell_nothing_before_it_is_shown_no_order_afterwards_and_nothing_when_it_is_erased(server):
    room = running_room()
    headers = {"X-CSRFToken": CSRF, "X-Requested-With": "fetch"}
    for text in TEXTS:
        with httpx.Client(base_url=server.url, cookies=a_seat(room.dialogue), headers=headers, timeout=30) as client:
            answer = client.post(room.act_path("stuur"), data={"id": str(uuid4()), "tekst": text})
            assert answer.status_code == 200
    held = files(server)
    assert room.step.question.encode() in held, "these are the files"
    assert [text for text in TEXTS if text.encode() in held] == []
    with httpx.Client(base_url=server.url, cookies=desk_cookies(), headers=headers, timeout=30) as desk:
        assert desk.post(room.desk_path("toon")).status_code == 302
    places = [files(server).find(text.encode()) for text in TEXTS]
    assert min(places) >= 0, "now it can be read"
    assert places != sorted(places), "by chance once in 40,000 times"
    Dialogue.objects.filter(pk=room.dialogue.pk).update(erase_on=timezone.localdate())
    offering.erase_what_is_due()
    held = files(server)
    assert [text for text in TEXTS if text.encode() in held] == [], "after the erasure"
