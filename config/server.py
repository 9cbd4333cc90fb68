"""The server process: uvicorn, with the options that the two lanes need."""

import resource
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from learningdialogues.waiting import watch


class Server(uvicorn.Server):
    """Answers everybody who waits as soon as the process is told to stop.

    The lifespan's shutdown comes after the open requests, and those of lane B stay open for 25 seconds.
    """

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        watch.release()
        super().handle_exit(sig, frame)


def options(host: str, port: int, workers: int) -> uvicorn.Config:
    """How we run uvicorn. Logging is Django's, so that its filter for rooms sees every line.

    The addresses that a proxy passes on are read by Django (``TRUSTED_PROXIES``), in one place, not here.
    """
    return uvicorn.Config(
        "config.asgi:application",
        host=host,
        port=port,
        workers=workers,
        ws="none",
        lifespan="on",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
    )


def allow_many_connections() -> None:
    """Raise the soft limit on open files, often 1,024, to what the system allows: each browser that waits is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until the process is told to stop. Several workers need PostgreSQL."""
    allow_many_connections()
    config = options(host, port, workers)
    server = Server(config)
    if workers == 1:
        server.run()
    else:
        Multiprocess(config, target=server.run, sockets=[config.bind_socket()]).run()
