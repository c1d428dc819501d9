"""What was sent, in the admin: a list with its numbers, and one essay after another to read."""

import logging
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from responses.events.admin import RecordedAdmin
from responses.submissions.decisions.waiting import decide_ticked
from responses.submissions.desk import acts, counts, files, filters, listing, reading, views
from responses.submissions.models import Submission
from responses.submissions.services.likeness import liken_forgotten

logger = logging.getLogger(__name__)


@admin.register(Submission)
class SubmissionAdmin(RecordedAdmin):
    """Nothing is added, changed or deleted here by a form: what was sent is its author's."""

    list_display = listing.COLUMNS
    list_filter = (
        filters.CallFilter,
        filters.WayFilter,
        filters.MarkFilter,
        filters.LanguageFilter,
        filters.OverlapFilter,
    )
    search_fields = ("number",)
    search_help_text = _("Search by number or title, and by name and school where names are not hidden")
    ordering = ("-call", "number")
    list_per_page = 100
    # Each would be another query; the numbers above the list say as much.
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "submissions/desk/list.html"
    actions = (acts.print_copies, decide_ticked)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("responses.decide_submission")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return listing.for_list(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        return listing.matching(queryset, search_term), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, below the numbers of its call or of all calls."""
        if self.has_view_permission(request):
            _make_up_for_comparisons()
        answer = super().changelist_view(request, extra_context)
        shown = getattr(answer, "context_data", None) or {}
        if "cl" in shown:
            # Before the first essay there is nothing to filter by.
            calls = (each for each in shown["cl"].filter_specs if isinstance(each, filters.CallFilter))
            number = next((each.number for each in calls), None)
            shown["title"] = _("Essays sent in")
            shown["numbers"] = counts.lines(number)
            shown["call"] = number
            shown["asked"] = request.GET.urlencode()
        return answer

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Nothing to fill in but notes: the page on which an essay is read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        submission = self.get_object(request, object_id)
        if submission is None:
            raise Http404
        if listing.newest_of(submission) is None:
            return redirect("admin:responses_submission_history", submission.pk)
        context = reading.page_of(request, self, submission)
        return TemplateResponse(request, "submissions/desk/read.html", context)

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[str, Any]] = {
            "opened": ("<int:pk>/opened/", acts.opened),
            "mark": ("<int:pk>/mark/", acts.mark),
            "note": ("<int:pk>/note/", acts.note),
            "compare": ("<int:pk>/compare/", views.compare),
            "names": ("<int:pk>/names/", views.names),
            "shares": ("<int:pk>/shares/<int:number>/", views.shares),
            "copy": ("<int:pk>/copy/", files.copy),
            "file": ("<int:pk>/file/<int:number>/", files.file),
            "print": ("print/", views.copies),
            "csv": ("export.csv", files.csv),
            "xlsx": ("export.xlsx", files.xlsx),
            "report": ("report/<int:pk>/", views.report),
        }
        own = [
            path(route, self.admin_site.admin_view(view), {"desk": self}, name=f"responses_submission_{name}")
            for name, (route, view) in pages.items()
        ]
        return [*own, *super().get_urls()]


def _make_up_for_comparisons() -> None:
    """What was sent while the comparison failed, or was cut off; whatever happens, the list is shown."""
    try:
        liken_forgotten()
    except DatabaseError:
        logger.exception("Submissions could not be compared")
