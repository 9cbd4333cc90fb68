"""Work that is done by the clock, by the one worker process (``manage.py work``). Apps add theirs in ``ready()``."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class DueTask:
    """``function`` is called every ``seconds``; ``name`` stands in the log when it fails."""

    name: str
    function: Callable[[], object]
    seconds: float


_tasks: dict[str, DueTask] = {}


def register(name: str, function: Callable[[], object], seconds: float) -> None:
    """Have ``function`` called every ``seconds``. A task must be short: the others wait for it."""
    _tasks[name] = DueTask(name, function, seconds)


def tasks() -> list[DueTask]:
    """All registered tasks, in the order in which they came."""
    return list(_tasks.values())
