"""A room on the real server, over real connections: what is acknowledged is there, once and whole."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from learningdialogues import sealing
from learningdialogues.models import Contribution, Dialogue, Step
from learningdialogues.sweeping import sweep_files
from tests.live import live_server
from tests.rooms import CSRF, desk_cookies, running_room
from tests.sockets import connect, request_bytes

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def server(django_db_blocker):
    with django_db_blocker.unblock(), live_server() as server:
        yield server


@pytest.fixture
def room(server):
    with server.database():
        yield running_room(people=3)


@pytest.fixture
def people(server, room):
    headers = {"X-CSRFToken": CSRF, "X-Requested-With": "fetch"}
    clients = [httpx.Client(base_url=server.url, cookies=seat, headers=headers, timeout=30) for seat in room.seats]
    yield clients
    for client in clients:
        client.close()


def texts(room):
    return sorted(row.text for step in room.dialogue.steps.all() for row in sealing.texts_of(step))


def contribute(client, room, text, id=None):
    return client.post(room.act_path("stuur"), data={"id": str(id or uuid4()), "tekst": text})


def test_the_same_contribution_sent_twice_is_there_once_with_the_same_answer(room, people):
    id = uuid4()
    first, second = (contribute(people[0], room, "Een brief bleef liggen.", id) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert "Een brief bleef liggen." in first.text and "Een brief bleef liggen." in second.text
    assert texts(room) == ["Een brief bleef liggen."]


def test_the_same_id_with_another_text_is_refused_and_shown_to_the_writer(room, people):
    id = uuid4()
    contribute(people[0], room, "Een brief bleef liggen.", id)
    refused = contribute(people[0], room, "Iets anders.", id)
    assert refused.status_code == 409
    assert "Iets anders." in refused.text
    assert texts(room) == ["Een brief bleef liggen."]


def test_the_same_contribution_sent_at_the_same_moment_is_there_once(room, people):
    id = uuid4()
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: contribute(people[0], room, "Tegelijk.", id).status_code, range(8)))
    assert answers == [200] * 8
    assert texts(room) == ["Tegelijk."]


def test_a_cut_off_contribution_is_not_saved(server, room):
    cookies = "; ".join(f"{name}={value}" for name, value in room.seats[0].items())
    headers = f"Cookie: {cookies}\r\nX-CSRFToken: {CSRF}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    body = f"id={uuid4()}&tekst=".encode() + b"a" * 1900
    for sent in (60, 1000, len(body) - 1):
        with connect(server.port) as connection:
            request = request_bytes("POST", room.act_path("stuur"), body[:sent], len(body), headers)
            connection.sendall(request)
    time.sleep(1)
    assert texts(room) == []


def test_others_do_not_hear_of_sealed_input_but_do_of_a_step(server, room, people):
    version = Dialogue.objects.get(pk=room.dialogue.pk).version
    desk = httpx.Client(base_url=server.url, cookies=desk_cookies(), headers={"X-CSRFToken": CSRF}, timeout=30)
    with ThreadPoolExecutor(1) as other:
        hearing = other.submit(people[1].get, f"{room.path}wacht?na={version}")
        contribute(people[0], room, "Nog verborgen.")
        time.sleep(1)
        assert not hearing.done()
        begun = time.monotonic()
        assert desk.post(room.desk_path("meer-tijd")).status_code == 302
        assert hearing.result().json() == {"versie": version + 1}
        assert time.monotonic() - begun < 1
    desk.close()


def test_the_desk_and_the_room_never_wait_for_each_other_in_vain(server, room, people):
    """Everybody acts while the facilitator goes to and fro: an act may be refused, none may break."""
    other = Step.objects.create(
        dialogue=room.dialogue, position=2, number=2, kind="reflect", title="Terugblik", question="Wat neem je mee?"
    )
    desk = httpx.Client(base_url=server.url, cookies=desk_cookies(), headers={"X-CSRFToken": CSRF}, timeout=30)

    def acts(number: int) -> set[int]:
        client = people[number % len(people)]
        sent = [contribute(client, room, f"Inbreng {letter}.") for letter in "abcdefghij"]
        return {answer.status_code for answer in [*sent, *(client.post(room.act_path("klaar")) for _ in range(10))]}

    def leads() -> set[int]:
        fields = [{"naar": str(step.pk), "toch": "ja"} for step in (other, room.step)]
        return {desk.post(room.desk_path("verder"), data=fields[n % 2]).status_code for n in range(20)}

    with ThreadPoolExecutor(7) as together:
        leading = together.submit(leads)
        answers = set().union(*together.map(acts, range(6)), leading.result())
    desk.close()
    assert max(answers) < 500, answers


def test_deleted_rows_are_swept_out_of_the_files_of_the_database(room):
    contribution = Contribution.objects.create(
        id=uuid4(), dialogue=room.dialogue, step=room.step, text="Een brief bleef liggen."
    )
    contribution.delete()
    sweep_files()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_relation_size('learningdialogues_contribution')")
            assert cursor.fetchone() == (0,), "no page is left"
        else:
            cursor.execute("PRAGMA wal_checkpoint")
            assert cursor.fetchone()[1] <= 1, "hardly a page is left in the write-ahead log"


def test_a_fragment_that_did_not_change_is_not_sent_again(room, people):
    first = people[0].get(f"{room.path}deel/")
    assert room.step.question in first.text
    again = people[0].get(f"{room.path}deel/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["x-versie"] in first.headers["etag"]


def test_the_part_from_memory_is_the_part_of_lane_a(room, people):
    ordinary = people[0].get(f"{room.path}deel/")
    version = ordinary.headers["x-versie"]
    kept = people[0].get(f"{room.path}deel/", params={"na": version})
    assert "referrer-policy" in ordinary.headers
    assert "referrer-policy" not in kept.headers, "this one did not pass through Django"
    for name in ("x-versie", "etag", "content-type", "cache-control"):
        assert kept.headers[name] == ordinary.headers[name]
    fresh = re.compile(r'value="[\w-]{36,}"')
    assert fresh.sub("", kept.text) == fresh.sub("", ordinary.text)
    assert fresh.findall(kept.text) != fresh.findall(ordinary.text)


def test_what_happens_in_a_room_reads_and_makes_no_session(server, room, people):
    before = Session.objects.count()
    people[0].cookies.set("sessionid", desk_cookies()["sessionid"])
    page = people[0].get(room.path)
    contribute(people[0], room, "Zonder sessie.")
    assert page.status_code == 200
    assert "sessionid" not in page.headers.get("set-cookie", "")
    assert Session.objects.count() == before + 1
    assert "Zonder sessie." not in server.log
