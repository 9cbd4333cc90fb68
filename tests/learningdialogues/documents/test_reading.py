"""From a template's HTML to the parts of a document: what stays, what is left out, how white space reads."""

import pytest

from learningdialogues.documents.parts import Bullets, Heading, Paragraph, Run, Table
from learningdialogues.documents.reading import parts_of

TWO_ROWS = (
    "<table><caption>Rangorde</caption><thead><tr><th>Optie</th><th>Punten</th></tr></thead>"
    "<tbody><tr><th>Bel</th><td> 7 </td></tr><tr><th>Schrijf</th><td>3,5</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("", ()),
        ("<!-- niets --> \n ", ()),
        ("<p>  Een\n zin. </p>", (Paragraph.of("Een zin."),)),
        (
            '<p class="meta">Klein</p><p class="lead">Groot</p>',
            (Paragraph.of("Klein", "note"), Paragraph.of("Groot", "lead")),
        ),
        ("<h2>Twee</h2><h4>Vier</h4>", (Heading("Twee", 3), Heading("Vier", 4))),
        ("<p><strong>Let op:</strong> dit.</p>", (Paragraph((Run("Let op:", True), Run(" dit."))),)),
        ("los <b>vet</b><div>blok</div>", (Paragraph((Run("los "), Run("vet", True))), Paragraph.of("blok"))),
        ("een<br>twee", (Paragraph.of("een twee"),)),
        ("<p>Ja<svg><title>vinkje</title></svg></p>", (Paragraph.of("Ja"),)),
        ('<p>Ja <span aria-hidden="true">!</span></p>', (Paragraph.of("Ja"),)),
        ('<p> <a href="/x/">Verder</a> </p><p>Zie <a href="/x/">dit</a>.</p>', (Paragraph.of("Zie dit."),)),
        ("<form><p>Typ hier</p></form><p>Blijft</p>", (Paragraph.of("Blijft"),)),
        ("<p>&lt;script&gt; &amp; meer</p>", (Paragraph.of("<script> & meer"),)),
        (
            "<details><summary>Ronde 1</summary><p>Cijfers</p></details>",
            (Heading("Ronde 1", 4), Paragraph.of("Cijfers")),
        ),
    ],
)
def test_what_a_reader_sees_becomes_a_part(html, parts):
    assert parts_of(html) == parts


def test_a_list_keeps_its_paragraphs_and_its_order():
    (found,) = parts_of(
        "<ol><li><p>Een</p><p>toelichting</p></li><li>Twee<ul><li>onder twee</li></ul></li><li> </li></ol>"
    )
    assert found == Bullets(
        (
            (Paragraph.of("Een"), Paragraph.of("toelichting")),
            (Paragraph.of("Twee"), Paragraph.of("onder twee")),
        ),
        is_ordered=True,
    )


def test_a_table_keeps_its_caption_heads_and_numbers():
    (found,) = parts_of(TWO_ROWS)
    assert found == Table("Rangorde", ("Optie", "Punten"), (("Bel", "7"), ("Schrijf", "3,5")))
    assert found.number_columns == (1,)


def test_a_cell_that_spans_and_one_that_is_hidden_leave_rows_of_one_length():
    (found,) = parts_of(
        '<table><tr><th>Ja</th><td aria-hidden="true">balk</td><td>4 van 6</td></tr>'
        '<tr><th colspan="2">Niets</th></tr></table>'
    )
    assert found.rows == (("Ja", "4 van 6"), ("Niets", ""))
    assert found.head == () and found.has_row_heads


def test_terms_become_a_table_of_two_columns():
    (found,) = parts_of(
        "<dl><div><dt>Wie</dt><dd>team</dd><dd>VNG</dd></div><div><dt>Wanneer</dt><dd>maart</dd></div></dl>"
    )
    assert found.rows == (("Wie", "team VNG"), ("Wanneer", "maart"))
