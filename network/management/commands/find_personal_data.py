"""Personal data in texts from standard input: one text a line in, one JSON object a line out."""

import io
import json
import sys
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from network.personal_data import find


class Command(BaseCommand):
    """Reads UTF-8 lines and answers each at once, so that another program can keep it open and ask line by line."""

    help = "Find personal data: one text a line on standard input, one JSON object a line on standard output."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        for line in _lines():
            answer = {"findings": [finding.as_json() for finding in find(line.rstrip("\r\n"))]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()


def _lines() -> Iterable[str]:
    """UTF-8 whatever the locale says, and split at newlines only: a text may hold other line separators."""
    source = getattr(sys.stdin, "buffer", None)
    return (line.decode("utf-8", "replace") for line in source) if source else sys.stdin
