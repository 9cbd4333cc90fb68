"""Proofs: tests that the suite runs in a small form and ``make proof`` in full, with progress, and able to go on.

A proof is a test with a mark and the fixture ``runs``::

    @pytest.mark.proof(suite=100, full=1000)
    def test_something(runs):
        found = Counter(runs.kept)            # what an earlier, broken-off run had found
        for number in runs:                   # 0..99 in the suite, 0..999 in full
            found += one_run(seed=number)
            runs.keep(found)                  # as JSON; written to disk now and then
        runs.tell(hits=found["hits"])         # the figures, one JSON object a line
        assert …

``runs.is_full`` lets a test make each run longer as well. With ``--proof`` the state lies in
``var/proof``, one file for each test and database, until the code changes.
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "proof"
EVERY_SECONDS = 10


class Runs:
    """The numbers of the runs of one proof, and what is kept between them."""

    def __init__(self, name: str, amount: int, is_full: bool) -> None:
        self.name, self.amount, self.is_full = name, amount, is_full
        self.done, self.kept, self.code = 0, {}, code_fingerprint() if is_full else ""
        self._written, self._begun = 0.0, time.monotonic()
        if is_full and self.file.exists():
            state = json.loads(self.file.read_text())
            if state["code"] == self.code:
                self.done, self.kept = state["done"], state["kept"]

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.json"

    def __iter__(self) -> Iterator[int]:
        self._begun, began_with = time.monotonic(), self.done
        for number in range(self.done, self.amount):
            yield number
            self.done = number + 1
            if self.is_full and (time.monotonic() - self._written > EVERY_SECONDS or self.done == self.amount):
                self._write(self.done - began_with)

    def keep(self, kept: Any) -> None:
        """Remember what was found so far; it must be JSON."""
        self.kept = kept

    def tell(self, **figures: object) -> None:
        """Print the figures of the proof, as ``make bench`` does."""
        if self.is_full:
            sys.stdout.write(json.dumps({"proof": self.name, "runs": self.done, **figures}) + "\n")
            sys.stdout.flush()

    def _write(self, since: int) -> None:
        self._written = time.monotonic()
        FOLDER.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_suffix(".new")
        draft.write_text(json.dumps({"code": self.code, "done": self.done, "kept": self.kept}))
        draft.rename(self.file)
        left = (self._written - self._begun) / since * (self.amount - self.done)
        sys.stderr.write(f"  {self.name}: {self.done} of {self.amount}, {left / 60:.0f} minutes to go\n")
        sys.stderr.flush()


def code_fingerprint() -> str:
    """Changes with the code that proofs are about and with the proofs themselves."""
    digest = hashlib.sha256()
    for folder in ("config", "search", "learningdialogues", "bestpractices", "network", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@pytest.fixture
def runs(request: pytest.FixtureRequest) -> Runs:
    """How often this proof runs, from its mark."""
    from django.db import connection

    sizes, is_full = request.node.get_closest_marker("proof").kwargs, request.config.getoption("--proof")
    return Runs(f"{request.node.name}-{connection.vendor}", sizes["full" if is_full else "suite"], is_full)
