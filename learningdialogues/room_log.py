"""The log forgets what happens in rooms: no line may hold a path, a body or an address from below ``/meedoen/``.

An error there is still worth a line, so the filter rewrites it to what an operator needs and nobody can be found by:
the kind of exception and the places in the code, without its message.
"""

import logging
import traceback
from contextvars import ContextVar

ROOMS = "/meedoen"

inside_room: ContextVar[bool] = ContextVar("inside_room", default=False)
"""Whether the code that runs now answers a request in a room; set where requests enter."""


def is_room(path: str) -> bool:
    """Whether ``path`` is an address of a room."""
    return path == ROOMS or path.startswith(f"{ROOMS}/")


class ForgetRooms(logging.Filter):
    """Drops lines about rooms, and rewrites errors so that they say where in the code, not where in the room."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not _concerns_a_room(record):
            return True
        if record.name == "uvicorn.access" or record.levelno < logging.ERROR:
            return False
        _anonymise(record)
        return True


def _concerns_a_room(record: logging.LogRecord) -> bool:
    path = getattr(getattr(record, "request", None), "path", "")
    return inside_room.get() or is_room(path) or f"{ROOMS}/" in _message(record)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # a line with the wrong number of arguments: logging itself reports that
        return str(record.msg)


def _anonymise(record: logging.LogRecord) -> None:
    record.msg = f"Error in a room: {_places(record)}"
    record.args = ()
    record.exc_info = record.exc_text = record.stack_info = None
    record.__dict__.pop("request", None)


def _places(record: logging.LogRecord) -> str:
    """Kind of exception and the last places in the code, or where the line was logged."""
    if not record.exc_info or record.exc_info[0] is None:
        return f"{record.name} ({record.module}:{record.lineno})"
    frames = traceback.extract_tb(record.exc_info[2])[-6:]
    return f"{record.exc_info[0].__name__} at " + " > ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)
