"""The one door of the detector: a text in, findings out."""

from network.personal_data.addresses import addresses
from network.personal_data.ages import ages
from network.personal_data.case_numbers import case_numbers
from network.personal_data.dates import dates
from network.personal_data.finding import Finding, without_overlaps
from network.personal_data.identifiers import identifiers
from network.personal_data.names import names
from network.personal_data.rare import rare

_SEARCHES = (identifiers, case_numbers, addresses, names, dates, ages, rare)


def find(text: str) -> list[Finding]:
    """What could make somebody recognisable in ``text``, in order, without overlaps; offsets are those of ``text``."""
    return without_overlaps(finding for search in _SEARCHES for finding in search(text))
