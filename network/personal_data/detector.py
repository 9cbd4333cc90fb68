"""The one door of the detector: a text in, findings out."""

from network.personal_data.finding import Finding, without_overlaps
from network.personal_data.identifiers import identifiers


def find(text: str) -> list[Finding]:
    """What could make somebody recognisable in ``text``, in order, without overlaps; offsets are those of ``text``."""
    return without_overlaps(identifiers(text))
