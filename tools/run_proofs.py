"""``make proof [ONLY=name]``: the tests marked as proofs in full, on SQLite and on PostgreSQL; see ``tests/proofs.py``.

``ONLY`` is a part of a test's name. Broken off, it goes on where it was, as long as the code stays the same. Figures go
to stdout, one JSON object a line; progress and the rest go to stderr.
"""

from __future__ import annotations

import os
import subprocess
import sys

import setup_steps
from run_tests import TEST_SETTINGS
from setup_steps import PYTHON, ROOT, SetupError, environment, say

NO_TEST_FOUND = 5


def main() -> int:
    """Set up, then prove on both databases; the first argument chooses by name."""
    setup_steps.out = sys.stderr
    try:
        setup_steps.install_for_tests()
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    return max(prove("proof", only, {}), prove_on_postgresql(only))


def prove_on_postgresql(only: str) -> int:
    """The proofs about storage once more, on a PostgreSQL server of their own."""
    sys.path.insert(0, str(ROOT))
    from tests.databases import NoPostgresError, temporary_postgresql

    try:
        with temporary_postgresql() as url:
            return prove("proof and both_databases", only, {"DATABASE_URL": url})
    except NoPostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def prove(mark: str, only: str, env: dict[str, str]) -> int:
    """The exit code of pytest over the proofs with ``mark``; none found by that name is fine."""
    say(f"\nProofs: {mark}{f' ({only})' if only else ''} on {'PostgreSQL' if env else 'SQLite'}")
    command = [PYTHON, "-m", "pytest", "--proof", "-m", mark, "-k", only, "-s", "-q", "-p", "no:cacheprovider"]
    code = subprocess.run(command, cwd=ROOT, env=environment({**TEST_SETTINGS, **env})).returncode
    return 0 if code == NO_TEST_FOUND else code


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
