"""What stands between a bare clone and a working one: packages, assets, settings, messages, database, content.

Shared by ``make demo``, ``make test`` and ``make bench``. Only the standard library, because it runs before anything is
installed. Every step leaves a stamp with a fingerprint of what it was made from, so that it runs again only when that
changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
APPS = ("config", "search", "learningdialogues", "bestpractices", "network")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18


class SetupError(RuntimeError):
    """A step failed; the message says which, and what to do."""


out = sys.stdout
"""Where progress is written; the benchmarks keep stdout for their numbers."""


def say(text: str) -> None:
    out.write(f"{text}\n")
    out.flush()


def run(title: str, command: list[str | Path], *, env: Mapping[str, str] | None = None) -> str:
    """Run ``command`` while showing ``title`` and, every ten seconds, how long it takes; returns what it printed.

    Raises SetupError with the end of its output when it fails. The whole output stays in ``var/log``.
    """
    log = VAR / "log" / f"{re.sub(r'[^a-z0-9]+', '-', title.lower())}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(env), stdout=output, stderr=subprocess.STDOUT)
        _wait(process, title, started)
    text = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise SetupError(f"{title} failed ({' '.join(map(str, command))}):\n{text[-3000:]}")
    say(f"  {title}: {time.monotonic() - started:.0f} s")
    return text


def _wait(process: subprocess.Popen, title: str, started: float) -> None:
    try:
        while True:
            try:
                process.wait(10)
                return
            except subprocess.TimeoutExpired:
                say(f"  {title} … {time.monotonic() - started:.0f} s")
    except BaseException:
        process.terminate()
        process.wait()
        raise


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of our commands: the programs of ``.venv`` come first."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", **(extra or {})}


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """One hash over the names and contents of ``paths`` (folders: every file in them) and ``words``."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def is_done(stamp: Path, print_: str) -> bool:
    return stamp.exists() and stamp.read_text() == print_


