"""Soft hyphens in long Dutch words, for the narrow columns of the board: browsers have no Dutch patterns everywhere."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
SHORTEST_WORD, SHORTEST_PART = 9, 3
VOWELS = "aeiouyáéëïèöüó"
CLUSTERS = ("ch", "sch", "tr", "pr", "br", "dr", "gr", "kr", "cr", "vr", "bl", "pl", "kl", "gl", "sl", "kw", "fr")
FIRST_PARTS = ("gegevens", "ervarings", "uitkerings", "handhavings", "beleids", "bestaans")
"""Where letters tell it wrong: compounds whose first part ends in the s that joins them."""
BETWEEN = re.compile(rf"(?<=[{VOWELS}])([^{VOWELS}\W\d_]+)(?=[{VOWELS}])", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")


def soft(text: str) -> str:
    """``text`` with soft hyphens where a long word may break: between syllables, as far as letters tell."""
    return WORD.sub(lambda match: _broken(match.group()), text)


def _broken(word: str) -> str:
    if len(word) < SHORTEST_WORD:
        return word
    first = next((part for part in FIRST_PARTS if word.lower().startswith(part) and len(word) > len(part)), "")
    if first:
        return f"{_broken(word[: len(first)])}{SOFT_HYPHEN}{_broken(word[len(first) :])}"
    places = [match.end() - _onset(match.group(1)) for match in BETWEEN.finditer(word.lower().replace("ij", "yy"))]
    fit = [place for place in places if SHORTEST_PART <= place <= len(word) - SHORTEST_PART]
    return SOFT_HYPHEN.join(word[start:end] for start, end in zip([0, *fit], [*fit, len(word)], strict=True))


def _onset(consonants: str) -> int:
    """How many of the ``consonants`` between two vowels begin the next syllable."""
    fitting = [cluster for cluster in CLUSTERS if consonants.lower().endswith(cluster)]
    return max((len(cluster) for cluster in fitting), default=1)
