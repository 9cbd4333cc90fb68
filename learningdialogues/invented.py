"""What invented participants say in a rehearsal: ``content/rehearsal.yaml``."""

from functools import cache
from typing import Any

import yaml
from django.conf import settings

FILE = "rehearsal.yaml"


@cache
def _texts() -> dict[str, Any]:
    return yaml.safe_load((settings.CONTENT_DIR / FILE).read_text(encoding="utf-8"))


def invented_subject() -> tuple[str, str]:
    """Title and text of the story of a rehearsal."""
    subject = _texts()["subject"]
    return subject["title"], subject["story"]


def invented_text(kind: str, number: int) -> str:
    """The text of the invented participant ``number`` in a step of ``kind``."""
    texts = _texts().get(kind) or _texts()["gather"]
    return texts[number % len(texts)]
