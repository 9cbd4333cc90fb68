"""Tables of documents: columns as wide as their texts need."""

import pytest

from learningdialogues.documents.parts import Table

LONG = "Wat is de impact op de betrokkene en diens omgeving?"


@pytest.mark.parametrize(
    ("head", "rows", "narrow", "wide"),
    [
        (("Vraag", "Mediaan"), ((LONG, "7"),), 1, 0),
        ((), (("Gehouden", LONG),), 0, 1),
        (("Optie", "Sociaal-maatschappelijk"), (("Bel", "7"),), 0, 1),
    ],
)
def test_a_column_with_longer_texts_is_wider(head, rows, narrow, wide):
    shares = Table("", head, rows).shares
    assert sum(shares) == pytest.approx(1)
    assert shares[narrow] < shares[wide]


def test_a_very_long_text_leaves_room_for_the_others():
    shares = Table("", ("Vraag", "Mediaan"), ((LONG * 20, "7"),)).shares
    assert shares == Table("", ("Vraag", "Mediaan"), ((LONG, "7"),)).shares
    assert shares[1] > 0.25


def test_a_long_word_gets_the_room_it_needs():
    words = ("Arbeidsongeschiktheidsverzekering", "ja")
    assert Table("", (), (words,)).shares[0] > 0.8
