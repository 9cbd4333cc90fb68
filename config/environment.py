"""The environment variables of the platform: each one is named, explained and read here, once."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    """One environment variable; ``default=None`` means that production cannot start without it."""

    name: str
    help: str
    default: str | None = None


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable("SECRET_KEY", "Secret for signing; at least 50 random characters."),
        Variable("ALLOWED_HOSTS", "Host names this server answers to, separated by commas."),
        Variable("SITE_URL", "The public address, for example https://preventienetwerk.example"),
        Variable("DATABASE_URL", "sqlite:////path/db.sqlite3 or postgresql://user:password@host/name"),
        Variable("DATA_DIR", "Folder for files the platform makes: media, search index, exports."),
        Variable(
            "DIALOGUE_KEYS_DIR",
            "Folder for the keys of open dialogues; never in a backup.",
        ),
        Variable("EMAIL_URL", "smtp://user:password@host:587; console:// prints mail.", "console://"),
        Variable("DEFAULT_FROM_EMAIL", "Sender of mail.", "preventienetwerk@localhost"),
        Variable("CONTACT_EMAIL", "Address of who runs this platform; stands at the foot of every page.", ""),
        Variable("TRUSTED_PROXIES", "Number of proxies in front of the server.", "0"),
        Variable("CACHE_URL", "redis://host:6379/0 for several web processes; empty = database cache.", ""),
        Variable("PORT", "Port that the web server listens on, on this machine.", "8000"),
        Variable("WEB_THREADS", "Threads that answer ordinary requests.", "8"),
    )
}


def read(name: str, default: str | None = None) -> str:
    """The value of the variable ``name``; ``default`` is what a looser environment falls back to.

    Raises ImproperlyConfigured, naming the variable and what it is for, when nothing is set; and what else is missing.
    """
    variable = VARIABLES[name]
    fallback = default if default is not None else variable.default
    value = os.environ.get(name, fallback)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {variable.help}{_missing_beside(name)}")
    return value


def read_number(name: str) -> int:
    """The value of the variable ``name`` as a number. Raises ImproperlyConfigured, naming it, when it is none."""
    value = read(name)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"The environment variable {name} must be a number, not “{value}”.")
    return int(value)


def _missing_beside(name: str) -> str:
    """So that who sets up a server hears of everything at once."""
    required = {variable.name for variable in VARIABLES.values() if variable.default is None}
    others = sorted(required - set(os.environ) - {name})
    return f" (Missing too: {', '.join(others)}.)" if others else ""


def load_dotenv(path: Path = BASE_DIR / ".env") -> None:
    """Put the lines NAME=value of ``.env`` (made by ``make demo``) into the environment, unless set already."""
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())
