"""Lane B: browsers that wait until something changes in their room.

A browser asks "anything newer than version v?" and gets no more than the new version; what changed it fetches by
lane A. Waiting costs a future in memory: no thread, no session, no query per browser. One reader asks the database for
the versions of all rooms that are waited for, every 200 ms and whenever ``wake`` says that something was committed in
this process. It compares with what each browser already has, so no notice can be missed.
"""

import asyncio
import contextlib
import logging
import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from learningdialogues import tokens
from learningdialogues.keys import KeyGone, load_key

ADDRESS = re.compile(r"/meedoen/[0-9a-fA-F-]{36}/wacht")
PARTICIPANT = "deelnemer"
READ_SECONDS = 0.2
DESK_SECONDS = 5
HOLD_SECONDS = 25
NO_STORE = {"Cache-Control": "no-store"}

logger = logging.getLogger(__name__)


class DialogueGone(Exception):
    """There is no such dialogue any more."""


@dataclass(eq=False)
class Waiter:
    """One browser that waits, and the version it already has."""

    role: str
    has: int
    answer: asyncio.Future[int]


@dataclass
class Room:
    """What is known of a dialogue that somebody waits for.

    The facilitator's version counts every contribution. So that the moment of one contribution does not show, it is
    passed on at fixed moments, five seconds apart, unless the participants' version rose too.
    """

    version: int = -1
    desk_version: int = -1
    desk_slot: int = -1
    empty_since: float | None = None
    waiters: set[Waiter] = field(default_factory=set)

    def learn(self, version: int, desk_version: int, now: float) -> None:
        """Note what the database says, and answer who has less."""
        before, slot = (self.version, self.desk_version), int(now // DESK_SECONDS)
        if version != self.version or slot != self.desk_slot:
            self.desk_version, self.desk_slot = desk_version, slot
        self.version = version
        if (self.version, self.desk_version) != before:
            self.answer()

    def version_for(self, role: str) -> int:
        """The version that ``role`` may know of."""
        return self.desk_version if role == tokens.DESK else self.version

    def answer(self) -> None:
        """Answer everybody who has an older version."""
        for waiter in self.waiters:
            if self.version_for(waiter.role) > waiter.has and not waiter.answer.done():
                waiter.answer.set_result(self.version_for(waiter.role))

    def vanish(self) -> None:
        """Tell everybody that the dialogue is no more."""
        for waiter in self.waiters:
            if not waiter.answer.done():
                waiter.answer.set_exception(DialogueGone())


class Watch:
    """Everybody who waits in this process, and the one reader that tells them.

    ``read`` gives ``{dialogue: (version, desk_version)}`` for a list of dialogues; it runs in a thread of its own.
    All else runs on the event loop, except ``wake`` and ``release``, which may be called from anywhere.
    """

    def __init__(self, read: Callable[[list[UUID]], dict[UUID, tuple[int, int]]], hold: float = HOLD_SECONDS) -> None:
        self.read, self.hold = read, hold
        self.rooms: dict[UUID, Room] = {}
        self.is_released = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._next_read: asyncio.Future[None] | None = None

    def wake(self) -> None:
        """Something was committed: read at once instead of within 200 ms."""
        self._soon(self._news.set)

    def release(self) -> None:
        """The server stops: answer everybody now, with what they have."""
        self._soon(self._release)

    async def newer_than(self, has: int, dialogue_id: UUID, role: str) -> int:
        """A version above ``has`` as soon as there is one, else the present one when the hold ends.

        Raises DialogueGone.
        """
        room = self.rooms.setdefault(dialogue_id, Room())
        waiter = Waiter(role, has, asyncio.get_running_loop().create_future())
        if self.is_released:
            return has
        if not room.waiters:  # nobody waited, so nobody read
            self._news.set()
        room.waiters.add(waiter)
        room.answer()
        try:
            return await self._held(waiter, room)
        finally:
            room.waiters.discard(waiter)
            room.empty_since = None if room.waiters else time.monotonic()

    async def _held(self, waiter: Waiter, room: Room) -> int:
        spread = random.uniform(0.8, 1)  # noqa: S311
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.hold * spread):
                return await asyncio.shield(waiter.answer)
        await self._read_again()
        if waiter.answer.done():
            return waiter.answer.result()
        return waiter.has

    async def _read_again(self) -> None:
        """Return when a read is done that began after this call."""
        if self._next_read is None:
            self._next_read = asyncio.get_running_loop().create_future()
        self._news.set()
        await asyncio.shield(self._next_read)

    async def run(self) -> None:
        """The reader; runs as long as the server does."""
        self._loop = asyncio.get_running_loop()
        thread = ThreadPoolExecutor(1, thread_name_prefix="versions")
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), READ_SECONDS)
                self._news.clear()
                await self._read_once(thread)
        finally:
            thread.shutdown(wait=False, cancel_futures=True)

    async def _read_once(self, thread: ThreadPoolExecutor) -> None:
        asked, self._next_read = self._next_read, None
        try:
            self._leave_empty_rooms()
            wanted = [dialogue_id for dialogue_id, room in self.rooms.items() if room.waiters]
            if wanted:
                versions = await asyncio.get_running_loop().run_in_executor(thread, self.read, wanted)
                self._tell(wanted, versions)
        except Exception:
            logger.exception("The versions of the rooms could not be read")
            await asyncio.sleep(READ_SECONDS)
        finally:
            if asked and not asked.done():
                asked.set_result(None)

    def _tell(self, asked: list[UUID], versions: dict[UUID, tuple[int, int]]) -> None:
        for dialogue_id in asked:
            room = self.rooms[dialogue_id]
            if dialogue_id in versions:
                room.learn(*versions[dialogue_id], now=time.monotonic())
            else:
                room.vanish()

    def _leave_empty_rooms(self) -> None:
        """Forget rooms that nobody waited for during two of the facilitator's moments."""
        latest = time.monotonic() - 2 * DESK_SECONDS
        for dialogue_id, room in list(self.rooms.items()):
            if not room.waiters and (room.empty_since or 0) < latest:
                del self.rooms[dialogue_id]

    def _release(self) -> None:
        self.is_released = True
        for room in self.rooms.values():
            for waiter in room.waiters:
                if not waiter.answer.done():
                    waiter.answer.set_result(waiter.has)

    def _soon(self, call: Callable[[], None]) -> None:
        """Run ``call`` on the event loop, when there is one in this process."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)


def read_versions(dialogue_ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """Both versions of each of these dialogues, in one query without the ORM. Keeps its own connection open."""
    native = connection.features.has_native_uuid_field
    marks = ", ".join(["%s"] * len(dialogue_ids))
    sql = f"SELECT id, version, desk_version FROM learningdialogues_dialogue WHERE id IN ({marks})"  # noqa: S608
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, [each if native else each.hex for each in dialogue_ids])
            return {UUID(str(row[0])): (row[1], row[2]) for row in cursor.fetchall()}
    except Exception:
        connection.close()
        raise


watch = Watch(read_versions)


def wake(dialogue_id: UUID | None = None) -> None:
    """Tell the browsers in this process that a version rose. Call it in ``on_commit``; costs nothing elsewhere."""
    watch.wake()


async def wait(request: Request) -> Response:
    """``GET /meedoen/<uuid>/wacht?na=<version>``; see docs/decisions/0004-two-lanes-in-one-process.md."""
    dialogue_id, has = request.path_params["dialogue_id"], request.query_params.get("na", "")
    if not (has.isascii() and has.isdigit() and len(has) < 16):
        return Response(status_code=400, headers=NO_STORE)
    try:
        role = role_of(request, dialogue_id)
        if role is None:
            return Response(status_code=403, headers=NO_STORE)
        return await _answer(request, dialogue_id, role, int(has))
    except (KeyGone, DialogueGone):
        return Response(status_code=410, headers=NO_STORE)


def role_of(request: Request, dialogue_id: UUID) -> str | None:
    """As whom this browser may wait: by the participant's cookie, or by a ticket. Raises KeyGone."""
    key, role = load_key(dialogue_id), request.query_params.get("rol", PARTICIPANT)
    if role == PARTICIPANT:
        cookie = request.cookies.get(tokens.participant_cookie_name(dialogue_id), "")
        return role if tokens.read(cookie, key) else None
    return role if tokens.check_ticket(key, role, request.query_params.get("bewijs", "")) else None


async def _answer(request: Request, dialogue_id: UUID, role: str, has: int) -> Response:
    """Wait for news, but not for a browser that left."""
    news = asyncio.ensure_future(watch.newer_than(has, dialogue_id, role))
    left = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({news, left}, return_when=asyncio.FIRST_COMPLETED)
        return JSONResponse({"versie": await news if news.done() else has}, headers=NO_STORE)
    finally:
        news.cancel()
        left.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


lane = Starlette(routes=[Route("/meedoen/{dialogue_id:uuid}/wacht", wait)])
