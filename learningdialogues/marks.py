"""Dutch marks: whole numbers from 1 to 10, sufficient from 5.5; their quantiles and how they are written."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

LOWEST, HIGHEST = 1, 10
LIMIT = 5.5


class InvalidScore(ValueError):
    """A score or remark that does not belong in a circle; its message is a sentence for the user."""


def validate_mark(mark: Any) -> None:
    """Raises InvalidScore unless ``mark`` is a whole number from 1 to 10."""
    if type(mark) is not int or not LOWEST <= mark <= HIGHEST:
        raise InvalidScore(_("Give a whole mark from 1 to 10."))


def quantile(values: Sequence[int], part: float) -> float:
    """The quantile of type 7 of Hyndman & Fan (1996), "Sample quantiles in statistical packages", The American
    Statistician 50(4): the value at position (n - 1) × part, straight between its neighbours.

    Raises ValueError without values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    position = (len(ordered) - 1) * part
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (position - low) * (ordered[high] - ordered[low])


def mark_words(mark: float) -> str:
    """A mark with at most one decimal, half upwards, with the decimal sign of the language: 7.25 is "7,3" in Dutch."""
    rounded = Decimal(str(mark)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    written = f"{rounded:f}".removesuffix(".0")
    return written if (get_language() or "nl").startswith("en") else written.replace(".", ",")
