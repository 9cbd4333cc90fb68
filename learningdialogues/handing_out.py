"""The shared part of a room from memory: when a room moves, everybody asks for it at the same moment.

``GET /meedoen/<uuid>/deel/?na=<version>``, asked by a browser that heard of that version, is answered on the event
loop. The first who asks has the part rendered in a thread; the others wait for it without one. Whatever is out of the
ordinary (no version, no seat, no CSRF cookie yet) goes to lane A, where ``views.room.fragment`` gives the same answer.
"""

import asyncio
import contextvars
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from starlette.requests import Request
from starlette.responses import Response

from learningdialogues.keys import KeyGone
from learningdialogues.models import Dialogue
from learningdialogues.rendering import fill_in, kept_part, shared_part
from learningdialogues.waiting import PARTICIPANT, DialogueGone, Watch, role_of

ADDRESS = re.compile(r"/meedoen/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/deel/")
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Vary": "Cookie",
}
"""A part is put into a page by its script; opened by itself it may load nothing."""
THREADS = 2

logger = logging.getLogger(__name__)


class HandingOut:
    """An ASGI application that answers for shared parts, and gives what it does not know to ``otherwise``."""

    def __init__(self, watch: Watch, otherwise: Callable) -> None:
        self.watch, self.otherwise = watch, otherwise
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="parts")
        self.being_made: dict[tuple[UUID, int], asyncio.Task[tuple[int, str]]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        answer = await self.answer(request)
        await (answer or self.otherwise)(scope, receive, send)

    async def answer(self, request: Request) -> Response | None:
        """The part with its version, or 304; None when lane A is to answer."""
        wanted, with_csrf = _wanted(request), _with_csrf(request)
        if wanted is None or with_csrf is None:
            return None
        dialogue_id, heard_of = wanted
        try:
            version = await self.watch.newer_than(heard_of - 1, dialogue_id, PARTICIPANT)
        except DialogueGone:
            return None
        if version < heard_of:
            return None
        if request.headers.get("if-none-match") == f'"{version}"':
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=HEADERS)
        version, part = await self.part(dialogue_id, version)
        headers = HEADERS | {"ETag": f'"{version}"', "X-Versie": str(version)}
        return Response(fill_in(part, with_csrf), media_type="text/html", headers=headers)

    async def part(self, dialogue_id: UUID, version: int) -> tuple[int, str]:
        """The part of ``version`` or a newer one, made once however many ask."""
        part = kept_part(dialogue_id, version)
        if part is not None:
            return version, part
        place = (dialogue_id, version)
        if place not in self.being_made:
            self.being_made[place] = asyncio.create_task(self._made(*place))
            self.being_made[place].add_done_callback(lambda _task: self.being_made.pop(place))
        return await asyncio.shield(self.being_made[place])

    async def _made(self, dialogue_id: UUID, version: int) -> tuple[int, str]:
        context = contextvars.copy_context()
        run = asyncio.get_running_loop().run_in_executor
        return await run(self.threads, context.run, _make, dialogue_id, version)


def _wanted(request: Request) -> tuple[UUID, int] | None:
    """The dialogue whose part is asked for, and the version heard of; None without a seat in it, or a version."""
    found, heard_of = ADDRESS.fullmatch(request.url.path), request.query_params.get("na", "")
    if request.method != "GET" or found is None or not (heard_of.isascii() and heard_of.isdigit()):
        return None
    dialogue_id = UUID(found[1])
    try:
        has_seat = role_of(request, dialogue_id) == PARTICIPANT
    except KeyGone:
        return None
    return (dialogue_id, int(heard_of[:15])) if has_seat else None


def _with_csrf(request: Request) -> HttpRequest | None:
    """What Django needs to make the CSRF field of a form; None when this browser has no (good) cookie for it."""
    asked = HttpRequest()
    asked.COOKIES = dict(request.cookies)
    CsrfViewMiddleware(lambda _request: HttpResponse()).process_request(asked)
    is_settled = "CSRF_COOKIE" in asked.META and "CSRF_COOKIE_NEEDS_UPDATE" not in asked.META
    return asked if is_settled else None


def _make(dialogue_id: UUID, version: int) -> tuple[int, str]:
    close_old_connections()
    return shared_part(dialogue_id, version, lambda id: Dialogue.objects.select_related("current_step").get(pk=id))
