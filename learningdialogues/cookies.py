"""The cookie of a participant: set on joining, read on every request in the room."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from learningdialogues import tokens
from learningdialogues.keys import load_key
from learningdialogues.tokens import Token

MAX_AGE = 30 * 24 * 3600
"""Thirty days: rounds that people fill in when it suits them last weeks, and phones drop session cookies."""


def set_participant_cookie(response: HttpResponse, dialogue_id: UUID, token: Token) -> None:
    """Give the browser its place in the dialogue. Raises KeyGone."""
    response.set_cookie(
        tokens.participant_cookie_name(dialogue_id),
        tokens.sign(token, load_key(dialogue_id)),
        max_age=MAX_AGE,
        path=tokens.participant_path(dialogue_id),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def participant_token(request: HttpRequest, dialogue_id: UUID) -> Token | None:
    """The token this browser has in the dialogue, or None when it did not join. Raises KeyGone."""
    cookie = request.COOKIES.get(tokens.participant_cookie_name(dialogue_id), "")
    return tokens.read(cookie, load_key(dialogue_id))
