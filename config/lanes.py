"""Two lanes through one process.

*Lane A* answers ordinary requests with Django's WSGI handler in a bounded pool of threads. A thread is only taken while
Django works: the body is read before, and the answer is sent after, by the event loop. So a client that breaks off
never reaches Django, and clients that send or read slowly hold no thread. *Lane B* holds the requests of rooms that
wait for news, and hands out what they hear of from memory: two ASGI applications of their own.
"""

import asyncio
import contextvars
import functools
import re
import signal
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from types import FrameType
from typing import Any, BinaryIO

from a2wsgi.wsgi import build_environ
from django.utils.translation import gettext as _

from learningdialogues.room_log import inside_room, is_room

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

MEGABYTE = 1024 * 1024
BODY_LIMIT = 2 * MEGABYTE
LARGE_BODIES = {"/beheer/": 20 * MEGABYTE}
"""Addresses where files are uploaded; everywhere else a body is a form."""
IN_MEMORY = MEGABYTE
PIECE = 64 * 1024
BODY_SECONDS = 60
PIECE_SECONDS = 30
MOST_WAITING = 2000


class ClientGone(Exception):
    """The client broke off: there is nobody to answer."""


class BodyRefused(Exception):
    """The body is too large, too slow or not what its headers say; the message is for the user."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Lanes:
    """The ASGI application: sends each request to its lane.

    ``beside`` has the applications that answer without a thread, by the address that they answer for. ``while_open``
    runs as long as the server does; ``on_stop`` is called as soon as the process is told to stop.
    """

    def __init__(
        self,
        ordinary: "LaneA",
        beside: Mapping[re.Pattern[str], Callable],
        while_open: Callable[[], Awaitable[None]],
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self.ordinary, self.beside, self.while_open, self.on_stop = ordinary, beside, while_open, on_stop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        elif scope["type"] == "http":
            inside_room.set(is_room(scope["path"]))
            await self.lane(scope["path"])(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def lane(self, path: str) -> Callable:
        """What answers for ``path``."""
        return next((lane for address, lane in self.beside.items() if address.fullmatch(path)), self.ordinary)

    async def live(self, receive: Receive, send: Send) -> None:
        """Start and stop what runs beside the requests, when the server says so."""
        await receive()
        companion = asyncio.create_task(self.while_open())
        call_when_told_to_stop(self.on_stop)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        companion.cancel()
        self.ordinary.stop()
        await send({"type": "lifespan.shutdown.complete"})


def call_when_told_to_stop(call: Callable[[], None]) -> None:
    """Put ``call`` before the server's own handlers of the signals that end it.

    The lifespan's shutdown comes too late: after the open requests, and those of lane B stay open for 25 seconds.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, functools.partial(_stop, call, signal.getsignal(number)))


def _stop(call: Callable[[], None], handler: Any, number: int, frame: FrameType | None) -> None:
    call()
    if callable(handler):
        handler(number, frame)


