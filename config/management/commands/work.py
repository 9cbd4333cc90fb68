import logging
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from network import due
from network.locks import AlreadyLocked, locked

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do the work that is due, one task at a time, until the process is told to stop. Start it once."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="Do each task once and stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with locked(settings.DATA_DIR / "work.lock", wait=False):
                if options["once"]:
                    for task in due.tasks():
                        do(task)
                else:
                    work_until(stop_signal())
        except AlreadyLocked as problem:
            raise CommandError("Another worker is at work already.") from problem


def stop_signal() -> threading.Event:
    """An event that is set when the process is asked to stop (SIGTERM, or Ctrl-C)."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped


def work_until(stopped: threading.Event) -> None:
    """Do each task when its time has come, until ``stopped``. A task that is running is finished first."""
    next_time = {task.name: 0.0 for task in due.tasks()}
    while not stopped.is_set():
        for task in due.tasks():
            if time.monotonic() >= next_time[task.name] and not stopped.is_set():
                do(task)
                next_time[task.name] = time.monotonic() + task.seconds
        stopped.wait(max(0.0, min(next_time.values(), default=1.0) - time.monotonic()))


def do(task: due.DueTask) -> None:
    """Do ``task`` once. An error is logged with its name; the others go on."""
    close_old_connections()
    try:
        task.function()
    except Exception:
        logger.exception("the task %s failed", task.name)
