"""``make test``: every check, then the tests. Works from a bare clone.

The tests run in two lanes, for a computer with two cores: on SQLite, and beside them those of storage, anonymity and
transport once more on PostgreSQL and then those in a browser. What the second lane said is printed at the end. A check
that fails does not hide the tests: they still run, and ``tests/plugins.py`` repeats it below them.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TextIO

import setup_steps
import system_packages
from setup_steps import PYTHON, ROOT, SetupError, environment, say

TEMPLATES = ["templates", *(app for app in setup_steps.APPS if (ROOT / app / "templates").is_dir())]
CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "ty": ["ty", "check", "--quiet"],
    "djlint": ["djlint", "--lint", "--quiet", *TEMPLATES],
    "import-linter": ["lint-imports"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": ["python", "tools/check_messages.py"],
    "deploy": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}
LOGS = setup_steps.VAR / "logs"
TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


def production_settings() -> dict[str, str]:
    """A full set of environment variables, as a server would have them."""
    folder = setup_steps.VAR / "check-deploy"
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "preventienetwerk.example",
        "SITE_URL": "https://preventienetwerk.example",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DATA_DIR": str(folder),
        "DIALOGUE_KEYS_DIR": str(folder / "dialogue-keys"),
    }


def main() -> int:
    """Set up, check, test. Arguments go to pytest."""
    try:
        system_packages.require()
        setup_steps.install_for_tests()
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if sys.argv[1:]:
        return pytest("as asked", sys.argv[1:], {"FAILED_CHECKS": ", ".join(failed)})
    with ThreadPoolExecutor(max_workers=1) as beside:  # a computer with two cores has one left for these
        others = beside.submit(passes_beside)
        if pytest("on SQLite", ["-m", "not browser"], {"FAILED_CHECKS": ", ".join(failed)}):
            failed.append("tests on SQLite")
        failed += others.result()
    say(f"\nFAILED: {', '.join(failed)}" if failed else "\nEverything passed.")
    return bool(failed)


def passes_beside() -> list[str]:
    """What runs beside the tests on SQLite: those that also run on PostgreSQL, then those in a browser. The failed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    failed = []
    with (LOGS / "beside.log").open("w") as log:
        if not passes_on_postgresql(log):
            failed.append("tests on PostgreSQL")
        if pytest("in a browser", ["-m", "browser"], {}, log):
            failed.append("tests in a browser")
    say((LOGS / "beside.log").read_text())
    return failed


def passes(name: str, command: list[str]) -> bool:
    """Whether the check ``name`` finds nothing; what it finds is printed."""
    started = time.monotonic()
    settings = production_settings() if name == "deploy" else TEST_SETTINGS
    program = PYTHON if command[0] == "python" else PYTHON.with_name(command[0])
    env = environment(settings)
    done = subprocess.run([program, *command[1:]], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)")
    if done.returncode:
        say(done.stdout.decode(errors="replace"))
    return done.returncode == 0


def passes_on_postgresql(log: TextIO) -> bool:
    """Run the tests of storage, anonymity and transport on a PostgreSQL server of their own."""
    sys.path.insert(0, str(ROOT))
    from tests.databases import NoPostgresError, temporary_postgresql

    try:
        with temporary_postgresql() as url:
            return pytest("on PostgreSQL", ["-m", "both_databases"], {"DATABASE_URL": url}, log) == 0
    except NoPostgresError as error:
        log.write(f"{error}\n")
        return False


def pytest(title: str, arguments: list[str], env: dict[str, str], log: TextIO | None = None) -> int:
    """Run the tests; what pytest says goes to ``log``, or to the screen. The code that it ends with."""
    if log is None:
        say(f"\nTests: {title}")
    else:
        log.write(f"\nTests: {title}\n")
        log.flush()
    command = [PYTHON, "-m", "pytest", "-p", "tests.plugins", "--durations=10", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment({**TEST_SETTINGS, **env}), stdout=log, stderr=log and subprocess.STDOUT
    )
    return done.returncode


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
