"""The keys of open dialogues: one file each, outside the database and outside every backup.

When a dialogue closes its key is destroyed; from then on nobody can join a tag to a token. A key that is lost means
that everybody joins again.
"""

import os
import secrets
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

KEY_BYTES = 32
CACHE_SECONDS = 60

_cache: dict[UUID, tuple[float, bytes]] = {}


class KeyGone(Exception):
    """The dialogue has no key (any more); the message is for the user."""

    def __init__(self) -> None:
        super().__init__(_("This dialogue is closed, or everybody has to join again."))


def create_key(dialogue_id: UUID | str) -> None:
    """Give a dialogue that opens its key. Raises FileExistsError when it has one: a key is never replaced."""
    path = _path(dialogue_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write(draft, secrets.token_bytes(KEY_BYTES), os.O_CREAT | os.O_EXCL)
        os.link(draft, path)  # appears whole, and fails when there is one
    finally:
        draft.unlink(missing_ok=True)
    _settle(path.parent)


def load_key(dialogue_id: UUID | str) -> bytes:
    """The key of a dialogue, remembered for at most a minute. Raises KeyGone."""
    dialogue_id = UUID(str(dialogue_id))
    read_at, key = _cache.get(dialogue_id, (0.0, b""))
    if key and time.monotonic() - read_at < CACHE_SECONDS:
        return key
    try:
        key = _path(dialogue_id).read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) != KEY_BYTES:
        _cache.pop(dialogue_id, None)
        raise KeyGone
    _cache[dialogue_id] = (time.monotonic(), key)
    return key


def destroy_key(dialogue_id: UUID | str) -> None:
    """Overwrite and remove the key; other processes forget it within a minute. No key is no error."""
    path = _path(dialogue_id)
    try:
        _write(path, secrets.token_bytes(KEY_BYTES), 0)
        path.unlink()
        _settle(path.parent)
    except FileNotFoundError:
        pass
    _cache.pop(UUID(str(dialogue_id)), None)


def older_keys(seconds: float) -> set[UUID]:
    """The dialogues whose key was made more than ``seconds`` ago."""
    made = {UUID(path.stem): path.stat().st_mtime for path in Path(settings.DIALOGUE_KEYS_DIR).glob("[0-9a-f]*.key")}
    return {dialogue_id for dialogue_id, at in made.items() if time.time() - at > seconds}


def _path(dialogue_id: UUID | str) -> Path:
    return Path(settings.DIALOGUE_KEYS_DIR) / f"{UUID(str(dialogue_id))}.key"


def _write(path: Path, content: bytes, flags: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | flags, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make sure that what was created or removed in ``folder`` stays so after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
