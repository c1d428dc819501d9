"""What is taken out of the desk: tables, a reading copy, the file as it came. Named by number, and logged."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from responses.people.signed_in import signed_in
from responses.submissions.desk import chosen, tables
from responses.submissions.desk.reading import Sheet
from responses.submissions.desk.views import submission_of
from responses.submissions.services.reading import DOWNLOADED, EXPORTED, record_access
from responses.threads.services.files import place_of

# The file is a stranger's: it is handed over, never shown.
SANDBOX = "default-src 'none'; sandbox"
KINDS = (".docx", ".odt", ".rtf", ".txt", ".md", ".html", ".pdf", ".doc")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def csv(request: HttpRequest, desk: Any) -> HttpResponse:
    return _exported(request, desk, tables.as_csv, "csv", "text/csv; charset=utf-8")


@require_safe
def xlsx(request: HttpRequest, desk: Any) -> HttpResponse:
    return _exported(request, desk, tables.as_xlsx, "xlsx", XLSX)


def _exported(
    request: HttpRequest,
    desk: Any,
    written: Callable[[Iterable[Sequence[str | int]]], bytes],
    kind: str,
    content_type: str,
) -> HttpResponse:
    """All that was chosen in the list, in its order."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    rows = list(chosen.chosen(desk, request)[: chosen.MOST])
    record_access(EXPORTED, submissions=rows, user=signed_in(request))
    return _handed_over(written(tables.rows_of(rows)), f"essays.{kind}", content_type)


@require_safe
def copy(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """A copy to read elsewhere, made of the text alone: no names, and nothing that the file knew."""
    submission = submission_of(request, pk, desk)
    record_access(DOWNLOADED, submissions=[submission], user=signed_in(request))
    sheet = Sheet(submission, submission.versions.order_by("-number")[0], anonymous=True)
    page = render_to_string("submissions/desk/copy.html", {"sheet": sheet})
    return _handed_over(page.encode(), f"{submission.reference}.html", "text/html; charset=utf-8")


@require_safe
def file(request: HttpRequest, pk: int, number: int, desk: Any) -> HttpResponse:
    """The file of a version as it came: it names people in many places, so only where names are shown."""
    submission = submission_of(request, pk, desk)
    if submission.hides_names:
        raise PermissionDenied(_("Names are hidden until a decision: the file would tell them."))
    version = submission.versions.filter(number=number, file__isnull=False).select_related("file").first()
    if version is None or not place_of(version.file).is_file():
        raise Http404
    record_access(DOWNLOADED, submissions=[submission], user=signed_in(request))
    kind = Path(version.file.name).suffix.lower()
    name = f"{submission.reference}-{version.number}{kind if kind in KINDS else ''}"
    return _handed_over(place_of(version.file).read_bytes(), name, "application/octet-stream")


def _handed_over(data: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
