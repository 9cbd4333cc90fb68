"""The formats in which a report can be had, besides the page itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from learningdialogues.documents import docx_file, odt_file, pdf_file
from learningdialogues.documents.parts import ReportDocument


@dataclass(frozen=True)
class Format:
    """``code`` is also the ending of the file."""

    code: str
    name: str
    content_type: str
    write: Callable[[ReportDocument], bytes]
    is_available: Callable[[], bool] = lambda: True


FORMATS = {
    one.code: one
    for one in (
        Format("pdf", "PDF", "application/pdf", pdf_file.write, pdf_file.is_available),
        Format("odt", "ODT", "application/vnd.oasis.opendocument.text", odt_file.write),
        Format(
            "docx",
            "DOCX",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx_file.write,
        ),
    )
}
