"""Group ``room``: how soon a change is on every screen, how soon a contribution is in, and whether any gets lost.

The real server as a process, and people as a browser would be: each waits in lane B, fetches the shared part when it
begins and when it hears of something newer, and sends contributions with an id of its own, again and
again until they are acknowledged. Facilitators add minutes, which every screen shows. On SQLite one process; on
PostgreSQL two workers; and once more on PostgreSQL while every few seconds one worker is killed.
``python -m benchmarks.room 100 5`` does it with 100 people in 5 rooms.
"""

import asyncio
import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.measurement import Measurement, percentile

PEOPLE, ROOMS = 1000, 50
SECONDS = 90
"""In a minute and a half everybody contributes twice and each facilitator changes something four times, at random
moments: some six times as fast as a dialogue goes, and in all rooms at once."""
CHANGES_PER_ROOM = 4
CONTRIBUTIONS_EACH = 2
KILL_EVERY = 5
GIVE_UP_AFTER = 60
IDLE_SECONDS = 20
"""After so long a connection is opened anew, as a browser does when the server closed it meanwhile."""
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Texts without digits: the check on personal data would ask about those."""


@dataclass
class Seen:
    """What the people of one run saw."""

    follow: list[float] = field(default_factory=list)
    contribution: list[float] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    changes: dict[tuple[str, int], float] = field(default_factory=dict)
    errors: int = 0
    """Answers from 500 on; the people try again, as the script of a room does."""


def run(people: int = PEOPLE, rooms: int = ROOMS) -> Iterator[Measurement]:
    """The figures ``room.*`` for this machine."""
    _prepare()
    from tests.databases import temporary_postgresql

    with _sqlite() as server:
        yield from _measured("room.sqlite", *_one_run(server, people, rooms))
    with temporary_postgresql() as url:
        with _postgresql(url) as server:
            yield from _measured("room.postgresql", *_one_run(server, people, rooms))
        with _postgresql(url.replace("/postgres", "/kill")) as server:
            _seen, lost, doubled = _one_run(server, people, rooms, kills=True)
        yield Measurement("room.kill.lost", lost, "contributions")
        yield Measurement("room.kill.doubled", doubled, "contributions")


def _measured(name: str, seen: Seen, lost: int, doubled: int) -> Iterator[Measurement]:
    yield Measurement(f"{name}.follow_p95_ms", round(percentile(seen.follow, 0.95) * 1000, 1), "ms")
    yield Measurement(f"{name}.contribution_p95_ms", round(percentile(seen.contribution, 0.95) * 1000, 1), "ms")
    yield Measurement(f"{name}.lost", lost, "contributions")
    yield Measurement(f"{name}.doubled", doubled, "contributions")
    yield Measurement(f"{name}.errors", seen.errors, "answers")


def _prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    from config.server import allow_many_connections

    django.setup()
    allow_many_connections()


@contextlib.contextmanager
def _sqlite() -> Iterator[Any]:
    from tests.live import prepared

    with _folder() as folder:
        shutil.copytree(prepared(), folder, dirs_exist_ok=True)
        with _running(folder, f"sqlite:///{folder / 'db.sqlite3'}", workers=1) as server:
            yield server


@contextlib.contextmanager
def _postgresql(url: str) -> Iterator[Any]:
    from tests.live import MIGRATE, connection_to, environment, manage

    name = url.rsplit("/", 1)[1]
    if name != "postgres":
        connection = connection_to(url.removesuffix(name) + "postgres")
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
    with _folder() as folder:
        manage(MIGRATE[0], environment(folder, url))
        with _running(folder, url, workers=2) as server:
            yield server


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="preventienetwerk-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(folder: Path, url: str, workers: int) -> Iterator[Any]:
    from tests.databases import free_port
    from tests.live import LiveServer

    server = LiveServer(folder, url, free_port(), workers)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _one_run(server: Any, people: int, rooms: int, kills: bool = False) -> tuple[Seen, int, int]:
    """What people saw, and how many acknowledged contributions are not there, or there more than once."""
    from learningdialogues import sealing
    from tests.rooms import desk_cookies, running_room

    with server.database():
        made = [running_room(people=people // rooms) for _ in range(rooms)]
        versions = {room.path: room.dialogue.version for room in made}
        seen = asyncio.run(_scene(server, made, versions, desk_cookies(), kills))
        there = [row.text for room in made for step in room.dialogue.steps.all() for row in sealing.texts_of(step)]
    return seen, len(seen.acknowledged - set(there)), len(there) - len(set(there))


async def _scene(server: Any, made: list, versions: dict[str, int], desk: dict[str, str], kills: bool) -> Seen:
    seen = Seen()
    following = [
        asyncio.create_task(_follow(server.port, room, seat, versions[room.path], seen))
        for room in made
        for seat in room.seats
    ]
    await asyncio.sleep(3)
    killer = asyncio.create_task(_kill_workers(server.process.pid)) if kills else None
    acts = [_contribute(server.port, room, seat, seen) for room in made for seat in room.seats]
    acts += [_lead(server.port, room, desk, versions[room.path], seen) for room in made]
    await asyncio.gather(*acts)
    if killer:
        killer.cancel()
    await asyncio.sleep(1)
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)
    return seen


async def _follow(port: int, room: Any, seat: dict[str, str], version: int, seen: Seen) -> None:
    """A screen, which does what ``static/js/room.js`` does: wait, fetch what is new. Notes when it was there."""
    async with _browser(port, seat, seen) as browser:
        await browser.insist("GET", f"{room.path}deel/?na={version}")
        while True:
            heard = await browser.insist("GET", f"{room.path}wacht?na={version}")
            newest = int(heard.body.removeprefix(b'{"versie":').removesuffix(b"}"))
            if newest <= version:
                continue
            shared = await browser.insist("GET", f"{room.path}deel/?na={newest}")
            now, newest = time.monotonic(), int(shared.headers["x-versie"])
            for change in range(version + 1, newest + 1):
                if (room.path, change) in seen.changes:
                    seen.follow.append(now - seen.changes[room.path, change])
            version = newest


async def _lead(port: int, room: Any, desk: dict[str, str], version: int, seen: Seen) -> None:
    """A facilitator, who changes something now and then; each change is one version further."""
    async with _browser(port, desk, seen) as browser:
        async for change in _moments(CHANGES_PER_ROOM):
            seen.changes[room.path, version + change] = time.monotonic()
            await browser.insist("POST", room.desk_path("meer-tijd"), "", expects=302)


async def _contribute(port: int, room: Any, seat: dict[str, str], seen: Seen) -> None:
    """A participant who contributes now and then, until acknowledged."""
    async with _browser(port, seat, seen) as browser:
        async for _ in _moments(CONTRIBUTIONS_EACH):
            id, begun = uuid4(), time.monotonic()
            text = id.hex.translate(LETTERS)
            await browser.insist("POST", room.act_path("stuur"), f"id={id}&tekst={text}")
            seen.contribution.append(time.monotonic() - begun)
            seen.acknowledged.add(text)


async def _moments(count: int) -> AsyncIterator[int]:
    """1 to ``count``, each at a random moment of the ``SECONDS``."""
    begun = time.monotonic()
    for number, moment in enumerate(sorted(random.uniform(0, SECONDS) for _ in range(count)), 1):
        await asyncio.sleep(max(0, begun + moment - time.monotonic()))
        yield number


async def _kill_workers(parent: int) -> None:
    while True:
        await asyncio.sleep(KILL_EVERY)
        workers = [pid for pid in _children(parent) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


@dataclass
class Answer:
    """An answer, as far as this benchmark looks at it."""

    status: int
    headers: dict[str, str]
    body: bytes


class Browser:
    """One keep-alive connection; small, so that the measuring does not measure itself."""

    def __init__(self, port: int, cookies: dict[str, str], seen: Seen) -> None:
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.port, self.writer, self.seen, self.used_at = port, None, seen, 0.0
        self.head = (
            f"Host: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nX-CSRFToken: {cookies.get('csrftoken', '')}\r\n"
            "X-Requested-With: fetch\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        )

    async def insist(self, method: str, path: str, body: str = "", expects: int = 200) -> Answer:
        """Ask until there is a good answer, waiting a little longer each time, as the script of a room does."""
        for attempt in range(GIVE_UP_AFTER):
            with contextlib.suppress(OSError, EOFError, TimeoutError, ValueError):
                async with asyncio.timeout(40):
                    answer = await self.ask(method, path, body)
                if answer.status == expects:
                    return answer
                self.seen.errors += 1
                if answer.status < 500:
                    raise RuntimeError(f"{method} {path}: {answer.status}")
            self.close()
            await asyncio.sleep(random.uniform(0.5, 1.5) * min(0.2 * 2**attempt, 2))
        raise RuntimeError(f"{method} {path}: no answer")

    async def ask(self, method: str, path: str, body: str) -> Answer:
        if time.monotonic() - self.used_at > IDLE_SECONDS:
            self.close()
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.used_at = time.monotonic()
        length = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{self.head}{length}\r\n{body}".encode())
        return await self.read()

    async def read(self) -> Answer:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        body = b""
        if "content-length" in headers:
            body = await self.reader.readexactly(int(headers["content-length"]))
        elif headers.get("transfer-encoding") == "chunked":
            while size := int(await self.reader.readline(), 16):
                body += (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readline()
        return Answer(int(head[0].split()[1]), headers, body)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None


@contextlib.asynccontextmanager
async def _browser(port: int, cookies: dict[str, str], seen: Seen) -> AsyncIterator[Browser]:
    browser = Browser(port, cookies, seen)
    try:
        yield browser
    finally:
        browser.close()


if __name__ == "__main__":
    for measurement in run(*map(int, sys.argv[1:])):
        print(measurement.as_json(), flush=True)
