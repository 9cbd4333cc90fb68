"""Lane A with real sockets: clients that break off, send slowly or do not read."""

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from config import lanes
from tests.sockets import connect, fetch, read_all, request_bytes, served

THREADS = 4


class Recorder:
    """A WSGI application that remembers what reached it."""

    def __init__(self):
        self.bodies = []

    def __call__(self, environ, start_response):
        answer = getattr(self, environ["PATH_INFO"].strip("/").replace("beheer/", "") or "echo")
        return answer(environ, start_response)

    def echo(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.bodies.append(body)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    def environ(self, environ, start_response):
        start_response("200 OK", [])
        return [json.dumps({name: value for name, value in environ.items() if isinstance(value, str)}).encode()]

    def large(self, environ, start_response):
        start_response("200 OK", [])
        return (b"x" * 100_000 for _ in range(60))

    def file(self, environ, start_response):
        file = tempfile.TemporaryFile()  # noqa: SIM115
        file.write(b"y" * 6_000_000)
        file.seek(0)
        start_response("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 4096)

    def slow(self, environ, start_response):
        time.sleep(0.5)
        start_response("200 OK", [])
        return [b"slow"]

    def broken(self, environ, start_response):
        raise RuntimeError("no")


async def nothing():
    pass


@pytest.fixture(scope="module")
def recorder():
    return Recorder()


@pytest.fixture(scope="module")
def port(recorder):
    lane_a = lanes.LaneA(recorder, threads=THREADS)
    with served(lanes.Lanes(lane_a, {}, nothing)) as port:
        yield port


def is_quick(port: int) -> bool:
    """Whether a good client is served while others are not."""
    begun = time.monotonic()
    return fetch(port, "POST", body=b"quick")[2] == b"quick" and time.monotonic() - begun < 1


def test_a_whole_post_reaches_the_application_and_is_answered(port, recorder):
    body = b"tekst=" + b"a" * 5000
    assert fetch(port, "POST", body=body)[2] == body
    assert recorder.bodies[-1] == body


def test_a_cut_off_post_never_reaches_the_application(port, recorder):
    reached = len(recorder.bodies)
    for sent in (0, 1, 1988, 4999):
        with connect(port) as connection:
            connection.sendall(request_bytes("POST", "/", body=b"a" * sent, length=5000))
    assert is_quick(port)
    time.sleep(0.2)
    assert recorder.bodies[reached:] == [b"quick"]


def test_a_cut_off_chunked_post_never_reaches_the_application(port, recorder):
    reached = len(recorder.bodies)
    with connect(port) as connection:
        head = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head + b"5\r\nhallo\r\n5\r\nwer")
    time.sleep(0.2)
    assert recorder.bodies[reached:] == []


def test_a_whole_chunked_post_arrives_with_its_length(port, recorder):
    with connect(port) as connection:
        head = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head + b"5\r\nhallo\r\n7\r\n wereld\r\n0\r\n\r\n")
        assert read_all(connection)[2] == b"hallo wereld"


def test_many_slow_senders_hold_no_thread(port, recorder):
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(port)) for _ in range(16)]
        for connection in slow:
            connection.sendall(request_bytes("POST", "/", body=b"a" * 10, length=20))
        assert all(is_quick(port) for _ in range(5))
        for connection in slow:
            connection.sendall(b"b" * 10)
        assert {read_all(connection)[2] for connection in slow} == {b"a" * 10 + b"b" * 10}


@pytest.mark.parametrize(("path", "size"), [("/large", 6_000_000), ("/file", 6_000_000)])
def test_many_stalled_readers_hold_no_thread_and_get_everything_in_the_end(port, path, size):
    with ExitStack() as stack:
        stalled = [stack.enter_context(connect(port, receive_buffer=4096)) for _ in range(16)]
        for connection in stalled:
            connection.sendall(request_bytes("GET", path))
        time.sleep(0.3)
        assert all(is_quick(port) for _ in range(5))
        assert len(read_all(stalled[0])[2]) == size


@pytest.mark.parametrize("path", ["/large", "/file"])
def test_a_large_answer_arrives_whole(port, path):
    status, _, body = fetch(port, path=path)
    assert (status, len(body), len(set(body))) == (200, 6_000_000, 1)


def test_a_body_over_the_limit_is_refused_before_it_is_sent(port, recorder):
    reached = len(recorder.bodies)
    status, headers, text = fetch(port, "POST", length=lanes.BODY_LIMIT + 1)
    assert (status, headers["connection"]) == (413, "close")
    assert text
    assert recorder.bodies[reached:] == []


def test_a_chunked_body_is_refused_when_it_grows_over_the_limit(port, recorder):
    reached = len(recorder.bodies)
    with connect(port) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        piece = b"10000\r\n" + b"z" * 0x10000 + b"\r\n"
        try:
            for _ in range(lanes.BODY_LIMIT // 0x10000 + 1):
                connection.sendall(piece)
            assert connection.recv(100).startswith(b"HTTP/1.1 413")
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server closed while we were still sending
    assert is_quick(port)
    assert recorder.bodies[reached:] == [b"quick"]


def test_an_upload_in_the_cms_may_be_large(port):
    body = b"u" * (lanes.BODY_LIMIT * 3)
    assert len(fetch(port, "POST", "/beheer/echo", body=body)[2]) == len(body)


def test_a_sender_that_takes_too_long_gets_an_answer(port, recorder, monkeypatch):
    monkeypatch.setattr(lanes, "PIECE_SECONDS", 0.2)
    with connect(port) as connection:
        connection.sendall(request_bytes("POST", "/", body=b"a", length=20))
        assert read_all(connection)[0] == 408


def test_a_reader_that_takes_too_long_is_let_go(port, monkeypatch):
    monkeypatch.setattr(lanes, "BODY_SECONDS", 0.3)
    with connect(port, receive_buffer=4096) as connection:
        connection.sendall(request_bytes("GET", "/large"))
        time.sleep(1)
        assert len(read_all(connection)[2]) < 6_000_000


def test_when_too_many_wait_the_rest_is_told_so(port, monkeypatch):
    monkeypatch.setattr(lanes, "MOST_WAITING", THREADS)
    with ThreadPoolExecutor(12) as clients:
        statuses = list(clients.map(lambda _: fetch(port, path="/slow")[0], range(12)))
    assert statuses.count(200) == THREADS
    assert statuses.count(503) == 12 - THREADS


def test_an_error_of_the_application_is_an_answer_and_holds_no_thread(port):
    assert [fetch(port, path="/broken")[0] for _ in range(THREADS + 1)] == [500] * (THREADS + 1)
    assert is_quick(port)


def test_a_head_request_gets_no_body(port):
    assert fetch(port, "HEAD", "/large")[::2] == (200, b"")


def test_bare_bytes_in_an_address_are_refused_and_not_an_error(port):
    with connect(port) as connection:
        connection.sendall("GET /environ?q=privé HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        assert read_all(connection)[0] == 400


def test_a_header_with_an_underscore_cannot_pose_as_the_one_of_a_proxy(port):
    headers = "X_Forwarded_For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"
    environ = json.loads(fetch(port, path="/environ", headers=headers)[2])
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_X_FORWARDED_PROTO"] == "https"
