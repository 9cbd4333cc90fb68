"""What people do in a room is not tied to who they are elsewhere on the site."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from learningdialogues.room_log import inside_room, is_room
from network.templatetags.look import DISPLAY_COOKIE

GetResponse = Callable[[HttpRequest], HttpResponse]


class ForgetWhoIsThere:
    """First middleware: in a room everybody is a stranger, and only the cookies that a room needs are read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_room(request.path_info):
            return self.get_response(request)
        entered = inside_room.set(True)
        try:
            _forget(request)
            return self.get_response(request)
        finally:
            inside_room.reset(entered)


def _forget(request: HttpRequest) -> None:
    kept = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, DISPLAY_COOKIE}
    for name in set(request.COOKIES) - kept:
        if not name.startswith("plek-"):
            del request.COOKIES[name]
    request.META.pop("HTTP_COOKIE", None)
    request.META.pop("REMOTE_ADDR", None)
    request.META.pop("HTTP_X_FORWARDED_FOR", None)
    request.user = AnonymousUser()


class _OutsideRooms:
    """Leaves a middleware of Django out in rooms: there is no ``request.session``, so nothing can load or make one."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_room(request.path_info):
            return self.get_response(request)
        return super().__call__(request)


class SessionOutsideRooms(_OutsideRooms, SessionMiddleware):
    """Sessions, everywhere but in rooms."""


class AuthenticationOutsideRooms(_OutsideRooms, AuthenticationMiddleware):
    """Who is logged in, everywhere but in rooms."""


class MessagesOutsideRooms(_OutsideRooms, MessageMiddleware):
    """Messages for the next page, everywhere but in rooms."""
