"""What people do in a room touches the tables of the room only: nothing that knows users, sessions or addresses."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learningdialogues import keys
from tests.rooms import CSRF, desk_cookies, running_room

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TABLES_OF_A_ROOM = {
    "learningdialogues_dialogue",
    "learningdialogues_step",
    "learningdialogues_subject",
    "learningdialogues_sealedcontribution",
    "learningdialogues_contribution",
    "learningdialogues_ballot",
    "learningdialogues_blockedwriter",
    "learningdialogues_gave",
    "learningdialogues_ready",
    "learningdialogues_printedcode",
}


@pytest.fixture
def room(settings, tmp_path):
    settings.DIALOGUE_KEYS_DIR = tmp_path / "keys"
    room = running_room(people=1)
    yield room
    keys.destroy_key(room.dialogue.pk)


@pytest.fixture
def member(room):
    """A participant who is logged in elsewhere on the site: the session's cookie comes along."""
    client = Client(headers={"X-CSRFToken": CSRF, "X-Requested-With": "fetch"})
    for name, value in (desk_cookies() | room.seats[0]).items():
        client.cookies[name] = value
    return client


def tables_of(queries) -> set[str]:
    named = re.compile(r'(?:FROM|JOIN|INTO|(?<!FOR )UPDATE)\s+"?(\w+)"?')
    return {table for query in queries for table in named.findall(query["sql"])}


def test_acts_in_a_room_touch_only_the_tables_of_the_room(room, member):
    id = str(uuid4())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answers = [
            member.get(room.path),
            member.get(f"{room.path}deel/"),
            member.get(f"{room.path}eigen/"),
            member.post(room.act_path("stuur"), {"id": id, "tekst": "Een brief bleef liggen."}),
            member.post(room.act_path("wijzig"), {"id": id, "tekst": "Een brief bleef lang liggen."}),
            member.post(room.act_path("trek-in"), {"id": id}),
            member.post(room.act_path("niets")),
            member.post(room.act_path("klaar")),
        ]
    assert [answer.status_code for answer in answers] == [200] * 8
    tables = tables_of(queries)
    assert {"learningdialogues_sealedcontribution", "learningdialogues_gave", "learningdialogues_ready"} <= tables
    assert tables <= TABLES_OF_A_ROOM


def test_joining_touches_only_the_tables_of_the_room(room, member):
    with CaptureQueriesContext(connection) as queries:
        wrong = member.post("/meedoen/", {"code": "K7M-4PX"})
        right = member.post("/meedoen/", {"code": room.dialogue.code})
        inside = Client(headers={"X-CSRFToken": CSRF}).post(right["Location"], {"code": room.dialogue.code})
    assert (wrong.status_code, right.status_code, inside.status_code) == (422, 307, 302)
    assert tables_of(queries) <= TABLES_OF_A_ROOM


def test_no_participant_is_in_the_tables_of_the_room(room, member):
    member.post(room.act_path("stuur"), {"id": str(uuid4()), "tekst": "Een brief bleef liggen."})
    named = {"user", "session", "ip", "address", "created", "created_at", "updated_at", "author", "sent_at", "email"}
    for table in TABLES_OF_A_ROOM - {"learningdialogues_dialogue", "learningdialogues_step"}:
        with connection.cursor() as cursor:
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        assert columns, table
        assert not {column.removesuffix("_id") for column in columns} & named, table


def test_the_same_browser_takes_one_seat(room, member):
    before = room.dialogue.seats_taken
    answer = member.post("/meedoen/", {"code": room.dialogue.code}, follow=True)
    assert answer.redirect_chain[-1][0] == room.path
    room.dialogue.refresh_from_db()
    assert room.dialogue.seats_taken == before
    stranger = Client()
    assert stranger.post("/meedoen/", {"code": room.dialogue.code}, follow=True).redirect_chain[-1][0] == room.path
    room.dialogue.refresh_from_db()
    assert room.dialogue.seats_taken == before + 1
