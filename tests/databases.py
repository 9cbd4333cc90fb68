"""A PostgreSQL server of one's own, for as long as a test run or a benchmark takes.

Only the standard library: ``make test`` uses it before anything else is imported. PostgreSQL refuses to run as root, so
root starts it as the user ``postgres``. Nothing is synced to disk: a crash may lose everything, as it should here.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "preventienetwerk"
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


class NoPostgresError(RuntimeError):
    """This machine has no PostgreSQL server programs, or they do not start."""


def postgres_program(name: str) -> Path | None:
    """Where the server program ``name`` stands; Debian keeps them outside the path, one folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which(name)
    return found[-1] if found else Path(on_path) if on_path else None


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def temporary_postgresql() -> Iterator[str]:
    """The address (DATABASE_URL) of a fresh server on a free port; stopped and removed at the end.

    Raises NoPostgresError when the server programs are missing or the server does not start.
    """
    initdb, postgres = postgres_program("initdb"), postgres_program("postgres")
    if initdb is None or postgres is None:
        raise NoPostgresError("PostgreSQL is not installed (Debian: the package postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="preventienetwerk-postgresql-"))
    port = free_port()
    as_user = _unprivileged(folder)
    try:
        _initialise(initdb, folder, as_user)
        server = _start(postgres, folder, port, as_user)
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": does not wait for connections
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> list[str]:
    """The start of a command line that leaves root behind; empty when we are not root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _initialise(initdb: Path, folder: Path, as_user: list[str]) -> None:
    command = [initdb, "-D", folder / "data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run([*as_user, *command], cwd=folder, capture_output=True, text=True)
    if made.returncode:
        raise NoPostgresError(f"initdb failed: {made.stderr.strip()}")


def _start(postgres: Path, folder: Path, port: int, as_user: list[str]) -> subprocess.Popen:
    options = [*FAST, f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
    command = [postgres, "-D", folder / "data", *(part for option in options for part in ("-c", option))]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen([*as_user, *command], cwd=folder, stdout=output, stderr=output)
    for _attempt in range(300):
        if server.poll() is not None:
            break
        if "ready to accept connections" in log.read_text(errors="replace"):
            return server
        time.sleep(0.1)
    server.kill()
    raise NoPostgresError(f"PostgreSQL does not start: {log.read_text(errors='replace')}")
