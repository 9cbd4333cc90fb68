"""The report as a tagged PDF (PDF/UA-1), by WeasyPrint.

WeasyPrint needs Pango on the machine, so it is loaded only when somebody asks for a PDF; where it is missing the page
says so. Nothing is fetched from anywhere: the drawings and the fonts come along.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from learningdialogues.documents.parts import Bullets, Figure, Heading, Paragraph, ReportDocument, Table

VARIANT = "pdf/ua-1"
STYLE = Path(__file__).with_name("document.css")
MOST_PAGES = 60
"""So many pages get a number; a report has about ten."""
FONTS = Path(settings.BASE_DIR) / "static/vendor"
KINDS_OF_PART: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Table: "table",
    Figure: "figure",
}


class PdfMissing(Exception):
    """This server cannot make a PDF; the message is for the user."""

    def __init__(self) -> None:
        super().__init__(_("This server cannot make a PDF. Choose ODT or DOCX, or print the page."))


@cache
def _weasyprint() -> Any:
    """WeasyPrint, or None when it or what it needs of the system is not there."""
    try:
        found = import_module("weasyprint")
    except (ImportError, OSError):
        return None
    for talkative in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(talkative).setLevel(logging.ERROR)
    return found


def is_available() -> bool:
    return _weasyprint() is not None


def write(document: ReportDocument) -> bytes:
    """``document`` as PDF/UA-1. Raises PdfMissing."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise PdfMissing
    fonts = weasyprint.text.fonts.FontConfiguration()
    own_fonts = weasyprint.urls.URLFetcher(allowed_protocols=("file",))
    style = weasyprint.CSS(
        string=STYLE.read_text(), base_url=f"{FONTS.as_uri()}/", font_config=fonts, url_fetcher=own_fonts
    )
    drawings = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    footers = weasyprint.CSS(string=_footers(document), url_fetcher=drawings)
    page = weasyprint.HTML(string=_html(document), url_fetcher=drawings)
    return page.write_pdf(stylesheets=[style, footers], font_config=fonts, pdf_variant=VARIANT)


def _footers(document: ReportDocument) -> str:
    """Page numbers are drawn as a background: what stands in the margin of a page would be content that the tags do
    not know, which PDF/UA forbids.
    """
    return "".join(
        f'@page :nth({number}) {{ @bottom-center {{ background-image: url("{_footer(document, number).data_url}") }} }}'
        for number in range(1, MOST_PAGES + 1)
    )


def _html(document: ReportDocument) -> str:
    """The document as HTML for paper."""
    context = {
        "document": document,
        "sections": [
            (section, [(KINDS_OF_PART[type(part)], part) for part in section.parts]) for section in document.sections
        ],
    }
    return render_to_string("learningdialogues/documents/report.html", context)


def _footer(document: ReportDocument, number: int) -> Figure:
    context = {"document": document, "number": number}
    return Figure("", "", render_to_string("learningdialogues/documents/footer.svg", context).strip())
