"""The real server process: it serves both lanes, forgets rooms in its log, and stops soon."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.db.models import F

from learningdialogues.models import Dialogue
from tests.live import live_server
from tests.rooms import running_room
from tests.sockets import connect, fetch, read_all, request_bytes

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def server(django_db_blocker):
    with django_db_blocker.unblock(), live_server() as server:
        yield server


@pytest.fixture
def room(server):
    """A running dialogue on the server, and a participant's cookie."""
    with server.database():
        made = running_room(people=1)
        yield made.dialogue, made.seats[0]


def hear(server, room, has, timeout=30):
    dialogue, cookies = room
    return httpx.get(f"{server.url}/meedoen/{dialogue.pk}/wacht?na={has}", cookies=cookies, timeout=timeout)


def test_a_change_in_the_database_is_heard_by_who_waits(server, room):
    assert hear(server, room, 0).json() == {"versie": 1}
    with ThreadPoolExecutor(1) as other:
        hearing = other.submit(hear, server, room, 1)
        time.sleep(0.5)
        begun = time.monotonic()
        Dialogue.objects.filter(pk=room[0].pk).update(version=F("version") + 1)
        assert hearing.result().json() == {"versie": 2}
    assert time.monotonic() - begun < 1


def test_sixteen_slow_senders_and_stalled_readers_do_not_stop_the_site(server):
    bad = [connect(server.port, receive_buffer=4096) for _ in range(32)]
    for connection in bad[:16]:
        connection.sendall(request_bytes("POST", "/account/login/", body=b"login=a", length=5000))
    for connection in bad[16:]:
        connection.sendall(request_bytes("GET", "/static/css/components.css") * 20)
    begun = time.monotonic()
    assert httpx.get(f"{server.url}/account/login/", timeout=10).status_code == 200
    assert time.monotonic() - begun < 3
    for connection in bad:
        connection.close()


def test_the_log_of_the_server_knows_nothing_of_rooms(server, room):
    hear(server, room, 0)
    httpx.post(f"{server.url}/meedoen/{room[0].pk}/bestaat-niet/", data={"tekst": "mijn inbreng"})
    httpx.get(f"{server.url}/bestaat-ook-niet/")
    assert "/bestaat-ook-niet/" in server.log
    assert "meedoen" not in server.log
    assert str(room[0].pk) not in server.log


def test_a_stop_answers_who_waits_and_takes_less_than_five_seconds(server, room):
    dialogue, cookies = room
    headers = "".join(f"Cookie: {name}={value}\r\n" for name, value in cookies.items() if name.startswith("plek"))
    waiters = [connect(server.port) for _ in range(20)]
    for waiter in waiters:
        waiter.sendall(request_bytes("GET", f"/meedoen/{dialogue.pk}/wacht?na=1", headers=headers))
    stalled = connect(server.port)
    stalled.sendall(request_bytes("POST", "/account/login/", body=b"login=a", length=5000))
    time.sleep(0.5)
    seconds = server.stop()
    answers = [read_all(waiter)[2] for waiter in waiters]
    for connection in (*waiters, stalled):
        connection.close()
    server.start()
    assert answers == [b'{"versie":1}'] * 20
    assert seconds < 5


def test_after_a_power_cut_everything_committed_is_there(server, room):
    Dialogue.objects.filter(pk=room[0].pk).update(version=41)
    server.kill()
    server.start()
    assert hear(server, room, 1).json() == {"versie": 41}


def test_a_post_to_the_site_arrives_through_both_lanes_of_the_real_application(server):
    status, headers, _ = fetch(server.port, "POST", "/account/login/", body=b"login=a&password=b")
    assert status == 403  # no CSRF token: Django itself answered
    assert "x-frame-options" in headers
