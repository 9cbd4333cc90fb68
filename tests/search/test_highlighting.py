"""Marks and fragments: whatever the text, nothing of it becomes HTML, and nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from search.dutch.analysis import Analysis
from search.highlighting import LONGEST_FRAGMENT, Piece, as_html, fragment, pieces

ANALYSIS = Analysis({"uitkering", "ontvanger"})
TERMS = frozenset({"brief", "ontvanger", "regie"})


def test_forms_and_parts_of_compounds_are_marked() -> None:
    found = [piece.text for piece in pieces("Brieven aan uitkeringsontvangers.", TERMS, ANALYSIS) if piece.is_found]
    assert found == ["Brieven", "uitkeringsontvangers"]


def test_neighbours_are_one_mark() -> None:
    assert pieces("brief regie", TERMS, ANALYSIS) == [Piece("brief regie", is_found=True)]


def test_text_is_escaped_and_only_marks_are_html() -> None:
    html = as_html(pieces("<b>brief</b> & <script>", TERMS, ANALYSIS))
    assert html == "&lt;b&gt;<mark>brief</mark>&lt;/b&gt; &amp; &lt;script&gt;"


@given(st.text())
def test_the_pieces_together_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text, TERMS, ANALYSIS)) == text


@given(st.lists(st.sampled_from(["brief ", "een lang woord ", "Zin. ", "x" * 300 + " ", "\n"]), max_size=80))
def test_a_fragment_is_short_and_has_a_found_word_if_the_text_has_one(words: list[str]) -> None:
    text = "".join(words)
    cut = fragment(text, TERMS, ANALYSIS)
    assert len(cut) <= LONGEST_FRAGMENT + 2
    assert ("brief" in cut) == ("brief" in text)


def test_the_fragment_is_the_passage_with_most_different_words() -> None:
    text = "Een brief. " + "Iets anders hier. " * 20 + "De regie over een brief. " + "Nog iets anders. " * 20
    assert "regie over een brief" in fragment(text, TERMS, ANALYSIS)
