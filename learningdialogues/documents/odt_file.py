"""The report as ODT, by odfdo: real headings, lists and tables with heads, in Dutch, with a title."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from odfdo import Document, Element, Frame, Header, List, ListItem, Span, Style
from odfdo import Paragraph as TextParagraph

from learningdialogues.documents.parts import Bullets, Figure, Heading, Paragraph, Part, ReportDocument, Table

FONT, DEEP, SOFT, LINE = "Liberation Sans", "#06474c", "#465862", "0.5pt solid #c3d0d4"
HEADINGS = {1: ("26pt", "0cm"), 2: ("16pt", "0.8cm"), 3: ("12.5pt", "0.5cm"), 4: ("11pt", "0.4cm")}
TONES = {"": "Text_20_body", "lead": "Lead", "note": "Note"}
BOLD = {"fo:font-weight": "bold"}
PARAGRAPHS: dict[str, dict[str, str]] = {
    "Lead": {"fo:font-size": "12pt"},
    "Note": {"fo:font-size": "9.5pt", "fo:color": SOFT},
    "State": BOLD,
    "Cell": {},
    "Cell_head": BOLD,
    "Caption_text": BOLD,
}
"""Own styles of paragraphs: their text."""


def write(document: ReportDocument) -> bytes:
    """``document`` as a file of LibreOffice and others."""
    file = Document("text")
    file.body.clear()
    _set_up(file, document)
    body = file.body
    body.append(TextParagraph(document.kind, style="Note"))
    body.append(Header(1, document.title, style="Heading_20_1"))
    body.append(TextParagraph(document.state, style="State"))
    if document.cover:
        body.append(Header(2, document.cover.caption, style="Heading_20_2"))
        _add(file, document.cover)
    for section in document.sections:
        body.append(Header(2, section.title, style="Heading_20_2"))
        for part in section.parts:
            _add(file, part)
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _set_up(file: Any, document: ReportDocument) -> None:
    """Title, language and styles. The template is French and has serifs."""
    file.meta.set_title(f"{document.kind}: {document.title}")
    file.meta.set_subject(document.state)
    file.meta.language = document.language
    standard = file.get_style("paragraph").get_element("style:text-properties")
    for name, value in {
        "fo:language": document.language,
        "fo:country": document.language.upper(),
        "fo:font-size": "10.5pt",
        "style:font-name": FONT,
    }.items():
        standard.set_attribute(name, value)
    for level, (size, above) in HEADINGS.items():
        file.insert_style(_heading_style(level, size, above))
    for name, text in PARAGRAPHS.items():
        file.insert_style(_paragraph_style(name, text))
    file.insert_style(Style("text", name="Strong", bold=True), automatic=True)
    cell = Style("table-cell", name="Cell_box", border_bottom=LINE, padding="0.1cm")
    file.insert_style(cell, automatic=True)


def _heading_style(level: int, size: str, above: str) -> Style:
    style = Style(
        "paragraph",
        name=f"Heading_20_{level}",
        display_name=f"Heading {level}",
        parent_style="Heading",
    )
    style.set_properties({"fo:color": DEEP, "fo:font-size": size, "style:font-name": FONT, **BOLD}, area="text")
    style.set_properties(
        {"fo:margin-top": above, "fo:margin-bottom": "0.15cm", "fo:keep-with-next": "always"}, area="paragraph"
    )
    style.set_attribute("style:default-outline-level", str(level))
    return style


def _paragraph_style(name: str, text: dict[str, str]) -> Style:
    style = Style("paragraph", name=name, parent_style="Text_20_body")
    below = "0cm" if name.startswith("Cell") else "0.2cm"
    style.set_properties({"fo:margin-bottom": below, "fo:margin-top": "0cm"}, area="paragraph")
    if text:
        style.set_properties(text, area="text")
    return style


def _add(file: Any, part: Part) -> None:
    if isinstance(part, Heading):
        file.body.append(Header(part.level, part.text, style=f"Heading_20_{part.level}"))
    elif isinstance(part, Paragraph):
        file.body.append(_paragraph(part))
    elif isinstance(part, Bullets):
        file.body.append(_list(part))
    elif isinstance(part, Table):
        _add_table(file, part)
    elif part.png:
        _add_figure(file, part)


def _paragraph(paragraph: Paragraph) -> TextParagraph:
    made = TextParagraph("", style=TONES[paragraph.tone])
    for run in paragraph.runs:
        made.append(Span(run.text, style="Strong") if run.is_strong else Span(run.text))
    return made


def _list(bullets: Bullets) -> List:
    made = List(style="Numbering_20_1" if bullets.is_ordered else "List_20_1")
    for item in bullets.items:
        entry = ListItem()
        for paragraph in item:
            entry.append(_paragraph(paragraph))
        made.append(entry)
    return made


def _add_table(file: Any, table: Table) -> None:
    if table.caption and table.shows_caption:
        file.body.append(TextParagraph(table.caption, style="Caption_text"))
    made = Element.from_tag("table:table")
    made.set_attribute("table:name", f"Tabel {len(file.body.get_elements('//table:table')) + 1}")
    columns = Element.from_tag("table:table-column")
    columns.set_attribute("table:number-columns-repeated", str(len(table.rows[0])))
    made.append(columns)
    if table.head:
        head = Element.from_tag("table:table-header-rows")
        head.append(_row(table.head, is_head=True))
        made.append(head)
    for row in table.rows:
        made.append(_row(row, has_row_head=table.has_row_heads))
    file.body.append(made)
    file.body.append(TextParagraph("", style="Note"))


def _row(texts: tuple[str, ...], *, is_head: bool = False, has_row_head: bool = False) -> Element:
    row = Element.from_tag("table:table-row")
    for place, text in enumerate(texts):
        cell = Element.from_tag("table:table-cell")
        cell.set_attribute("office:value-type", "string")
        cell.set_attribute("table:style-name", "Cell_box")
        is_bold = is_head or (has_row_head and place == 0)
        cell.append(TextParagraph(text, style="Cell_head" if is_bold else "Cell"))
        row.append(cell)
    return row


def _add_figure(file: Any, figure: Figure) -> None:
    """A picture, with its title and description for who cannot see it."""
    path = file.add_file(BytesIO(figure.png))
    frame = Frame.image_frame(path, size=("9cm", "9cm"), anchor_type="as-char", name=figure.title)
    for tag, text in (("svg:title", figure.title), ("svg:desc", figure.description)):
        told = Element.from_tag(tag)
        told.text = text
        frame.append(told)
    paragraph = TextParagraph("", style="Text_20_body")
    paragraph.append(frame)
    file.body.append(paragraph)
