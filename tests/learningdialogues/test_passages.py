"""A letter is cut in the sentences that a reader would count, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningdialogues.passages import paragraphs, passages, sentences

LETTERS = st.text(alphabet="ab Z.!?:;1-’”\n\t(é", max_size=300)


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("U krijgt geld terug. Dat is 10 euro.", 2),
        ("Wat moet u doen? Bel ons!", 2),
        ("Dit staat in art. 17 van de wet. Lees het na.", 2),
        ("Vragen? Bel dhr. De Boer, d.w.z. de balie.", 2),
        ("1. Vul het formulier in. 2. Stuur het op.", 2),
        ("Wij schreven u op 3 mei. 10 dagen later kwam uw antwoord.", 2),
        ("Betaal voor 1 mei (zie bijlage nr. 2).", 1),
        ("Zij zei: “Ik wist het niet.” Daarna belde ze.", 2),
        ("Geachte mevrouw", 1),
        ("Dit is een zin met 2.500 euro erin.", 1),
        ("U hoort van ons... maar later.", 1),
    ],
)
def test_sentences_end_where_a_reader_would_say(paragraph, count):
    assert len(sentences(paragraph)) == count, sentences(paragraph)


def test_a_line_broken_off_by_the_paper_goes_on_and_a_heading_stands_alone():
    text = (
        "Betreft: uw aanvraag\n\nWij hebben uw aanvraag voor bijzondere bijstand van de\nGemeente ontvangen en lezen "
        "die.\nU hoort\nvoor mei van ons."
    )
    assert paragraphs(text) == [
        "Betreft: uw aanvraag",
        "Wij hebben uw aanvraag voor bijzondere bijstand van de Gemeente ontvangen en lezen die.",
        "U hoort voor mei van ons.",
    ]


def test_passages_are_numbered_through_and_know_where_a_paragraph_opens():
    found = passages("Eén zin. Nog een zin.\n\nEen nieuwe alinea.")
    assert [(one.number, one.opens) for one in found] == [(1, True), (2, False), (3, True)]


@given(LETTERS)
def test_nothing_of_a_letter_is_lost_but_white_space(text):
    found = passages(text)
    assert " ".join(one.text for one in found).split() == text.split()
    assert all(one.text.strip() for one in found)
