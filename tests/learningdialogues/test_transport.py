"""Lane B: who may wait, what they hear, and when."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from config.lanes import LaneA, Lanes
from learningdialogues import keys, tokens, waiting
from learningdialogues.waiting import PARTICIPANT, DialogueGone, Room, Waiter, Watch
from tests.learningdialogues.waiting_room import Versions, cookie_of
from tests.sockets import connect, fetch, fetch_json, read_all, request_bytes, served


def run(scenario, *, hold=5.0):
    """Run ``scenario(watch, versions, dialogue)`` beside a reader on an event loop; its result."""

    async def go():
        versions, dialogue = Versions(), uuid4()
        versions.known[dialogue] = (3, 7)
        watch = Watch(versions, hold=hold)
        reader = asyncio.create_task(watch.run())
        await asyncio.sleep(0)
        try:
            return await asyncio.wait_for(scenario(watch, versions, dialogue), 10)
        finally:
            reader.cancel()

    return asyncio.run(go())


def test_who_is_behind_is_answered_at_once():
    async def scenario(watch, versions, dialogue):
        begun = time.monotonic()
        return await watch.newer_than(2, dialogue, PARTICIPANT), time.monotonic() - begun

    version, seconds = run(scenario)
    assert version == 3
    assert seconds < 0.1


def test_a_change_that_nobody_announces_is_heard_within_half_a_second():
    async def scenario(watch, versions, dialogue):
        hearing = asyncio.create_task(watch.newer_than(3, dialogue, PARTICIPANT))
        await asyncio.sleep(0.4)
        assert not hearing.done()
        versions.known[dialogue] = (4, 8)
        begun = time.monotonic()
        return await hearing, time.monotonic() - begun

    version, seconds = run(scenario)
    assert version == 4
    assert seconds < 0.5


def test_a_change_that_is_announced_from_another_thread_is_heard_at_once(monkeypatch):
    monkeypatch.setattr(waiting, "READ_SECONDS", 60)

    async def scenario(watch, versions, dialogue):
        hearing = [asyncio.create_task(watch.newer_than(3, dialogue, role)) for role in (PARTICIPANT, tokens.SCREEN)]
        await asyncio.sleep(0.1)
        versions.known[dialogue] = (4, 8)
        begun = time.monotonic()
        threading.Thread(target=watch.wake).start()
        return await asyncio.gather(*hearing), time.monotonic() - begun

    heard, seconds = run(scenario)
    assert heard == [4, 4]
    assert seconds < 0.1


def test_a_lost_announcement_is_made_good_when_the_hold_ends(monkeypatch):
    monkeypatch.setattr(waiting, "READ_SECONDS", 60)

    async def scenario(watch, versions, dialogue):
        hearing = asyncio.create_task(watch.newer_than(3, dialogue, PARTICIPANT))
        await asyncio.sleep(0.1)
        versions.known[dialogue] = (4, 8)  # no wake()
        return await hearing

    assert run(scenario, hold=0.4) == 4


def test_a_hold_without_news_ends_with_the_same_version():
    async def scenario(watch, versions, dialogue):
        return await watch.newer_than(3, dialogue, PARTICIPANT)

    assert run(scenario, hold=0.3) == 3


def test_a_browser_that_is_ahead_of_the_reader_waits():
    async def scenario(watch, versions, dialogue):
        return await watch.newer_than(9, dialogue, PARTICIPANT)

    assert run(scenario, hold=0.3) == 9


def test_a_thousand_browsers_cost_one_query_a_time():
    async def scenario(watch, versions, dialogue):
        others = [uuid4() for _ in range(49)]
        versions.known |= dict.fromkeys(others, (3, 7))
        rooms = [dialogue, *others] * 20
        hearing = [asyncio.create_task(watch.newer_than(3, room, PARTICIPANT)) for room in rooms]
        await asyncio.sleep(0.3)
        reads = versions.reads
        versions.known = dict.fromkeys(versions.known, (4, 8))
        heard = await asyncio.gather(*hearing)
        return heard, versions.reads - reads

    heard, reads = run(scenario)
    assert heard == [4] * 1000
    assert reads <= 3


def test_rooms_without_waiters_leave_memory_and_are_not_read(monkeypatch):
    monkeypatch.setattr(waiting, "DESK_SECONDS", 0.1)

    async def scenario(watch, versions, dialogue):
        hearing = asyncio.create_task(watch.newer_than(3, dialogue, PARTICIPANT))
        await asyncio.sleep(0.1)
        assert dialogue in watch.rooms
        hearing.cancel()
        await asyncio.sleep(0.8)
        reads = versions.reads
        await asyncio.sleep(0.6)
        return watch.rooms, versions.reads - reads

    assert run(scenario) == ({}, 0)


def test_when_the_server_stops_everybody_is_answered():
    async def scenario(watch, versions, dialogue):
        hearing = asyncio.create_task(watch.newer_than(3, dialogue, PARTICIPANT))
        await asyncio.sleep(0.1)
        watch.release()
        return await hearing, await watch.newer_than(3, dialogue, PARTICIPANT)

    assert run(scenario) == (3, 3)


def test_a_dialogue_that_is_no_more_ends_the_wait():
    async def scenario(watch, versions, dialogue):
        hearing = asyncio.create_task(watch.newer_than(3, dialogue, PARTICIPANT))
        await asyncio.sleep(0.1)
        del versions.known[dialogue]
        with pytest.raises(DialogueGone):
            await hearing

    run(scenario)


def test_a_database_that_is_away_for_a_moment_ends_nothing():
    async def scenario(watch, versions, dialogue):
        versions.fails = True
        hearing = asyncio.create_task(watch.newer_than(2, dialogue, PARTICIPANT))
        await asyncio.sleep(0.6)
        versions.fails = False
        return await hearing

    assert run(scenario) == 3


def heard_by(role, *notes):
    """What a browser of ``role`` at (3, 7) hears from notes (version, desk version, at second)."""

    async def go():
        room, heard, has = Room(), [], 7 if role == tokens.DESK else 3
        room.learn(3, 7, now=1000)
        for version, desk_version, at in notes:
            waiter = Waiter(role, has, asyncio.get_running_loop().create_future())
            room.waiters = {waiter}
            room.learn(version, desk_version, now=1000 + at)
            room.answer()
            if waiter.answer.done():
                has = waiter.answer.result()
                heard.append((at, has))
        return heard

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("role", "notes", "heard"),
    [
        (PARTICIPANT, [(3, 8, 0), (3, 9, 6), (4, 10, 7)], [(7, 4)]),
        (tokens.SCREEN, [(3, 8, 0), (3, 9, 6), (4, 10, 7)], [(7, 4)]),
        (tokens.DESK, [(3, 8, 0.5), (3, 8, 4.9), (3, 9, 5.1), (3, 10, 9.9), (3, 10, 10)], [(5.1, 9), (10, 10)]),
        (tokens.DESK, [(3, 8, 1), (4, 9, 2), (4, 10, 3), (4, 10, 6)], [(2, 9), (6, 10)]),
    ],
)
def test_sealed_input_is_only_heard_at_the_desk_and_at_fixed_moments(role, notes, heard):
    assert heard_by(role, *notes) == heard


# Over a real connection


@pytest.fixture
def room(settings, tmp_path, monkeypatch):
    settings.DIALOGUE_KEYS_DIR = tmp_path / "keys"
    dialogue, versions = uuid4(), Versions()
    keys.create_key(dialogue)
    versions.known[dialogue] = (3, 7)
    watch = Watch(versions, hold=1)
    monkeypatch.setattr(waiting, "watch", watch)
    with served(Lanes(LaneA(None, threads=1), {waiting.ADDRESS: waiting.lane}, watch.run)) as port:
        yield port, dialogue, versions


def test_a_participant_waits_with_the_cookie(room):
    port, dialogue, _ = room
    status, headers, body = fetch(port, path=f"/meedoen/{dialogue}/wacht?na=2", headers=cookie_of(dialogue))
    assert (status, body, headers["cache-control"]) == (200, b'{"versie":3}', "no-store")
    assert fetch_json(port, f"/meedoen/{dialogue}/wacht?na=3", cookie_of(dialogue)) == (200, {"versie": 3})


def test_the_desk_and_the_screen_wait_with_their_ticket(room):
    port, dialogue, _ = room
    for role, version in (("desk", 7), ("screen", 3)):
        ticket = tokens.ticket(keys.load_key(dialogue), role)
        path = f"/meedoen/{dialogue}/wacht?na=0&rol={role}&bewijs="
        assert fetch_json(port, path + ticket) == (200, {"versie": version})
        assert fetch(port, path=path + ticket[:-1])[0] == 403


def test_without_a_valid_seat_nobody_waits(room):
    port, dialogue, _ = room
    other = uuid4()
    keys.create_key(other)
    stolen = cookie_of(other).replace(other.hex, dialogue.hex)
    path = f"/meedoen/{dialogue}/wacht?na=0"
    assert [fetch(port, path=path, headers=headers)[0] for headers in ("", stolen)] == [403, 403]
    assert fetch(port, path=f"{path}&rol=deelnemer")[0] == 403
    assert fetch(port, path=f"{path}&rol=baas&bewijs=x")[0] == 403


@pytest.mark.parametrize("version", ["", "-1", "1e9", "drie", "9" * 40, "%C2%B3"])
def test_a_version_that_is_no_number_is_refused(room, version):
    port, dialogue, _ = room
    assert fetch(port, path=f"/meedoen/{dialogue}/wacht?na={version}", headers=cookie_of(dialogue))[0] == 400


def test_after_the_end_of_a_dialogue_waiting_ends(room):
    port, dialogue, versions = room
    cookie = cookie_of(dialogue)
    with ThreadPoolExecutor(1) as other:
        hearing = other.submit(fetch, port, path=f"/meedoen/{dialogue}/wacht?na=3", headers=cookie)
        time.sleep(0.3)
        versions.known.clear()
        assert hearing.result()[0] == 410
    keys.destroy_key(dialogue)
    assert fetch(port, path=f"/meedoen/{dialogue}/wacht?na=3", headers=cookie)[0] == 410
    assert fetch(port, path=f"/meedoen/{uuid4()}/wacht?na=3", headers=cookie)[0] == 410


def test_a_browser_that_left_is_forgotten_at_once(room):
    port, dialogue, _ = room
    with connect(port) as connection:
        connection.sendall(request_bytes("GET", f"/meedoen/{dialogue}/wacht?na=3", headers=cookie_of(dialogue)))
        time.sleep(0.3)
        assert len(waiting.watch.rooms[dialogue].waiters) == 1
    time.sleep(0.2)
    assert not waiting.watch.rooms[dialogue].waiters


def test_a_hundred_who_wait_hold_no_thread(room):
    port, dialogue, versions = room
    path, cookie = f"/meedoen/{dialogue}/wacht?na=3", cookie_of(dialogue)
    connections = [connect(port) for _ in range(100)]
    for connection in connections:
        connection.sendall(request_bytes("GET", path, headers=cookie))
    time.sleep(0.3)
    versions.known[dialogue] = (4, 9)
    assert {read_all(connection)[2] for connection in connections} == {b'{"versie":4}'}
    for connection in connections:
        connection.close()
