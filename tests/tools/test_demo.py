"""``make demo``: steps that ran are not run again, somebody's own settings stay, and both processes stop together."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import demo
import pytest
import setup_steps
from setup_steps import SetupError

from tests.databases import free_port

QUIET_SERVER = """
import http.server, sys
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.BaseHTTPRequestHandler).serve_forever()
"""
SLEEPER = "import time; time.sleep(600)"
BROKEN = "import sys; sys.exit('no database')"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(setup_steps, "ROOT", tmp_path)
    monkeypatch.setattr(setup_steps, "VAR", tmp_path / "var")
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    monkeypatch.setattr(demo, "VAR", tmp_path / "var")
    return tmp_path


def test_the_settings_file_gets_what_it_lacks_and_keeps_what_it_has(folder: Path) -> None:
    (folder / ".env").write_text("DJANGO_SETTINGS_MODULE=config.settings.development\nPORT=8000\n")
    setup_steps.write_dotenv(setup_steps.demo_settings(), port=8123)
    lines = dict(line.split("=", 1) for line in (folder / ".env").read_text().splitlines())
    assert lines["DJANGO_SETTINGS_MODULE"] == "config.settings.development"
    assert lines["PORT"] == "8123"
    assert len(lines["SECRET_KEY"]) > 50


def test_every_demo_has_a_secret_of_its_own_that_others_cannot_read(folder: Path) -> None:
    setup_steps.write_dotenv(setup_steps.demo_settings(), port=8000)
    assert (folder / ".env").stat().st_mode & 0o077 == 0
    assert setup_steps.demo_settings() != setup_steps.demo_settings()


def test_a_fingerprint_changes_with_content_and_name_only(folder: Path) -> None:
    (folder / "content").mkdir()
    file = folder / "content" / "a.yaml"
    file.write_text("one")
    before = setup_steps.fingerprint([folder / "content"])
    file.touch()
    assert setup_steps.fingerprint([folder / "content"]) == before
    file.rename(file.with_name("b.yaml"))
    assert setup_steps.fingerprint([folder / "content"]) != before


def test_a_step_that_fails_is_named_with_what_it_said(folder: Path) -> None:
    with pytest.raises(SetupError, match=r"Loading the content failed(.|\n)*no database"):
        setup_steps.run("Loading the content", [sys.executable, "-c", BROKEN])


def test_a_busy_port_is_told_before_anything_else_happens() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {port} is in use"):
            demo.check_port(port)


def test_a_database_of_remade_migrations_is_told_with_what_to_do(folder: Path) -> None:
    migration = folder / "network" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("one")
    (folder / "var").mkdir()
    (folder / "var" / "db.sqlite3").touch()
    (folder / "var" / ".stamp-migrations").write_text(json.dumps(setup_steps.migrations()))
    migration.with_name("0002_more.py").write_text("a new one is no trouble")
    setup_steps.check_migrations(folder / "var")
    migration.write_text("another one")
    with pytest.raises(SetupError, match=r"Delete .*var and start again"):
        setup_steps.check_migrations(folder / "var")
    (folder / "var" / "db.sqlite3").unlink()
    setup_steps.check_migrations(folder / "var")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen]:
    """Every process that the demo starts."""
    processes: list[subprocess.Popen] = []
    start = demo.start

    def remember(*arguments: object) -> subprocess.Popen:
        processes.append(start(*arguments))
        return processes[-1]

    monkeypatch.setattr(demo, "start", remember)
    return processes


def run_with(monkeypatch: pytest.MonkeyPatch, work: str) -> int:
    port = free_port()
    commands = {"web": [sys.executable, "-c", QUIET_SERVER, str(port)], "work": [sys.executable, "-c", work]}
    monkeypatch.setattr(demo, "servers", lambda _: commands)
    return demo.serve(port, ["reader\treader@voorbeeld.example\tgeheim"])


def test_a_stop_ends_both_processes(
    folder: Path, started: list, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup_steps, "out", sys.stdout)
    before = {number: signal.signal(number, demo._stop) for number in (signal.SIGTERM, signal.SIGINT)}
    threading.Timer(3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        with pytest.raises(demo.StopRequested):
            run_with(monkeypatch, SLEEPER)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert [process.poll() is not None for process in started] == [True, True]
    assert "reader\treader@voorbeeld.example\tgeheim\n" in capsys.readouterr().out


def test_when_one_process_dies_the_other_is_stopped_and_the_reason_told(
    folder: Path, started: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    began = time.monotonic()
    try:
        with pytest.raises(SetupError, match=r"“work” stopped(.|\n)*no database"):
            run_with(monkeypatch, BROKEN)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert [process.poll() is not None for process in started] == [True, True]
    assert time.monotonic() - began < demo.PATIENCE