def mark_done(stamp: Path, print_: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(print_)


def check_python() -> None:
    """Raises SetupError when this Python is too old or cannot make virtual environments."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        raise SetupError("This Python lacks venv (Debian: the package python3-venv).") from error


def install_python_packages(requirements: str) -> None:
    """Make ``.venv`` and install the pinned packages of the file ``requirements``.

    A ``.venv`` that is a link belongs to somebody else: it is used as it is.
    """
    if VENV.is_symlink():
        return
    print_ = fingerprint([ROOT / requirements], sys.version)
    stamp = VENV / f".stamp-{requirements}"
    if PYTHON.exists() and is_done(stamp, print_):
        return
    check_python()
    if not PYTHON.exists():
        run("Making .venv", [sys.executable, "-m", "venv", VENV])
    pip_install("Installing Python packages", requirements)
    mark_done(stamp, print_)


def pip_install(title: str, requirements: str) -> None:
    options = ["--disable-pip-version-check", "--no-input", "--require-hashes"]
    run(title, [PYTHON, "-m", "pip", "install", *options, "-r", ROOT / requirements])


def install_assets() -> None:
    """Fetch the npm packages and copy the files we serve into ``static/vendor``."""
    made_from = [path for path in (ROOT / "package-lock.json", ROOT / "tools/copy_assets.py") if path.exists()]
    if len(made_from) < 2:
        return
    print_ = fingerprint(made_from)
    stamp = ROOT / "static/vendor/.stamp"
    if is_done(stamp, print_):
        return
    npm = find_npm()
    own_authority = {"NODE_USE_SYSTEM_CA": "1"}  # many agencies have a certificate authority of their own
    run("Installing assets", [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], env=own_authority)
    run("Copying assets", [PYTHON, ROOT / "tools/copy_assets.py"])
    mark_done(stamp, print_)


def find_npm() -> str:
    """The npm of the system when its Node is recent enough, else one inside ``.venv``."""
    own = VENV / "bin" / "npm"
    system = shutil.which("npm")
    if system and _node_version() >= OLDEST_NODE:
        return system
    if not own.exists():
        pip_install("Installing Node", "requirements-node.txt")
    return str(own)


def _node_version() -> int:
    node = shutil.which("node")
    if node is None:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)", answer)
    return int(found[1]) if found else 0


def compile_messages() -> None:
    """Compile the Dutch catalogue; see ``tools/catalogue.py``."""
    target = ROOT / "locale/nl/LC_MESSAGES/django.mo"
    print_ = fingerprint((ROOT / "locale").rglob("*.po"))
    stamp = VAR / ".stamp-messages"
    if target.exists() and is_done(stamp, print_):
        return
    run("Compiling translations", [PYTHON, ROOT / "tools/compile_messages.py"])
    mark_done(stamp, print_)


def write_dotenv(values: Mapping[str, str], *, port: int) -> None:
    """Add to ``.env`` the settings it lacks (what stands there already is somebody's choice) and the port of now."""
    path = ROOT / ".env"
    lines = path.read_text().splitlines() if path.exists() else ["# Made by make demo; not in git. NAME=value a line."]
    lines = [line for line in lines if not line.startswith("PORT=")]
    known = {line.partition("=")[0].strip() for line in lines}
    lines += [f"{name}={value}" for name, value in values.items() if name not in known]
    path.touch(mode=0o600)
    path.write_text("\n".join([*lines, f"PORT={port}"]) + "\n")


def demo_settings() -> dict[str, str]:
    """The settings of a demo on this machine; each demo has its own secret."""
    return {"DJANGO_SETTINGS_MODULE": "config.settings.demo", "SECRET_KEY": secrets.token_urlsafe(50)}


def manage(title: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    return run(title, [PYTHON, ROOT / "manage.py", *arguments], env=env)


def commands() -> set[str]:
    """The management commands of our own apps."""
    return {path.stem for app in APPS for path in (ROOT / app).glob("management/commands/[a-z]*.py")}


def fill_database(env: Mapping[str, str] | None = None, *, folder: Path = VAR) -> str:
    """Bring the database in ``folder`` up to date, load ``content/``, make the example data and index it all.

    What code and content have not changed is skipped, but ``make_demo`` runs at each start: it gives the demo accounts
    their passwords back. Returns what it printed.
    """
    sources = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    print_ = fingerprint([*sources, ROOT / "content"])
    stamp = folder / ".stamp-database"
    is_new = not ((folder / "db.sqlite3").exists() and is_done(stamp, print_))
    if is_new:
        check_migrations(folder)
        manage("Preparing the database", "migrate", "--noinput", env=env)
        (folder / ".stamp-migrations").write_text(json.dumps(migrations()))
        manage("Preparing the cache", "createcachetable", env=env)
        manage_if_there("Loading the content", "loadcontent", env=env)
    printed = manage_if_there("Preparing the example data", "make_demo", env=env)
    if is_new:
        manage_if_there("Indexing for search", "rebuild_search", env=env)
    mark_done(stamp, print_)
    return printed


def migrations() -> dict[str, str]:
    """Every migration of our own apps with the fingerprint of what it does."""
    paths = [path for app in APPS for path in (ROOT / app).glob("migrations/[0-9]*.py")]
    return {str(path.relative_to(ROOT)): fingerprint([path]) for path in paths}


def check_migrations(folder: Path) -> None:
    """Raises SetupError when a migration that the database in ``folder`` was made with is another one now.

    Before the first release migrations are made anew, not added to; such a database cannot be brought up to date.
    """
    stamp = folder / ".stamp-migrations"
    made_with = json.loads(stamp.read_text()) if stamp.exists() and (folder / "db.sqlite3").exists() else {}
    if made_with.items() - migrations().items():
        raise SetupError(f"The database was made by an older version. Delete {folder} and start again.")


def manage_if_there(title: str, command: str, *, env: Mapping[str, str] | None = None) -> str:
    return manage(title, command, env=env) if command in commands() else ""


def install_for_tests() -> None:
    """Everything that tests, proofs and measurements need. Raises SetupError."""
    install_python_packages("requirements-dev.txt")
    install_assets()
    compile_messages()
