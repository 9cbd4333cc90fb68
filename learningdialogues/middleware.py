"""What people do in a room is not tied to who they are elsewhere on the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ROOM_PREFIX = "/meedoen/"


class ForgetWhoIsThere:
    """First middleware: below ``/meedoen/`` the session cookie is dropped before anything can read it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ROOM_PREFIX):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)
