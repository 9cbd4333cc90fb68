"""The real server, as a process, for tests that need more than Django's test client.

It runs ``manage.py serve`` on a copy of a prepared folder (migrated database, and what other commands made), one server
for each test module::

    @pytest.fixture(scope="module")
    def server(django_db_blocker):
        with django_db_blocker.unblock(), live_server() as server:
            yield server

    def test_a_page(server):
        with server.database():          # the ORM and the keys of the server, in this process
            dialogue = ...
        assert httpx.get(server.url + "/healthz").status_code == 200

With ``DATABASE_URL`` on PostgreSQL the server gets a database of its own there, copied from a prepared one.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.db import connections
from django.db.utils import load_backend
from django.test import override_settings

from config.settings.production import database as database_settings
from tests.databases import free_port

ROOT = Path(__file__).resolve().parent.parent
PREPARED = ROOT / "var" / "prepared"
MIGRATE = (("migrate", "--verbosity=0"),)


@dataclass
class LiveServer:
    """A running server and its data."""

    folder: Path
    database_url: str
    port: int
    workers: int = 1
    process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Everything the server wrote."""
        return (self.folder / "server.log").read_text()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the server; also for commands that a test runs on its data."""
        return environment(self.folder, self.database_url) | {"PORT": str(self.port)}

    def start(self) -> None:
        """Start the process and wait until it answers."""
        command = [sys.executable, "manage.py", "serve", f"--workers={self.workers}"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server does not start:\n{self.log}")
            time.sleep(0.1)

    def stop(self) -> float:
        """Ask the process to stop; the seconds that took."""
        begun = time.monotonic()
        self.process.terminate()
        self.process.wait(30)
        return time.monotonic() - begun

    def kill(self) -> None:
        """End the process, and its workers, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def run(self, *command: str) -> str:
        """Output of a management command on the server's data."""
        return manage(command, self.environment)

    @contextmanager
    def database(self) -> Iterator[None]:
        """Within the block the ORM of this process and the keys of dialogues are the server's."""
        previous, mine = connections["default"], connection_to(self.database_url)
        connections["default"] = mine
        try:
            with override_settings(DIALOGUE_KEYS_DIR=self.folder / "keys", DATA_DIR=self.folder):
                yield
        finally:
            mine.close()
            connections["default"] = previous

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/meedoen/", timeout=5)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


@contextmanager
def live_server(commands: tuple = MIGRATE, workers: int = 1, port: int | None = None) -> Iterator[LiveServer]:
    """A server on a fresh copy of the folder that ``commands`` prepared; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="preventienetwerk-live-"))
    with _copy_of_database(commands, folder) as url:
        server = LiveServer(folder, url, port or free_port(), workers)
        try:
            server.start()
            yield server
        finally:
            if server.process and server.process.poll() is None:
                server.stop()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _copy_of_database(commands: tuple, folder: Path) -> Iterator[str]:
    """Copies what ``commands`` prepared into ``folder``; the address of the database for one server."""
    if connections["default"].vendor == "sqlite":
        shutil.copytree(prepared(commands), folder, dirs_exist_ok=True)
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    template = f"prepared_{fingerprint(commands)}"
    if (template,) not in _on_postgresql("SELECT datname FROM pg_database"):
        (PREPARED / template).mkdir(parents=True, exist_ok=True)
        _on_postgresql(f"DROP DATABASE IF EXISTS {template}_new")
        _on_postgresql(f"CREATE DATABASE {template}_new")
        for command in commands:
            manage(command, environment(PREPARED / template, postgresql_url(f"{template}_new")))
        _on_postgresql(f"ALTER DATABASE {template}_new RENAME TO {template}")
    shutil.copytree(PREPARED / template, folder, dirs_exist_ok=True)
    name = f"live_{uuid4().hex[:12]}"
    _on_postgresql(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield postgresql_url(name)
    finally:
        _on_postgresql(f"DROP DATABASE {name} WITH (FORCE)")


def prepared(commands: tuple = MIGRATE) -> Path:
    """A folder with a SQLite database on which ``commands`` ran; made once, and anew when code or content changed."""
    folder = PREPARED / fingerprint(commands)
    if not folder.exists():
        draft = folder.with_name(f"{folder.name}.{os.getpid()}")
        draft.mkdir(parents=True)
        for command in commands:
            manage(command, environment(draft, f"sqlite:///{draft / 'db.sqlite3'}"))
        try:
            draft.rename(folder)
        except OSError:  # another run of the tests made it meanwhile
            shutil.rmtree(draft)
    return folder


def fingerprint(commands: tuple) -> str:
    """Changes with everything that decides what ``commands`` make."""
    files = [path for app in ("*/migrations/*.py", "content/**/*.yaml", "requirements.txt") for path in ROOT.glob(app)]
    if commands != MIGRATE:
        files += [path for path in ROOT.glob("*/**/*.py") if ".venv" not in path.parts and "tests" not in path.parts]
    digest = hashlib.sha256(repr(commands).encode())
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """Settings of the demo on ``folder`` and ``database_url``: no debug pages, no HTTPS."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "DATA_DIR": str(folder),
        "DIALOGUE_KEYS_DIR": str(folder / "keys"),
        "DATABASE_URL": database_url,
        "SITE_URL": "http://127.0.0.1",
    }


def manage(command: tuple[str, ...], environment: dict[str, str]) -> str:
    """Output of a management command. Raises RuntimeError with what it wrote."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def connection_to(database_url: str):
    """A connection of Django to another database than the test's own."""
    options = connections.configure_settings({"default": database_settings(database_url)})["default"]
    return load_backend(options["ENGINE"]).DatabaseWrapper(options, "default")


def postgresql_url(name: str) -> str:
    """The address of database ``name`` on the server of the tests."""
    options = connections["default"].settings_dict
    return f"postgresql://{options['USER']}:{options['PASSWORD']}@{options['HOST']}:{options['PORT'] or 5432}/{name}"


def _on_postgresql(sql: str) -> list[tuple]:
    """Run one statement on the server of the tests, outside any transaction."""
    connection = connection_to(postgresql_url("postgres"))
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
