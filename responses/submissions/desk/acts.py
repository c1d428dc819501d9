"""What an editor does while reading: by POST, and back to where they were."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from responses.people.signed_in import signed_in
from responses.submissions.desk.chosen import MOST, TICKED, address_of, asked_in
from responses.submissions.errors import Unmarked
from responses.submissions.models import Submission
from responses.submissions.services import reading

BY_SCRIPT = "X-Requested-By"  # our own script stays on the page


@require_POST
def opened(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """An editor has begun to read. A script says so by itself; who has none presses a button.

    No GET does it: it changes what authors are told, and an address may be opened by a machine.
    """
    reading.open_submission(submission=_submission(request, pk, desk))
    return _back(request, pk)


@require_POST
def mark(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    submission = _submission(request, pk, desk)
    try:
        reading.mark(submission=submission, user=signed_in(request), value=request.POST.get("mark", ""))
    except Unmarked as refusal:
        messages.error(request, str(refusal))
    return _back(request, pk)


@require_POST
def note(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    submission = _submission(request, pk, desk)
    typed = request.POST.get("note", "")
    written = reading.write_note(submission=submission, user=signed_in(request), text=typed)
    if written:
        messages.success(request, _("The note is kept with the essay; only editors read it."))
    else:
        messages.error(request, _("Nothing was written down yet. Type the note, then press the button."))
    return redirect(f"{address_of(pk, asked_in(request))}#notes")


@admin.action(description=gettext_lazy("Print reading copies…"), permissions=["view"])
def print_copies(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse:
    numbers = list(rows.values_list("pk", flat=True)[:MOST])
    address = reverse("admin:responses_submission_print")
    return redirect(f"{address}?{urlencode({TICKED: numbers}, doseq=True)}")


def _submission(request: HttpRequest, pk: int, desk: Any) -> Submission:
    if not desk.has_change_permission(request):
        raise PermissionDenied
    return get_object_or_404(Submission.objects.sent(), pk=pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    if BY_SCRIPT in request.headers:
        return HttpResponse(status=204)
    return redirect(address_of(pk, asked_in(request)))
