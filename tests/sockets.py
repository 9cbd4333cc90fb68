"""A real uvicorn in a thread, and raw sockets to talk to it as a bad client would."""

import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn


@contextmanager
def served(application) -> Iterator[int]:
    """The port on which ``application`` is served, until the block ends."""
    config = uvicorn.Config(
        application, port=0, ws="none", lifespan="on", log_config=None, timeout_graceful_shutdown=1, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        logging.getLogger("uvicorn.access").propagate = True  # access_log=False changes it for the whole process


def connect(port: int, timeout: float = 10, receive_buffer: int = 0) -> socket.socket:
    """A connection; a small ``receive_buffer`` makes a reader that stalls hold back the server soon."""
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.settimeout(timeout)
    connection.connect(("127.0.0.1", port))
    return connection


def request_bytes(method: str, path: str, body: bytes = b"", length: int | None = None, headers: str = "") -> bytes:
    """A request as it goes over the line; ``length`` is what it says about the body when that is not true."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}"
    if body or length is not None:
        head += f"Content-Length: {len(body) if length is None else length}\r\n"
    return head.encode() + b"\r\n" + body


def read_all(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body of an answer that ends with the connection."""
    answer = bytearray()
    while piece := connection.recv(65536):
        answer += piece
    head, _, body = bytes(answer).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = _unchunked(body)
    return int(first.split()[1]), headers, body


def fetch(port: int, method: str = "GET", path: str = "/", **rest) -> tuple[int, dict[str, str], bytes]:
    """One request by a good client, and the answer."""
    with connect(port) as connection:
        connection.sendall(request_bytes(method, path, **rest))
        return read_all(connection)


def fetch_json(port: int, path: str, headers: str = "") -> tuple[int, dict]:
    """Status and JSON of an answer."""
    status, _, body = fetch(port, path=path, headers=headers)
    return status, json.loads(body) if body else {}


def _unchunked(body: bytes) -> bytes:
    whole = bytearray()
    while body:
        size, _, body = body.partition(b"\r\n")
        whole += body[: int(size, 16)]
        body = body[int(size, 16) + 2 :]
    return bytes(whole)
