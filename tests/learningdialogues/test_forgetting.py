"""In a room nobody is anybody: no session, no account, no address, no line in the log."""

import io
import logging

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learningdialogues.room_log import ForgetRooms, inside_room, is_room

pytestmark = pytest.mark.urls("tests.learningdialogues.room_urls")


@pytest.fixture
def log():
    """What the console of a server would show."""
    (handler,) = (each for each in logging.getLogger().handlers if any(type(f) is ForgetRooms for f in each.filters))
    lines, handler_stream = io.StringIO(), handler.stream
    handler.setStream(lines)
    yield lines
    handler.setStream(handler_stream)


@pytest.fixture
def member(db):
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_user(email="lid@voorbeeld.example", password="x"))
    return client


def test_elsewhere_a_member_is_known(member):
    known = member.get("/elders/weet/").json()
    assert (known["session"], known["user"]) == (True, "lid@voorbeeld.example")
    assert "sessionid" in known["cookies"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_in_a_room_a_member_is_a_stranger_without_a_session(member, method):
    member.cookies["plek-1"] = "x"
    member.cookies["volgt-mij"] = "x"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = getattr(member, method)("/meedoen/weet/")
    assert response.json() == {
        "session": False,
        "user": "AnonymousUser",
        "cookies": ["plek-1"],
        "meta": [],
        "messages": [],
    }
    assert len(queries) == 0
    assert not response.cookies


def test_a_room_does_not_end_the_session_of_a_member(member):
    member.get("/meedoen/weet/")
    assert member.get("/elders/weet/").json()["user"] == "lid@voorbeeld.example"


def test_a_view_in_a_room_that_forgot_to_be_public_stays_closed(member):
    assert member.get("/meedoen/dicht/").status_code == 302


def test_an_error_in_a_room_is_logged_without_path_body_or_message(member, log):
    assert member.post("/meedoen/stuk/", {"tekst": "mijn inbreng"}).status_code == 500
    line = log.getvalue()
    assert line.startswith("Error in a room: ValueError at ")
    assert "room_urls.py:" in line
    assert not any(word in line for word in ("meedoen", "stuk/", "inbreng", "geheim", "127.0.0.1"))


def test_an_error_elsewhere_is_logged_in_full(member, log):
    member.post("/elders/stuk/", {"tekst": "x"})
    assert "/elders/stuk/" in log.getvalue()
    assert "geheim: x" in log.getvalue()


@pytest.mark.parametrize("path", ["/meedoen/nee/", "/meedoen/bestaat-niet/?tekst=inbreng"])
def test_a_refusal_in_a_room_is_not_logged(member, log, path):
    assert member.get(path).status_code in (400, 404)
    assert log.getvalue() == ""


@pytest.mark.parametrize(
    ("name", "level", "message", "inside", "logged"),
    [
        ("uvicorn.access", logging.INFO, '1.2.3.4 - "GET /meedoen/x/wacht?na=1 HTTP/1.1" 200', False, ""),
        ("uvicorn.access", logging.INFO, '1.2.3.4 - "GET /zoeken/ HTTP/1.1" 200', False, "/zoeken/"),
        ("uvicorn.error", logging.ERROR, "Exception for /meedoen/x/ with tekst", False, "Error in a room"),
        ("learningdialogues.steps", logging.WARNING, "text was: hallo", True, ""),
        ("learningdialogues.steps", logging.ERROR, "text was: hallo", True, "Error in a room: learningdialogues.steps"),
        ("learningdialogues.steps", logging.ERROR, "text was: hallo", False, "text was: hallo"),
    ],
)
def test_no_logger_writes_about_a_room(log, name, level, message, inside, logged):
    entered = inside_room.set(inside)
    logging.getLogger(name).log(level, "%s", message)
    inside_room.reset(entered)
    assert logged in log.getvalue()
    assert bool(logged) == bool(log.getvalue())
    assert "hallo" in logged or "hallo" not in log.getvalue()
    assert "meedoen" not in log.getvalue()


def test_the_loggers_of_django_and_the_server_go_through_the_filter():
    for name in ("django", "django.request", "django.server", "uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        assert logger.propagate and not logger.handlers, name


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/meedoen", True), ("/meedoen/", True), ("/meedoen/x", True), ("/meedoenwie/", False), ("/x/meedoen/", False)],
)
def test_what_counts_as_a_room(path, answer):
    assert is_room(path) is answer
