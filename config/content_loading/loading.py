"""Loading: check everything and write nothing, then write what is new or changed in small batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.content_loading import files, hashes, writing
from config.content_loading.files import Content, Problem
from config.content_loading.kinds import MODELS, Entry
from config.content_loading.links import links_by_owner
from config.content_loading.values import build, check_field_names, check_unique, plain_values
from network.models import Item, Keyed

BATCH = 25
"""One transaction of everything would hold SQLite's write lock for half a minute; other writers give up at 20 s."""


class ContentRefused(Exception):
    """The files have mistakes; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass
class Outcome:
    """What a run did, as keys."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Planned:
    """One item that will be written: what the files say, and the thing as it stands (None: new)."""

    entry: Entry
    plain: dict[str, Any]
    existing: Keyed | None


def load(folder: Path = files.CONTENT_DIR, *, tell: Callable[[str], None] = lambda line: None) -> Outcome:
    """Bring the database in line with the files in ``folder``; ``tell`` hears about progress.

    What an editor changed or deleted since the last load is left alone. Raises ContentRefused, before anything is
    written, when a file has a mistake.
    """
    content = files.read(folder)
    existing = dict(_existing())
    links = links_by_owner(content, set(Item.objects.values_list("key", flat=True)))
    plains = {key: plain_values(content, entry, links.get(key, [])) for key, entry in content.entries.items()}
    outcome = Outcome()
    plan = list(_plan(content, plains, existing, outcome))
    for planned in plan:
        check_field_names(content, planned.entry)
        build(content, planned.entry, planned.plain)
    check_unique(content)
    if content.problems:
        raise ContentRefused(content.problems)
    _write(content, plan, tell)
    return outcome


def _existing() -> Iterator[tuple[str, Keyed]]:
    for model in MODELS.values():
        for thing in model.objects.all():
            yield thing.key, thing


def _plan(
    content: Content, plains: dict[str, dict[str, Any]], existing: dict[str, Keyed], outcome: Outcome
) -> Iterator[Planned]:
    deleted = set(Item.objects.filter(title="", visibility="").values_list("key", flat=True))
    for entry in sorted(content.entries.values(), key=lambda entry: list(MODELS.values()).index(entry.model)):
        plain, thing = plains[entry.key], existing.get(entry.key)
        if thing is None:
            (outcome.left_alone if entry.key in deleted else outcome.new).append(entry.key)
        elif thing.loaded_hash[hashes.LENGTH :] != hashes.of_state(thing):
            outcome.left_alone.append(entry.key)
        elif thing.loaded_hash[: hashes.LENGTH] != hashes.of_files(plain):
            outcome.changed.append(entry.key)
        else:
            outcome.unchanged.append(entry.key)
        if entry.key in outcome.new[-1:] + outcome.changed[-1:]:
            yield Planned(entry, plain, thing)


def _write(content: Content, plan: list[Planned], tell: Callable[[str], None]) -> None:
    writing.make_stubs([planned.entry for planned in plan])
    for start in range(0, len(plan), BATCH):
        batch = plan[start : start + BATCH]
        writing.write_batch([(planned.entry, planned.plain, planned.existing) for planned in batch])
        tell(f"{start + len(batch):4} / {len(plan)}  {batch[-1].entry.file}")
