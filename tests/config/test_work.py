"""The one worker: it does what is due, survives a task that fails, stops when asked, and is never there twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from config.management.commands import work
from network import due
from network.locks import locked

COMMAND = [sys.executable, "manage.py", "work"]


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> dict[str, due.DueTask]:
    """An empty list of due tasks."""
    empty: dict[str, due.DueTask] = {}
    monkeypatch.setattr(due, "_tasks", empty)
    return empty


@pytest.mark.django_db
def test_a_task_that_fails_is_named_in_the_log_and_the_others_go_on(
    tasks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    done = []
    due.register("broken", lambda: 1 / 0, seconds=60)
    due.register("sound", lambda: done.append(1), seconds=60)
    call_command("work", "--once")
    assert done == [1]
    assert "the task broken failed" in caplog.text


@pytest.mark.django_db
def test_each_task_is_done_as_often_as_it_asks(tasks: Any) -> None:
    stopped, done = threading.Event(), []
    due.register("often", lambda: done.append("often"), seconds=0.01)
    due.register("rarely", lambda: done.append("rarely"), seconds=60)
    due.register("end", lambda: stopped.set() if done.count("often") >= 3 else None, seconds=0.01)
    work.work_until(stopped)
    assert done.count("often") == 3
    assert done.count("rarely") == 1


@pytest.mark.django_db
def test_a_second_worker_is_refused(tasks: Any) -> None:
    with locked(settings.DATA_DIR / "work.lock"), pytest.raises(CommandError):
        call_command("work", "--once")


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A real worker on a database without tables, where every task fails."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.development", "DATA_DIR": str(tmp_path)}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    process = subprocess.Popen(
        COMMAND, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    yield process
    process.kill()
    process.wait()


def test_a_worker_stops_cleanly_when_it_is_asked_to(worker: subprocess.Popen[str]) -> None:
    assert worker.stdout is not None
    for line in worker.stdout:
        if "the task search outbox failed" in line:
            break
    time.sleep(0.2)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0


@pytest.mark.django_db
def test_health_needs_no_account_and_tells_of_search_and_its_queue(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "search": "down", "queue": None}


@pytest.mark.django_db
def test_only_the_database_or_its_migrations_make_the_site_unready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.health._database", lambda: "migrations missing")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": "migrations missing"})
