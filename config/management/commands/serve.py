"""``manage.py serve``: the web server."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.server import serve


class Command(BaseCommand):
    help = "Serves the platform: ordinary pages and waiting rooms, in one process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port ($PORT)")
        parser.add_argument("--workers", type=int, default=1, help="processes; more than 1 needs PostgreSQL")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        if workers > 1 and connection.vendor == "sqlite":
            raise CommandError("Several workers need PostgreSQL: set DATABASE_URL.")
        serve(host, port, workers)
