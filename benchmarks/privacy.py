"""How much personal data the detector sees: recall and precision on two labelled sets (``make bench ONLY=privacy``).

A labelled identifier counts as found when blocking findings cover all of its letters and digits; any other label when a
finding of its kind touches it. A finding is right when it touches a label of whatever kind.
"""

import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measurement import Measurement
from network.personal_data import BLOCK, Finding, find

SETS = Path(__file__).resolve().parent / "personal_data"
IDENTIFIERS = {"bsn", "iban", "email", "phone", "address", "postcode", "license_plate", "case_number"}
ALIKE = {"birthdate": {"birthdate", "date"}, "date": {"date", "birthdate"}}
_LABEL = re.compile(r"\[\[(\w+)\|(.*?)\]\]")


@dataclass(frozen=True)
class Label:
    """What should be found: ``text[start:end]`` is a ``kind``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Judged:
    """One text with its labels and what the detector said."""

    text: str
    labels: tuple[Label, ...]
    findings: tuple[Finding, ...]

    def is_found(self, label: Label) -> bool:
        """Whether the detector saw this label."""
        if label.kind in IDENTIFIERS:
            return _covered(self.text, label, [f for f in self.findings if f.level == BLOCK])
        kinds = ALIKE.get(label.kind, {label.kind})
        return any(f.kind in kinds and _touch(f, label) for f in self.findings)

    def is_right(self, finding: Finding) -> bool:
        """Whether there was something to find here."""
        return any(_touch(finding, label) for label in self.labels)


def _touch(finding: Finding, label: Label) -> bool:
    return finding.start < label.end and label.start < finding.end


def _covered(text: str, label: Label, findings: list[Finding]) -> bool:
    places = (i for i in range(label.start, label.end) if text[i].isalnum())
    return all(any(f.start <= i < f.end for f in findings) for i in places)


def unmark(marked: str) -> tuple[str, tuple[Label, ...]]:
    """The plain text of a marked line, and its labels."""
    text, labels, end = "", [], 0
    for match in _LABEL.finditer(marked):
        text += marked[end : match.start()]
        labels.append(Label(len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        end = match.end()
    return text + marked[end:], tuple(labels)


def judge(name: str) -> list[Judged]:
    """Every line of the set ``name`` with what the detector says about it."""
    lines = (json.loads(line)["marked"] for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [Judged(text, labels, tuple(find(text))) for text, labels in map(unmark, lines)]


def recall(judged: list[Judged], kinds: set[str]) -> float | None:
    """The part of the labels of ``kinds`` that was found; None without labels."""
    answers = [one.is_found(label) for one in judged for label in one.labels if label.kind in kinds]
    return sum(answers) / len(answers) if answers else None


def precision(judged: list[Judged], kinds: set[str] | None = None) -> float | None:
    """The part of the findings (of ``kinds``) that was right; None without findings."""
    answers = [one.is_right(f) for one in judged for f in one.findings if kinds is None or f.kind in kinds]
    return sum(answers) / len(answers) if answers else None


def figures(name: str) -> Iterator[tuple[str, float | None, str]]:
    """Name, value and unit of everything measured on the set ``name``."""
    start = time.perf_counter()
    judged = judge(name)
    spent = time.perf_counter() - start
    kinds = sorted({label.kind for one in judged for label in one.labels})
    yield f"privacy.{name}.identifiers.recall", recall(judged, IDENTIFIERS), "part"
    yield f"privacy.{name}.names.recall", recall(judged, {"name"}), "part"
    yield f"privacy.{name}.precision", precision(judged), "part"
    for kind in kinds:
        yield f"privacy.{name}.{kind}.recall", recall(judged, {kind}), "part"
        yield f"privacy.{name}.{kind}.precision", precision(judged, {kind}), "part"
    yield f"privacy.{name}.line", 1000 * spent / len(judged), "ms"


def _mistakes(name: str) -> Iterator[str]:
    for one in judge(name):
        yield from (
            f"missed {x.kind}: {one.text[x.start : x.end]!r} in {one.text}" for x in one.labels if not one.is_found(x)
        )
        yield from (
            f"wrong {f.kind}: {one.text[f.start : f.end]!r} in {one.text}" for f in one.findings if not one.is_right(f)
        )


def run() -> Iterator[Measurement]:
    """The figures of both sets, for ``make bench``."""
    find("warm up")
    for name in ("development", "frozen"):
        for figure, value, unit in figures(name):
            yield Measurement(figure, None if value is None else round(value, 3), unit)


def main() -> None:
    """Print the figures; with ``--mistakes`` what went wrong in the development set, never in the frozen one."""
    if "--mistakes" in sys.argv:
        sys.stdout.write("\n".join(_mistakes("development")) + "\n")
        return
    for measurement in run():
        sys.stdout.write(measurement.as_json() + "\n")


if __name__ == "__main__":
    main()
