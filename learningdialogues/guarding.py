"""Personal data is held back before a text is shared: identifiers block, the rest is shown once with a proposal.

The check helps and does not guarantee; the page says so, and a second reader looks as well.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from learningdialogues.rounds import NotAccepted
from network.personal_data import find
from network.personal_data.finding import WARN, Finding

FREE_TEXT = (
    *("tekst", "naam", "wat", "wie", "wanneer", "plek", "proces", "informatie", "logisch", "reden"),
    *("gespreksvraag", "toelichting"),
    *("doel", "gevraagd", "toon", "contact", "voor", "na", "antwoorden", "groepen"),
)
KEEP, ADJUST = "laat-staan", "pas-aan"


@dataclass(frozen=True)
class Found:
    """A finding in one field, with the words themselves."""

    field: str
    words: str
    finding: Finding


@dataclass(frozen=True)
class TextCheck:
    """What the check found in a form. ``keep_token`` in a second submit says that the warnings may stand."""

    found: tuple[Found, ...]
    keep_token: str
    is_adjusted: bool = False

    @property
    def blocks(self) -> bool:
        return any(one.finding.is_blocking for one in self.found)


class CheckFailed(NotAccepted):
    """Something in the form may identify somebody. ``typed`` is the form, adjusted when that was asked."""

    def __init__(self, check: TextCheck, typed: Mapping[str, Any]) -> None:
        message = _("Something must go first.") if check.blocks else _("This may make somebody recognisable.")
        super().__init__(message)
        self.check, self.typed = check, typed


def check_texts(form: QueryDict) -> None:
    """Raise CheckFailed when a free text of ``form`` holds personal data and the writer did not decide on it yet."""
    check = look_at({name: form.get(name, "") for name in form if _is_free_text(name)})
    if not check.found:
        return
    if form.get(ADJUST):
        raise CheckFailed(replace(check, is_adjusted=True), _adjusted(form, check))
    if check.blocks or form.get(KEEP) != check.keep_token:
        raise CheckFailed(check, form)


def cleared(form: QueryDict) -> QueryDict:
    """``form`` as it may be used: as it is, or with every finding replaced when the writer asked for that.

    Raises CheckFailed while there is something to decide.
    """
    if form.get(ADJUST):
        return _adjusted(form, look_at({name: form.get(name, "") for name in form if _is_free_text(name)}))
    check_texts(form)
    return form


def refused(error: NotAccepted, form: QueryDict) -> dict[str, Any]:
    """What a page shows of a form that was not accepted: why, what the check found, and all that was typed."""
    if isinstance(error, CheckFailed):
        return {"error": str(error), "check": error.check, "typed": error.typed}
    return {"error": str(error), "check": None, "typed": form}


def look_at(texts: Mapping[str, str]) -> TextCheck:
    """Look for personal data in ``texts`` (by field name)."""
    found = tuple(
        Found(name, text[finding.start : finding.end], finding)
        for name, text in texts.items()
        for finding in find(text)
    )
    joined = "\n".join(texts[name] for name in sorted(texts))
    return TextCheck(found, hashlib.sha256(joined.encode()).hexdigest()[:16])


def with_address(check: TextCheck, fields: Collection[str]) -> TextCheck:
    """``check``, in which an address in one of ``fields`` only warns: where people meet is nobody's home, as a rule."""
    found = [
        replace(one, finding=replace(one.finding, level=WARN))
        if one.field in fields and one.finding.kind in ("address", "postcode")
        else one
        for one in check.found
    ]
    return replace(check, found=tuple(found))


def _is_free_text(name: str) -> bool:
    return name in FREE_TEXT or name.startswith("reden-")


def _adjusted(form: QueryDict, check: TextCheck) -> QueryDict:
    """The form with every finding replaced by its proposal, or taken out when there is none."""
    adjusted = form.copy()
    for name in {one.field for one in check.found}:
        adjusted[name] = adjust(form.get(name, ""), [one.finding for one in check.found if one.field == name])
    return adjusted


def adjust(text: str, findings: list[Finding]) -> str:
    """``text`` with each finding replaced by its proposal; what has none becomes “[weggehaald]”."""
    for finding in sorted(findings, key=lambda one: -one.start):
        text = text[: finding.start] + (finding.offer or "[weggehaald]") + text[finding.end :]
    return text
