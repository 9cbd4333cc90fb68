"""The contrast of the colours in ``static/css/tokens.css``, computed as WCAG 2 does (relative luminance)."""

import re
from pathlib import Path

from django.conf import settings

TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


def colour_tokens(path: Path | None = None) -> dict[str, tuple[str, str]]:
    """The light and the dark value of each colour token."""
    source = path or settings.BASE_DIR / "static" / "css" / "tokens.css"
    return {name: (light, dark) for name, light, dark in TOKEN.findall(source.read_text())}


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``: 0 for black, 1 for white."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
