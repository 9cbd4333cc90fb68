"""The report as ODT, by odfdo: real headings, lists and tables with heads, in Dutch, with a title."""

from __future__ import annotations

from io import BytesIO
from itertools import zip_longest
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
    "Before_figure": {},
}
"""Own styles of paragraphs: their text."""
KEPT = ("Caption_text", "Before_figure")
"""Those that stand on the same page as what follows."""
TEXT_WIDTH = 17.0
"""Between the margins, in cm."""


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
        for part, following in zip_longest(section.parts, section.parts[1:]):
            _add(file, part, keeps=isinstance(following, Figure))
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
    row = Style("table-row", name="Whole_row")
    row.set_properties({"fo:keep-together": "always"}, area="table-row")
    file.insert_style(row, automatic=True)
    _without_numbers(file)
    _with_room_for_the_dot(file)


def _without_numbers(file: Any) -> None:
    """The headings of the template are numbered."""
    for level in file.get_part("styles.xml").get_elements("//text:outline-style/text:outline-level-style"):
        level.set_attribute("style:num-format", "")
        for name in ("style:num-suffix", "loext:num-list-format"):
            level.set_attribute(name, "")


def _with_room_for_the_dot(file: Any) -> None:
    """In the lists of the template the text begins right behind the dot."""
    for level in file.get_part("styles.xml").get_elements("//text:list-style/*[@text:level='1']"):
        properties = level.get_element("style:list-level-properties")
        properties.set_attribute("text:list-level-position-and-space-mode", "label-alignment")
        label = Element.from_tag("style:list-level-label-alignment")
        for name, value in {
            "text:label-followed-by": "listtab",
            "text:list-tab-stop-position": "0.6cm",
            "fo:text-indent": "-0.6cm",
            "fo:margin-left": "0.6cm",
        }.items():
            label.set_attribute(name, value)
        properties.append(label)


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
    if name in KEPT:
        style.set_properties({"fo:keep-with-next": "always"}, area="paragraph")
    if text:
        style.set_properties(text, area="text")
    return style


def _add(file: Any, part: Part, *, keeps: bool = False) -> None:
    if isinstance(part, Heading):
        file.body.append(Header(part.level, part.text, style=f"Heading_20_{part.level}"))
    elif isinstance(part, Paragraph):
        file.body.append(_paragraph(part, "Before_figure" if keeps else TONES[part.tone]))
    elif isinstance(part, Bullets):
        file.body.append(_list(part))
    elif isinstance(part, Table):
        _add_table(file, part)
    elif part.png:
        _add_figure(file, part)


def _paragraph(paragraph: Paragraph, style: str) -> TextParagraph:
    made = TextParagraph("", style=style)
    for run in paragraph.runs:
        made.append(Span(run.text, style="Strong") if run.is_strong else Span(run.text))
    return made


def _list(bullets: Bullets) -> List:
    made = List(style="Numbering_20_1" if bullets.is_ordered else "List_20_1")
    for item in bullets.items:
        entry = ListItem()
        for paragraph in item:
            entry.append(_paragraph(paragraph, TONES[paragraph.tone]))
        made.append(entry)
    return made


def _add_table(file: Any, table: Table) -> None:
    if table.caption and table.shows_caption:
        file.body.append(TextParagraph(table.caption, style="Caption_text"))
    made = Element.from_tag("table:table")
    made.set_attribute("table:name", f"Tabel {len(file.body.get_elements('//table:table')) + 1}")
    for share in table.shares:
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", _column_style(file, f"{TEXT_WIDTH * share:.2f}cm"))
        made.append(column)
    if table.head:
        head = Element.from_tag("table:table-header-rows")
        head.append(_row(table.head, is_head=True))
        made.append(head)
    for row in table.rows:
        made.append(_row(row, has_row_head=table.has_row_heads))
    file.body.append(made)
    file.body.append(TextParagraph("", style="Note"))


def _column_style(file: Any, width: str) -> str:
    """The name of the style for columns of this width."""
    name = f"Column_{width.replace('.', '_')}"
    style = Style("table-column", name=name)
    style.set_properties({"style:column-width": width}, area="table-column")
    file.insert_style(style, automatic=True)
    return name


def _row(texts: tuple[str, ...], *, is_head: bool = False, has_row_head: bool = False) -> Element:
    row = Element.from_tag("table:table-row")
    row.set_attribute("table:style-name", "Whole_row")
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
