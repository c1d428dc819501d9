"""What is kept with an essay: the file it came as, and that its author agreed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from responses.events.services import record
from responses.people.signed_in import signed_in
from responses.threads.models import Essay, KeptFile
from responses.threads.services.files import place_of

# The file is a stranger's: it is handed over, never shown.
SANDBOX = "default-src 'none'; sandbox"


def papers_of(essay: Essay) -> dict[str, Any]:
    """The files and consents of an essay, newest first. Two queries."""
    return {
        "files": list(KeptFile.objects.filter(essay=essay).order_by("-pk")),
        "consents": list(essay.consents.select_related("file").order_by("-pk")),
    }


def may_read_papers(request: HttpRequest, essay: Essay | None = None) -> bool:
    """Whether this user writes this essay, or any: who only looks at it does not see what came with it."""
    kinds = ("prompt", "response") if essay is None else ("prompt" if essay.is_prompt else "response",)
    return any(request.user.has_perm(f"responses.change_{kind}") for kind in kinds)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over a kept file under the name it came with (RFC 6266), and log that somebody took it."""
    if not may_read_papers(request):
        raise PermissionDenied
    kept = get_object_or_404(KeptFile.objects.select_related("essay").filter(essay__isnull=False), pk=pk)
    if not may_read_papers(request, kept.essay):
        raise PermissionDenied
    place = place_of(kept)
    if not place.is_file():
        raise Http404
    record("downloaded", subject=kept.essay, actor=signed_in(request), file=kept.pk)
    # Read whole: 10 MB at most, and an open file would outlive the request.
    answer = HttpResponse(place.read_bytes(), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, kept.name)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
