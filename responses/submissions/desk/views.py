"""Pages beside reading: versions compared, shared passages, covered names, copies, a report."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from responses.calls.models import Call
from responses.languages.codes import tag
from responses.people.signed_in import signed_in
from responses.submissions.desk import chosen, comparing, passages, statistics
from responses.submissions.desk.counts import called
from responses.submissions.desk.covering import Covering
from responses.submissions.desk.reading import Sheet
from responses.submissions.models import Overlap, Submission, SubmissionVersion
from responses.submissions.services.reading import PRINTED, READ, UNCOVERED, record_access


@require_safe
def compare(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Two versions of a submission; by default the newest and the one before."""
    submission = submission_of(request, pk, desk)
    versions = list(submission.versions.order_by("number"))
    numbers = [each.number for each in versions]
    old, new = (_version(versions, request.GET.get(name, ""), at) for name, at in (("old", -2), ("new", -1)))
    record_access(READ, submissions=[submission], user=signed_in(request))
    context = {
        "title": _("Compare versions"),
        "old": old,
        "new": new,
        "numbers": numbers,
        "lang": tag(new.language),
        "difference": comparing.difference(Covering(submission), old, new),
    }
    return _page(request, desk, submission, "compare", context)


def _version(versions: list[SubmissionVersion], asked: str, otherwise: int) -> SubmissionVersion:
    if not asked:
        return versions[max(otherwise, -len(versions))]
    found = next((each for each in versions if str(each.number) == asked), None)
    if found is None:
        raise Http404
    return found


@require_safe
def names(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Where a text names its authors, for who has to tell them so; it is logged that somebody looked."""
    submission = submission_of(request, pk, desk)
    covering = Covering(submission)
    if covering.hides:
        record_access(UNCOVERED, submissions=[submission], user=signed_in(request))
    version = _newest(submission)
    context = {
        "title": _("Names in the text"),
        "lang": tag(version.language),
        "places": covering.places(version),
        "hides": covering.hides,
    }
    return _page(request, desk, submission, "names", context)


@require_safe
def shares(request: HttpRequest, pk: int, number: int, desk: Any) -> HttpResponse:
    """The passages that stand in another text too, beside each other."""
    submission = submission_of(request, pk, desk)
    overlaps = Overlap.objects.select_related("version", "other", "revision__edition__essay")
    overlap = overlaps.filter(pk=number, version__submission=submission).first()
    if overlap is None:
        raise Http404
    record_access(READ, submissions=[submission], user=signed_in(request))
    context = {"title": _("What is shared"), **passages.of(overlap, Covering(submission))}
    return _page(request, desk, submission, "shares", context)


@require_safe
def copies(request: HttpRequest, desk: Any) -> HttpResponse:
    """Reading copies of all that was chosen, one after another, each beginning a sheet: no names at all."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    rows = list(chosen.chosen(desk, request)[: chosen.MOST])
    versions = {
        each.submission_id: each
        for each in SubmissionVersion.objects.newest().filter(submission__in=[row.pk for row in rows])
    }
    record_access(PRINTED, submissions=rows, user=signed_in(request))
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Reading copies"),
        "sheets": [Sheet(row, versions[row.pk], anonymous=True) for row in rows if row.pk in versions],
    }
    return TemplateResponse(request, "submissions/desk/copies.html", context)


@require_safe
def report(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """A call in numbers: no names, no titles."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    call = get_object_or_404(Call, pk=pk)
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Report"),
        "call": called(call),
        "tables": statistics.tables_of(call),
        "opts": desk.opts,
    }
    return TemplateResponse(request, "submissions/desk/report.html", context)


def submission_of(request: HttpRequest, pk: int, desk: Any) -> Any:
    """The submission of an address, with what says whether its names are hidden."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    readable = Submission.objects.sent().with_names_rule().exclude(versions=None)
    return get_object_or_404(readable, pk=pk)


def _newest(submission: Submission) -> SubmissionVersion:
    return submission.versions.order_by("-number")[0]


def _page(
    request: HttpRequest, desk: Any, submission: Submission, template: str, context: dict[str, Any]
) -> HttpResponse:
    around = {
        **desk.admin_site.each_context(request),
        "subtitle": submission.reference,
        "submission": submission,
        "back": chosen.address_of(submission.pk, chosen.asked_in(request)),
        "opts": desk.opts,
    }
    return TemplateResponse(request, f"submissions/desk/{template}.html", around | context)
