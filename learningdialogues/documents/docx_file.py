"""The report as DOCX, by python-docx: its own styles for headings and lists, so that a reader can walk over them."""

from __future__ import annotations

from io import BytesIO
from itertools import zip_longest
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from learningdialogues.documents.parts import Bullets, Figure, Heading, Paragraph, Part, ReportDocument, Table

FONT, DEEP, SOFT = "Calibri", RGBColor(0x06, 0x47, 0x4C), RGBColor(0x46, 0x58, 0x62)
SIZES = {"Title": 26, "Heading 1": 16, "Heading 2": 12.5, "Heading 3": 11}
FIGURE_WIDTH, TEXT_WIDTH = Cm(9), Cm(16.6)
LINES = {"top": "nil", "left": "nil", "right": "nil", "insideV": "nil", "insideH": "single", "bottom": "single"}
LINE_COLOUR = "C3D0D4"


def write(document: ReportDocument) -> bytes:
    """``document`` as a file of Word."""
    file = Document()
    _set_up(file, document)
    file.add_paragraph(document.kind).runs[0].font.color.rgb = SOFT
    file.add_heading(document.title, 0)
    file.add_paragraph().add_run(document.state).bold = True
    if document.cover:
        file.add_heading(document.cover.caption, 1)
        _table(file, document.cover)
        file.add_page_break()
    for section in document.sections:
        file.add_heading(section.title, 1)
        for part, following in zip_longest(section.parts, section.parts[1:]):
            _add(file, part)
            if isinstance(following, Figure):
                file.paragraphs[-1].paragraph_format.keep_with_next = True
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _set_up(file: Any, document: ReportDocument) -> None:
    """Title, language, margins and the look of the styles."""
    properties = file.core_properties
    properties.title, properties.language = f"{document.kind}: {document.title}", document.language
    properties.author, properties.comments, properties.subject = "", "", document.state
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    _language(normal, document.language)
    for name, size in SIZES.items():
        font = file.styles[name].font
        font.name, font.size, font.color.rgb, font.bold = FONT, Pt(size), DEEP, True
        _own_font(file.styles[name])
    title = file.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    caption = file.styles["Caption"]
    caption.font.size, caption.font.color.rgb, caption.font.bold = Pt(10.5), DEEP, True
    caption.paragraph_format.keep_with_next = True
    for side in ("left_margin", "right_margin"):
        setattr(file.sections[0], side, Cm(2.2))
    file.sections[0].page_width, file.sections[0].page_height = Cm(21), Cm(29.7)


def _own_font(style: Any) -> None:
    """Headings of the template name a font of its theme, which would win over ours."""
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:ascii"), FONT)
    fonts.set(qn("w:hAnsi"), FONT)


def _language(style: Any, language: str) -> None:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), f"{language}-{language.upper()}")
    style.element.get_or_add_rPr().append(element)
    for other in style.element.getroottree().iterfind(f".//{qn('w:docDefaults')}//{qn('w:lang')}"):
        other.set(qn("w:val"), f"{language}-{language.upper()}")


def _add(file: Any, part: Part) -> None:
    if isinstance(part, Heading):
        file.add_heading(part.text, part.level - 1)
    elif isinstance(part, Paragraph):
        _paragraph(file, part)
    elif isinstance(part, Bullets):
        _bullets(file, part)
    elif isinstance(part, Table):
        _table(file, part)
    elif part.png:
        _figure(file, part)


def _paragraph(file: Any, paragraph: Paragraph, style: str | None = None) -> None:
    made = file.add_paragraph(style=style)
    for run in paragraph.runs:
        added = made.add_run(run.text)
        added.bold = run.is_strong or None
        if paragraph.tone == "note":
            added.font.color.rgb = SOFT
        elif paragraph.tone == "lead":
            added.font.size = Pt(12)


def _bullets(file: Any, bullets: Bullets) -> None:
    style = "List Number" if bullets.is_ordered else "List Bullet"
    for item in bullets.items:
        for place, paragraph in enumerate(item):
            _paragraph(file, paragraph, style if place == 0 else "List Continue")


def _table(file: Any, table: Table) -> None:
    """A table whose first row is repeated as head on each page; its caption stands above it."""
    if table.caption and table.shows_caption:
        file.add_paragraph(table.caption, style="Caption")
    made = file.add_table(rows=0, cols=len(table.rows[0]))
    made.autofit = False
    if table.head:
        head = _row(made, table, table.head, is_head=True)
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        _row(made, table, row, has_row_head=table.has_row_heads)
    for column, share in zip(made.columns, table.shares, strict=True):
        column.width = int(TEXT_WIDTH * share)
    _looks(made, table)
    file.add_paragraph()


def _row(made: Any, table: Table, texts: tuple[str, ...], **how: bool) -> Any:
    """Add a row, which stays on one page."""
    row = made.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = int(TEXT_WIDTH * table.shares[place])
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.bold = how.get("is_head") or (how.get("has_row_head") and place == 0) or None
        if place in table.number_columns:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return row


def _looks(made: Any, table: Table) -> None:
    """Thin lines between the rows, and which row and column are heads, for programs that read aloud."""
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", LINES[side]), ("sz", "4"), ("space", "0"), ("color", LINE_COLOUR)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    looks = OxmlElement("w:tblLook")
    looks.set(qn("w:firstRow"), "1" if table.head else "0")
    looks.set(qn("w:firstColumn"), "1" if table.has_row_heads else "0")
    properties.append(looks)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), table.caption)
    properties.append(caption)


def _figure(file: Any, figure: Figure) -> None:
    file.add_picture(BytesIO(figure.png), width=FIGURE_WIDTH)
    about = file.inline_shapes[-1]._inline.docPr
    about.set("title", figure.title)
    about.set("descr", f"{figure.title}. {figure.description}")
