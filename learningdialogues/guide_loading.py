"""Load the guides of ``content/guides.yaml``. A guide that editors changed since is left alone."""

from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction

from learningdialogues.models import Guide, MethodPage
from learningdialogues.models.guides import GuideStepsBlock


class GuideRefused(Exception):
    """A guide in the file has a mistake; the message names file, guide, step and what is wrong."""


def load_guides(path: Path) -> int:
    """Bring the guides in line with the file at ``path``; returns how many were written. Raises GuideRefused."""
    described = {guide["key"]: guide for guide in yaml.safe_load(path.read_text(encoding="utf-8"))}
    ready = [_checked(path.name, guide, described) for guide in described.values()]
    written = 0
    with transaction.atomic():
        for values in ready:
            if not Guide.objects.filter(key=values["key"]).exists():
                Guide.objects.create(**values)
                written += 1
    return written


def _checked(file: str, guide: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    method = MethodPage.objects.filter(key=guide["method"]).first()
    if method is None:
        raise GuideRefused(f"{file}, {guide['key']}, method: {guide['method']} bestaat niet")
    steps = []
    for step in _steps(guide, described):
        block = GuideStepsBlock().child_blocks["step"]
        try:
            steps.append(("step", block.clean(block.to_python(step))))
        except ValidationError as error:
            fields = ", ".join(str(name) for name in getattr(error, "block_errors", {}))
            raise GuideRefused(f"{file}, {guide['key']}, stap {step.get('title')}, {fields}: {error}") from error
    fields = {name: guide.get(name, "") for name in ("key", "title", "summary", "origin")}
    return fields | {"order": guide["order"], "method": method, "steps": steps}


def _steps(guide: dict[str, Any], described: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of a guide; a short variant takes them from the whole one, with minutes of its own."""
    if "short_of" not in guide:
        return guide["steps"]
    whole = {step["title"]: step for step in described[guide["short_of"]]["steps"]}
    return [whole[part["title"]] | {"minutes": part["minutes"], "break_minutes": 0} for part in guide["parts"]]
