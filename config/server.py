"""The server process: uvicorn, with the options that the two lanes need."""

import resource

import uvicorn
from uvicorn.supervisors import Multiprocess


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
        timeout_worker_healthcheck=30,
    )


def allow_many_connections() -> None:
    """Raise the soft limit on open files, often 1,024, to what the system allows: each browser that waits is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until the process is told to stop. Several workers need PostgreSQL."""
    allow_many_connections()
    config = options(host, port, workers)
    if workers == 1:
        uvicorn.Server(config).run()
    else:
        Multiprocess(config, sockets=[config.bind_socket()]).run()
