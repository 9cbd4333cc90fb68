"""What the detector says about one piece of text, and which piece wins where two overlap."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

BLOCK, WARN = "block", "warn"
KINDS = (
    "bsn",
    "iban",
    "email",
    "phone",
    "address",
    "postcode",
    "name",
    "birthdate",
    "date",
    "age",
    "license_plate",
    "case_number",
    "rare",
)


@dataclass(frozen=True)
class Finding:
    """A piece ``text[start:end]`` that may identify somebody.

    ``block``: it must go before the text is shared. ``warn``: the writer decides. ``offer`` is a more general wording
    that fits in its place, or None when it can only go. ``reason`` tells the writer what was seen.
    """

    start: int
    end: int
    kind: str
    level: str
    offer: str | None
    reason: str | Promise

    @property
    def is_blocking(self) -> bool:
        """Whether the text may not be shared with this in it."""
        return self.level == BLOCK

    def as_json(self) -> dict[str, int | str | None]:
        """The finding as the command and other programs give it."""
        return {"start": self.start, "end": self.end, "kind": self.kind, "level": self.level, "offer": self.offer}


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order of place. Of two that overlap, a block stays, else the longer, else the earlier."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.level != BLOCK, f.start - f.end, f.start, KINDS.index(f.kind))):
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)
