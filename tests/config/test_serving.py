"""The real server process: it serves both lanes, forgets rooms in its log, and stops soon."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest
from django.contrib.auth import get_user_model
from django.db.models import F

from learningdialogues import keys, tokens
from learningdialogues.models import Dialogue
from network.models import Organisation
from tests.live import live_server
from tests.sockets import connect, fetch, request_bytes

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def server(django_db_blocker):
    with django_db_blocker.unblock(), live_server() as server:
        yield server


@pytest.fixture
def room(server):
    """A running dialogue on the server, and a participant's cookie."""
    with server.database():
        user, _ = get_user_model().objects.get_or_create(email="begeleider@voorbeeld.example")
        organisation, _ = Organisation.objects.get_or_create(key="org-voorbeeld", title="Voorbeeld")
        dialogue = Dialogue.objects.create(
            id=uuid4(), title="Proef", facilitator=user, organisation=organisation, status=Dialogue.Status.RUNNING
        )
        keys.create_key(dialogue.pk)
        cookie = tokens.sign(tokens.new_token(), keys.load_key(dialogue.pk))
        yield dialogue, {tokens.participant_cookie_name(dialogue.pk): cookie}


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
    answers = []
    waiters = [threading.Thread(target=lambda: answers.append(hear(server, room, 1))) for _ in range(20)]
    for waiter in waiters:
        waiter.start()
    stalled = connect(server.port)
    stalled.sendall(request_bytes("POST", "/account/login/", body=b"login=a", length=5000))
    time.sleep(1)
    seconds = server.stop()
    for waiter in waiters:
        waiter.join(5)
    stalled.close()
    server.start()
    assert seconds < 5
    assert [answer.json() for answer in answers] == [{"versie": 1}] * 20


def test_after_a_power_cut_everything_committed_is_there(server, room):
    Dialogue.objects.filter(pk=room[0].pk).update(version=41)
    server.kill()
    server.start()
    assert hear(server, room, 1).json() == {"versie": 41}


def test_a_post_to_the_site_arrives_through_both_lanes_of_the_real_application(server):
    status, headers, _ = fetch(server.port, "POST", "/account/login/", body=b"login=a&password=b")
    assert status == 403  # no CSRF token: Django itself answered
    assert "x-frame-options" in headers
