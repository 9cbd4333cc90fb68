"""No identifying data in texts that colleagues elsewhere read."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.personal_data import find

OWN_TO_GIVE = frozenset({"email", "phone"})
"""What somebody may write about themselves in a question to a colleague."""


def without_identifiers(text: str) -> None:
    """Raise ValidationError, naming each piece, when ``text`` holds something that must go before it is shared."""
    _refuse(text, allowed=frozenset())


def without_identifiers_of_others(text: str) -> None:
    """The same, but one's own address or number may stand in it."""
    _refuse(text, allowed=OWN_TO_GIVE)


def _refuse(text: str, *, allowed: frozenset[str]) -> None:
    pieces = [
        text[finding.start : finding.end]
        for finding in find(text)
        if finding.is_blocking and finding.kind not in allowed
    ]
    if pieces:
        raise ValidationError(_("Somebody could be recognised by this: %s. Leave it out.") % ", ".join(pieces))
