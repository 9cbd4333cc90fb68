"""Downloads as a spreadsheet. What somebody typed never becomes a formula on the computer of who opens it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
NARROW, WIDE = 14, 40


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An XLSX file with one sheet: a bold head that stays in view, and ``rows``."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([neutral(cell) for cell in head])
    for row in rows:
        sheet.append([neutral(cell) for cell in row])
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if number == 1 else NARROW
    sheet.freeze_panes = "B2"
    answer = BytesIO()
    book.save(answer)
    return answer.getvalue()


def neutral(value: Any) -> Any:
    """``value`` as a cell; a text that a spreadsheet would calculate gets an apostrophe before it."""
    text = str(value) if not isinstance(value, (int, float, type(None))) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(DANGEROUS) else text
