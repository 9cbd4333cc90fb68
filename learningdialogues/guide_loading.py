"""Load the guides of ``content/guides/``, one file each. A guide that editors changed since is left alone.

A file says what the guide says; ``short_of`` and ``parts`` make a short variant out of the steps of another guide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learningdialogues.models import Guide, MethodPage
from learningdialogues.models.guides import GuideStepsBlock

TEXTS = ("key", "title", "summary", "origin")
METHODS = ("method", "second_method")
NAMES = {*TEXTS, *METHODS, "order", "steps", "short_of", "parts"}


class GuideRefused(Exception):
    """The files have mistakes; each line of the message names file, step and field, and what is wrong."""


@dataclass(frozen=True)
class Mistake:
    """One mistake in a file: the step (its title or number) and the field, as far as they are known."""

    file: str
    step: str
    field: str
    message: str

    def __str__(self) -> str:
        step = _("step “%(title)s”") % {"title": self.step} if self.step else ""
        return f"{', '.join(part for part in (self.file, step, self.field) if part)}: {self.message}"


def load_guides(folder: Path) -> int:
    """Bring the guides in line with the files in ``folder``; returns how many were written.

    Raises GuideRefused with every mistake of all files; then nothing is written.
    """
    mistakes: list[Mistake] = []
    described = {path.stem: found for path in sorted(folder.glob("*.yaml")) if (found := _read(path, mistakes))}
    ready = [_checked(key, guide, described, mistakes) for key, guide in described.items()]
    if mistakes:
        raise GuideRefused("\n".join(str(mistake) for mistake in mistakes))
    with transaction.atomic():
        return sum(_write(values) for values in ready)


def _read(path: Path, mistakes: list[Mistake]) -> dict[str, Any] | None:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else "?"
        mistakes.append(Mistake(path.name, "", "", _("This is no valid YAML, see line %(line)s.") % {"line": line}))
        return None
    if not isinstance(found, dict) or found.get("key") != path.stem:
        mistakes.append(Mistake(path.name, "", "key", _("A guide has the name of its file as key.")))
        return None
    return found


def _checked(
    key: str, guide: dict[str, Any], described: dict[str, dict[str, Any]], mistakes: list[Mistake]
) -> dict[str, Any]:
    """The fields of the guide as the model takes them; what is wrong is added to ``mistakes``."""
    file = f"{key}.yaml"
    methods = {name: MethodPage.objects.filter(key=guide.get(name)).first() for name in METHODS}
    for name in METHODS:
        if methods[name] is None and (name == "method" or guide.get(name)):
            mistakes.append(Mistake(file, "", name, _("%(key)s does not exist.") % {"key": guide.get(name)}))
    for name in sorted(guide.keys() - NAMES):
        mistakes.append(Mistake(file, "", name, _("This field is unknown.")))
    if not guide.get("title"):
        mistakes.append(Mistake(file, "", "title", _("This field is missing.")))
    steps = list(_checked_steps(file, guide, described, mistakes))
    texts = {name: guide.get(name, "") for name in TEXTS}
    return texts | methods | {"order": guide.get("order", 50), "steps": steps}


def _checked_steps(
    file: str, guide: dict[str, Any], described: dict[str, dict[str, Any]], mistakes: list[Mistake]
) -> Iterator[tuple[str, Any]]:
    block, earlier = GuideStepsBlock().child_blocks["step"], set()
    steps = _steps(file, guide, described, mistakes)
    if not steps:
        mistakes.append(Mistake(file, "", "steps", _("A guide has steps.")))
    for number, step in enumerate(steps, start=1):
        title = str(step.get("title") or number)
        for name in sorted(step.keys() - set(block.child_blocks)):
            mistakes.append(Mistake(file, title, name, _("This field is unknown.")))
        for name in sorted(set(step.get("takes_from", [])) - earlier):
            message = _("No earlier step is called “%(title)s”.") % {"title": name}
            mistakes.append(Mistake(file, title, "takes_from", message))
        earlier.add(title)
        try:
            yield "step", block.clean(block.to_python(step))
        except ValidationError as error:
            mistakes += [Mistake(file, title, name, message) for name, message in _told(error)]


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Field and message of each mistake in a step."""
    for name, found in getattr(error, "block_errors", {}).items():
        yield str(name), " ".join(getattr(found, "messages", [])) or _("Something in this list is not right.")


def _steps(
    file: str, guide: dict[str, Any], described: dict[str, dict[str, Any]], mistakes: list[Mistake]
) -> list[dict[str, Any]]:
    """The steps of a guide; a short variant takes them from the whole one, with minutes of its own."""
    if "short_of" not in guide:
        return guide.get("steps") or []
    whole = {step.get("title"): step for step in described.get(guide["short_of"], {}).get("steps") or []}
    found = []
    for part in guide.get("parts") or []:
        step = whole.get(part.get("title"))
        if step is None:
            message = _("%(guide)s has no such step.") % {"guide": guide["short_of"]}
            mistakes.append(Mistake(file, str(part.get("title")), "parts", message))
            continue
        kept = [title for title in step.get("takes_from", []) if title in {one["title"] for one in found}]
        found.append(step | {"minutes": part.get("minutes"), "break_minutes": 0, "takes_from": kept})
    return found


def _write(values: dict[str, Any]) -> bool:
    """Make the guide, or bring it in line with its file. One with a revision is in the hands of editors."""
    guide = Guide.objects.filter(key=values["key"]).first()
    if guide is None:
        Guide.objects.create(**values)
        return True
    if guide.revisions.exists() or _said(guide) == _said(Guide(**values)):
        return False
    for name, value in values.items():
        setattr(guide, name, value)
    guide.save()
    return True


def _said(guide: Guide) -> list[Any]:
    """What the guide says, without the ids that Wagtail gives its blocks."""
    steps = guide.steps.stream_block.get_prep_value(guide.steps)
    return [
        *(getattr(guide, name) for name in TEXTS),
        guide.order,
        guide.method_id,
        guide.second_method_id,
        _without_ids(steps),
    ]


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(one) for name, one in value.items() if name != "id"}
    return [_without_ids(one) for one in value] if isinstance(value, list) else value
