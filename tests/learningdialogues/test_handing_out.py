"""The shared part from memory: rendered once however many ask, and only for who has a seat."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from config.lanes import LaneA, Lanes
from learningdialogues import handing_out, keys, rendering
from learningdialogues.handing_out import ADDRESS, HandingOut
from learningdialogues.waiting import Watch
from tests.learningdialogues.waiting_room import Versions, cookie_of
from tests.rooms import CSRF
from tests.sockets import fetch, served


class Handed:
    """A room whose parts are made by hand, and a lane A that only says its name."""

    def __init__(self):
        self.dialogue, self.versions, self.made, self.may_make = uuid4(), Versions(), [], threading.Event()
        self.versions.known[self.dialogue] = (3, 7)
        self.may_make.set()
        self.seat = cookie_of_browser(self.dialogue)

    def make(self, dialogue, version):
        assert self.may_make.wait(5)
        self.made.append(version)
        version = self.versions.known[dialogue][0]
        return version, f"<h1>{version}</h1><!--csrf--><i>{rendering.ID_PLACE}</i>"

    def lane_a(self, environ, start_response):
        start_response("200 OK", [])
        return [b"lane A"]

    def ask(self, na="3", headers=None):
        return fetch(self.port, path=f"/meedoen/{self.dialogue}/deel/?na={na}", headers=headers or self.seat)


def cookie_of_browser(dialogue) -> str:
    keys.create_key(dialogue)
    return cookie_of(dialogue).replace("a=b", f"csrftoken={CSRF}")


@pytest.fixture
def room(settings, tmp_path, monkeypatch):
    settings.DIALOGUE_KEYS_DIR = tmp_path / "keys"
    handed = Handed()
    monkeypatch.setattr(handing_out, "_make", handed.make)
    watch, lane_a = Watch(handed.versions, hold=0.5), LaneA(handed.lane_a, threads=1)
    with served(Lanes(lane_a, {ADDRESS: HandingOut(watch, otherwise=lane_a)}, watch.run)) as handed.port:
        yield handed


def test_who_has_a_seat_gets_the_part_with_a_field_and_an_id_of_its_own(room):
    answers = [room.ask() for _ in range(2)]
    assert [status for status, _headers, _body in answers] == [200, 200]
    for _status, headers, body in answers:
        assert (headers["x-versie"], headers["etag"]) == ("3", '"3"')
        assert headers["cache-control"] == "private, no-cache"
        assert headers["content-security-policy"] == "default-src 'none'"
        assert b'name="csrfmiddlewaretoken"' in body
        assert rendering.ID_PLACE.encode() not in body
    assert answers[0][2] != answers[1][2]


def test_what_is_known_already_is_not_sent_again(room):
    status, _headers, body = room.ask(headers=f'If-None-Match: "3"\r\n{room.seat}')
    assert (status, body, room.made) == (304, b"", [])


def test_however_many_ask_it_is_made_once(room):
    room.may_make.clear()
    with ThreadPoolExecutor(20) as people:
        asked = [people.submit(room.ask) for _ in range(20)]
        time.sleep(0.3)
        room.may_make.set()
        bodies = [each.result()[2] for each in asked]
    assert all(b"<h1>3</h1>" in body for body in bodies)
    assert room.made == [3]


def test_nobody_gets_an_older_part_than_the_one_heard_of(room):
    """Another process may have told the browser before this one read the new version."""
    assert room.ask()[1]["x-versie"] == "3"
    with ThreadPoolExecutor(1) as people:
        asked = people.submit(room.ask, na="4")
        time.sleep(0.1)
        assert not asked.done()
        room.versions.known[room.dialogue] = (4, 8)
        assert asked.result()[1]["x-versie"] == "4"


@pytest.mark.parametrize("na", ["", "-1", "drie", "%C2%B3", "99"])
def test_a_version_that_is_not_there_is_for_lane_a(room, na):
    assert room.ask(na=na)[2] == b"lane A"


def test_who_has_no_seat_or_no_field_for_forms_yet_is_for_lane_a(room):
    stolen = cookie_of_browser(uuid4())
    for headers in ("Cookie: a=b\r\n", stolen, cookie_of(room.dialogue)):
        assert room.ask(headers=headers)[2] == b"lane A"
    keys.destroy_key(room.dialogue)
    assert room.ask()[2] == b"lane A"
    assert room.made == []


def test_a_dialogue_that_is_no_more_is_for_lane_a(room):
    room.versions.known.clear()
    assert room.ask()[2] == b"lane A"
