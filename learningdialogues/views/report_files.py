"""The report as a file, for who led the dialogue and who brought in the case; the group uses its follow code."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from learningdialogues.documents.assembling import choices_of, document_of, state_word
from learningdialogues.documents.formats import FORMATS
from learningdialogues.documents.pdf_file import PdfMissing
from learningdialogues.models import Dialogue, Report
from learningdialogues.permissions import check, may_read_report


@never_cache
@require_GET
def report_file(request: HttpRequest, dialogue_id: UUID) -> HttpResponse:
    """``?vorm=pdf|odt|docx`` and any number of ``deel=``; without a part the whole report."""
    dialogue = get_object_or_404(Dialogue, pk=dialogue_id)
    check(may_read_report(request.user, dialogue))
    return written(
        get_object_or_404(Report, dialogue=dialogue), request.GET.get("vorm", ""), request.GET.getlist("deel")
    )


def written(report: Report, code: str, chosen: Iterable[str]) -> HttpResponse:
    """The file itself. Raises Http404 for another format or part, and answers 503 where no PDF can be made."""
    format, known = FORMATS.get(code), {code for code, _title in choices_of(report)}
    chosen = set(chosen)
    if format is None or not chosen <= known:
        raise Http404
    try:
        content = format.write(document_of(report, chosen))
    except PdfMissing as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type=format.content_type)
    name = f"verslag-{slugify(report.dialogue.title)[:60] or 'leerdialoog'}-{state_word(report)}.{format.code}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
