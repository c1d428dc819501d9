"""How often each text was read, of late: for editors, numbers and nothing else."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from responses.editorial.labels import essay_name, essay_title, labelled
from responses.editorial.texts import text_address
from responses.events.admin import RecordedAdmin
from responses.languages.codes import LANGUAGES
from responses.lib import clock
from responses.threads.models import Essay
from responses.visits.models import DailyViews

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
MOST = 200
# By language, the name of a column that a query can give its views.
COLUMNS = {code: f"in_{code.replace('-', '_')}" for code in LANGUAGES}
NAMES = [language.name for language in LANGUAGES.values()]


class Line(NamedTuple):
    """One text: its page, its days, its views of seven days, of thirty, and of these by language."""

    label: str
    address: str
    days: str
    week: int
    month: int
    by_language: list[int]


@admin.register(DailyViews)
class DailyViewsAdmin(RecordedAdmin):
    """The texts most read in thirty days, and the days of each."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.text_view)
        return [path("text/<int:pk>/", view, name="responses_dailyviews_text"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = {"title": _("Views"), "lines": _lines(), **(extra_context or {})}
        return self._page(request, "editorial/views.html", shown)

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One text, day by day."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        essay = labelled(Essay.objects.filter(pk=pk)).first()
        if essay is None:
            raise Http404
        shown = {
            "title": _("Views: {title}").format(title=essay_title(essay)),
            "label": essay_name(essay),
            "address": text_address(essay),
            "days": _days(essay),
        }
        return self._page(request, "editorial/views_by_day.html", shown)

    def _page(self, request: HttpRequest, template: str, shown: dict[str, Any]) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "languages": NAMES}
        return TemplateResponse(request, template, frame | shown)


def _lines() -> list[Line]:
    """The most read first. Three queries."""
    today = clock.now().date()
    of_week = Sum("count", filter=Q(day__gt=today - WEEK), default=0)
    by_language = {
        column: Sum("count", filter=Q(language=code), default=0) for code, column in COLUMNS.items()
    }
    found = DailyViews.objects.since(_first(today)).values("essay")
    sums: Any = found.annotate(week=of_week, month=Sum("count"), **by_language).order_by("-month", "essay")[
        :MOST
    ]
    read = {each["essay"]: each for each in sums}
    essays = {essay.pk: essay for essay in labelled(Essay.objects.filter(pk__in=read))}
    return [
        Line(
            essay_name(essays[pk]),
            text_address(essays[pk]),
            reverse("admin:responses_dailyviews_text", args=[pk]),
            each["week"],
            each["month"],
            [each[column] for column in COLUMNS.values()],
        )
        for pk, each in read.items()
    ]


def _days(essay: Essay) -> list[tuple[date, list[int], int]]:
    """Thirty days, today first: views by language, and their sum; nothing if there were none at all."""
    today = clock.now().date()
    counts: dict[date, dict[str, int]] = defaultdict(dict)
    for each in DailyViews.objects.since(_first(today)).filter(essay=essay.pk):
        counts[each.day][each.language] = each.count
    days = [today - timedelta(days=ago) for ago in range(MONTH.days)]
    found = [(day, [counts[day].get(code, 0) for code in LANGUAGES]) for day in days] if counts else []
    return [(day, numbers, sum(numbers)) for day, numbers in found]


def _first(today: date) -> date:
    return today - MONTH + timedelta(days=1)