class LaneA:
    """Runs a WSGI application in ``threads`` threads, for clients of any speed."""

    def __init__(self, application: Callable, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="lane-a")
        self.file_threads = ThreadPoolExecutor(2, thread_name_prefix="files")
        self.waiting = 0

    def stop(self) -> None:
        """Take no more work; what runs may finish."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.file_threads.shutdown(wait=False, cancel_futures=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await read_body(scope, receive)
        except ClientGone:
            return
        except BodyRefused as refusal:
            await send_text(send, refusal.status, str(refusal))
            return
        if self.waiting >= MOST_WAITING:
            await send_text(send, 503, _("It is very busy. Try again in a moment."))
            return
        answer = await self.answer(environ_of(scope, body))
        try:
            await send_answer(answer, send, self.file_threads)
        except TimeoutError:
            return  # the client reads nothing any more; the server closes the connection
        finally:
            if answer.may_block:
                await asyncio.get_running_loop().run_in_executor(self.file_threads, answer.close)
            else:
                answer.close()

    async def answer(self, environ: dict[str, Any]) -> "Answer":
        """What the application says, once a thread was free."""
        context = contextvars.copy_context()
        self.waiting += 1
        try:
            run = asyncio.get_running_loop().run_in_executor
            return await run(self.threads, context.run, answer_of, self.application, environ)
        finally:
            self.waiting -= 1


# The request


def body_limit(path: str) -> int:
    """How many bytes may be sent to ``path``."""
    return max((limit for start, limit in LARGE_BODIES.items() if path.startswith(start)), default=BODY_LIMIT)


def new_file() -> BinaryIO:
    """A file in memory that moves to disk when it grows; who gets it closes it."""
    return SpooledTemporaryFile(max_size=IN_MEMORY)


async def read_body(scope: Scope, receive: Receive) -> BinaryIO:
    """The whole body, in memory or on disk. Raises ClientGone and BodyRefused."""
    limit, declared = body_limit(scope["path"]), declared_length(scope)
    if declared is not None and declared > limit:
        raise BodyRefused(413, _("This is too large to send."))
    body = new_file()
    try:
        async with asyncio.timeout(BODY_SECONDS * max(1, limit // BODY_LIMIT)):
            await _fill(body, receive, limit)
        if declared is not None and declared != body.tell():
            raise ClientGone
    except TimeoutError:
        body.close()
        raise BodyRefused(408, _("It took too long to receive this. Try again.")) from None
    except BaseException:
        body.close()
        raise
    return body


async def _fill(body: BinaryIO, receive: Receive, limit: int) -> None:
    more = True
    while more:
        async with asyncio.timeout(PIECE_SECONDS):
            message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body.write(message.get("body", b""))
        if body.tell() > limit:
            raise BodyRefused(413, _("This is too large to send."))
        more = message.get("more_body", False)


def declared_length(scope: Scope) -> int | None:
    """The Content-Length of the request, when it has one."""
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else None


def environ_of(scope: Scope, body: BinaryIO) -> dict[str, Any]:
    """The WSGI environment of a request whose body is there as a whole.

    Names with an underscore are left out: WSGI cannot tell ``X_Forwarded_For`` from the header of a trusted proxy.
    """
    dropped = (b"content-length", b"transfer-encoding")
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name and name not in dropped]
    environ = build_environ({**scope, "headers": headers}, body)
    environ.update({"CONTENT_LENGTH": str(body.tell()), "wsgi.file_wrapper": FileAnswer})
    body.seek(0)
    return environ


# The answer


class FileAnswer:
    """A file that Django answers with (``wsgi.file_wrapper``): read by the sender, piece by piece, not by Django."""

    def __init__(self, file: BinaryIO, block_size: int = PIECE) -> None:
        self.file = file
        self.read = file.read

    def close(self) -> None:
        """Close the file and Django's response."""
        self.file.close()


@dataclass
class Answer:
    """What a WSGI application answered: complete, so that the sender needs no thread of the pool any more."""

    request_body: BinaryIO
    status: int = 500
    headers: Headers = field(default_factory=list)
    body: Any = None
    may_block: bool = False

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
        """WSGI's ``start_response``."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]
        self.body = new_file()
        return self.body.write

    def close(self) -> None:
        """Let go of the files behind the request and the answer."""
        self.request_body.close()
        if self.body is not None:
            self.body.close()


def answer_of(application: Callable, environ: dict[str, Any]) -> Answer:
    """Run a WSGI application to its end. Runs in a thread of the pool."""
    answer = Answer(request_body=environ["wsgi.input"])
    pieces: Iterable[bytes] | FileAnswer = application(environ, answer.start)
    if isinstance(pieces, FileAnswer):
        answer.body.close()
        answer.body, answer.may_block = pieces, True
        return answer
    try:
        for piece in pieces:
            answer.body.write(piece)
    finally:
        getattr(pieces, "close", lambda: None)()
    answer.may_block = answer.body.tell() > IN_MEMORY
    answer.body.seek(0)
    return answer


async def send_answer(answer: Answer, send: Send, file_threads: Executor) -> None:
    """Send an answer at the pace of the client; give up when it reads nothing for ``BODY_SECONDS``."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    more = True
    while more:
        piece = await _next_piece(answer, file_threads)
        more = bool(piece) if answer.may_block else len(piece) == PIECE
        async with asyncio.timeout(BODY_SECONDS):
            await send({"type": "http.response.body", "body": piece, "more_body": more})


async def _next_piece(answer: Answer, file_threads: Executor) -> bytes:
    if not answer.may_block:
        return answer.body.read(PIECE)
    return await asyncio.get_running_loop().run_in_executor(file_threads, answer.body.read, PIECE)


async def send_text(send: Send, status: int, text: str) -> None:
    """A short answer in words, after which the connection closes."""
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    headers += [(b"connection", b"close"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
