"""Soft hyphens in the heads of the board."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.hyphenation import SOFT_HYPHEN, soft


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("leerdialogen", "leer-dia-lo-gen"),
        ("gegevensuitwisseling", "gegevens-uit-wis-se-ling"),
        ("uitkeringsprocessen", "uit-ke-rings-pro-ces-sen"),
        ("toegankelijk", "toe-gan-ke-lijk"),
        ("standpunt", "stand-punt"),
        ("bijeenkomst", "bijeen-komst"),
        ("patronen", "patronen"),
    ],
)
def test_a_long_word_breaks_between_syllables(word, broken):
    assert soft(word).replace(SOFT_HYPHEN, "-") == broken


@given(st.text(max_size=60))
def test_nothing_but_soft_hyphens_is_added(text):
    assert soft(text).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


@given(st.from_regex(r"[a-z]{9,30}", fullmatch=True))
def test_no_line_begins_or_ends_with_fewer_than_three_letters(word):
    parts = soft(word).split(SOFT_HYPHEN)
    assert len(parts[0]) >= 3 and len(parts[-1]) >= 3
