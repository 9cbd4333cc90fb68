"""Who may go on in a room, without knowing who it is.

A participant's browser holds a random token with a MAC under the key of the dialogue; the server keeps no row of it.
Everything a participant leaves behind carries a *tag*: an HMAC of the token and what it is about. Whoever holds the
token can show that a tag is theirs; nobody can go from a tag to a person, and two tags of one person cannot be joined
without the key. Never replace the token by anything that is derived from an account: that would be a pseudonym.

All functions here are pure: bytes and text in, bytes and text out (a seal has random bits of its own).
"""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

TOKEN_BYTES = 10
DESK = "desk"
SCREEN = "screen"
SEALED_LENGTH = 512

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
_VALUES = {char: value for value, char in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_TOKEN_CHARS = TOKEN_BYTES * 8 // 5
_ROOM_ALPHABET = "34679CDFGHJKMNPQRTVWXY"  # no look-alikes (0O 1IL 2Z 5S 8B UV), no vowels: no words
_ROOM_CHARS = 6
_FOLLOW_CHARS = 16


@dataclass(frozen=True)
class Token:
    """What a participant's browser has and nobody else: 80 random bits."""

    value: bytes

    def __repr__(self) -> str:
        return "Token(…)"


def new_token() -> Token:
    """A token for somebody who takes a seat."""
    return Token(secrets.token_bytes(TOKEN_BYTES))


def sign(token: Token, key: bytes) -> str:
    """The cookie value of ``token``: the token and a MAC of 128 bits, as text."""
    mac = _mac(key, token, "cookie")[:16]
    return f"{_encode(token.value)}.{_encode(mac)}"


def read(cookie: str, key: bytes) -> Token | None:
    """The token in a cookie value, or None when it was not signed with ``key`` (compared in constant time)."""
    value = _decode(cookie[:_TOKEN_CHARS], _TOKEN_CHARS)
    if value is None:
        return None
    token = Token(value.to_bytes(TOKEN_BYTES, "big"))
    return token if _same(cookie, sign(token, key)) else None


def return_code(token: Token, key: bytes) -> str:
    """What a participant may write down to come back on another device: twenty characters in fives.

    80 bits of token and a MAC of 20 bits, which catches typing errors and makes guessing a million times harder.
    """
    return "-".join(_grouped(_encode(token.value) + _check_characters(token, key), 5))


def from_return_code(text: str, key: bytes) -> Token | None:
    """The token behind a return code; spaces, dashes, lower case and O/I/L for 0/1 do not matter. None = wrong."""
    characters = "".join(char for char in text.upper() if char.isalnum())
    value = _decode(characters, _TOKEN_CHARS + 4)
    if value is None:
        return None
    token = Token((value >> 20).to_bytes(TOKEN_BYTES, "big"))
    check = _encode_number(value & 0xFFFFF, 4)
    return token if _same(check, _check_characters(token, key)) else None


def edit_tag(key: bytes, token: Token, contribution_id: UUID | str) -> str:
    """Stored with a contribution: only the browser with ``token`` can show again that it wrote it. 64 hex digits."""
    return _mac(key, token, "edit", contribution_id).hex()


def gave_nullifier(key: bytes, token: Token, step_id: UUID | int | str, round: int | str = 1) -> str:
    """Marks once per person and round that something was given in a step; deleted at the release."""
    return _mac(key, token, "gave", step_id, round).hex()


def ready_nullifier(key: bytes, token: Token, step_id: UUID | int | str, round: int | str = 1) -> str:
    """Marks once per person and round that somebody is ready with a step; deleted at the release."""
    return _mac(key, token, "ready", step_id, round).hex()


def vote_tag(key: bytes, token: Token, question: UUID | int | str) -> str:
    """One per person and question; not joinable with the same person's tag on another question."""
    return _mac(key, token, "vote", question).hex()


def shown_id(key: bytes, id: UUID) -> UUID:
    """The id under which a contribution is shown: who knows that of the sealed one cannot tell, without the key."""
    return UUID(bytes=hmac.digest(key, b"shown|" + id.bytes, hashlib.sha256)[:16], version=4)


def seal(key: bytes, value: Any, length: int = SEALED_LENGTH) -> str:
    """``value`` (anything that JSON holds) so that a dump without the key does not tell it.

    Nor its hour, and of its length (in bytes) only how often ``length`` goes into it.
    """
    text = json.dumps(value, ensure_ascii=False).encode()
    padded = text.ljust(-(-len(text) // length) * length)
    return _fernet(key).encrypt_at_time(padded, current_time=0).decode()


def unseal(key: bytes, sealed: str) -> Any:
    """What was sealed, or None when it was sealed under another key."""
    try:
        return json.loads(_fernet(key).decrypt(sealed.encode()))
    except InvalidToken:
        return None


def _fernet(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(key, b"seal", hashlib.sha256)))


def ticket(key: bytes, role: str) -> str:
    """With this the page of the facilitator (``desk``) or the projector (``screen``) may wait for news, without login.

    It opens nothing else: whoever has it learns that something changed, never what.
    """
    return _encode(hmac.digest(key, b"ticket|" + role.encode(), hashlib.sha256)[:16])


def check_ticket(key: bytes, role: str, text: str) -> bool:
    """Whether ``text`` is the ticket of ``role`` (constant time)."""
    return role in (DESK, SCREEN) and _same(text, ticket(key, role))


def room_code() -> str:
    """A code to join with, such as K7M-4PX: without characters that look alike, about 27 bits.

    Short on purpose; guessing is held back by ``limits``, the door, and the number of seats.
    """
    return "-".join(_grouped("".join(secrets.choice(_ROOM_ALPHABET) for _ in range(_ROOM_CHARS)), 3))


def tidy_room_code(text: str) -> str:
    """What somebody typed, written as ``room_code`` writes it ("k7m4px " becomes K7M-4PX); "" when it cannot be one."""
    characters = "".join(char for char in text.upper() if char.isalnum())
    if len(characters) != _ROOM_CHARS or not set(characters) <= set(_ROOM_ALPHABET):
        return ""
    return "-".join(_grouped(characters, 3))


def follow_code() -> str:
    """The one code per dialogue with which its participants, all the same, read the report afterwards (80 bits)."""
    return "-".join(_grouped("".join(secrets.choice(_ALPHABET) for _ in range(_FOLLOW_CHARS)), 4))


def hash_follow_code(code: str) -> str:
    """What the database keeps of a follow code, and what a typed one is compared with. 64 hex digits.

    A plain hash is enough: the code holds 80 random bits.
    """
    value = _decode("".join(char for char in code.upper() if char.isalnum()), _FOLLOW_CHARS)
    canonical = "" if value is None else _encode_number(value, _FOLLOW_CHARS)
    return hashlib.sha256(b"follow|" + canonical.encode()).hexdigest()


def participant_cookie_name(dialogue_id: UUID | str) -> str:
    """The cookie that holds the token of one dialogue."""
    return f"plek-{UUID(str(dialogue_id)).hex}"


def participant_path(dialogue_id: UUID | str) -> str:
    """The only path below which that cookie is sent."""
    return f"/meedoen/{UUID(str(dialogue_id))}/"


def _mac(key: bytes, token: Token, purpose: str, *about: UUID | int | str) -> bytes:
    """HMAC-SHA256(key, token|purpose|about…). The token has a fixed length and only the last part is free text."""
    parts = [purpose, *map(str, about)]
    if any("|" in part for part in parts[:-1]):
        raise ValueError("only the last part may hold a |")
    return hmac.digest(key, token.value + b"|" + "|".join(parts).encode(), hashlib.sha256)


def _check_characters(token: Token, key: bytes) -> str:
    check = int.from_bytes(_mac(key, token, "return")[:3], "big") >> 4
    return _encode_number(check, 4)


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), right.encode())


def _encode(value: bytes) -> str:
    """Bytes as base32, padded with zero bits at the front."""
    return _encode_number(int.from_bytes(value, "big"), -(-len(value) * 8 // 5))


def _encode_number(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _decode(text: str, length: int) -> int | None:
    """The number behind ``length`` base32 characters, or None when ``text`` is something else."""
    if len(text) != length or not set(text) <= set(_VALUES):
        return None
    number = 0
    for char in text:
        number = number << 5 | _VALUES[char]
    return number


def _grouped(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]
