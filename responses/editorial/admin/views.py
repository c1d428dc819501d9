"""How often each text was read, of late: for editors, numbers and nothing else."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from responses.editorial.labels import essay_label, labelled
from responses.editorial.texts import text_address
from responses.events.admin import RecordedAdmin
from responses.lib import clock
from responses.threads.models import Essay
from responses.visits.models import DailyViews

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
MOST = 200


@admin.register(DailyViews)
class DailyViewsAdmin(RecordedAdmin):
    """One page: the texts most read in thirty days."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Views"),
            "lines": _lines(),
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "editorial/views.html", context)


def _lines() -> list[tuple[str, str, int, int]]:
    """Label, address, views of seven days and of thirty; the most read first. Four queries."""
    today = clock.now().date()
    of_week = Sum("count", filter=Q(day__gt=today - WEEK), default=0)
    found = DailyViews.objects.since(today - MONTH + timedelta(days=1)).values("essay")
    sums = found.annotate(week=of_week, month=Sum("count")).order_by("-month", "essay")[:MOST]
    read = {each["essay"]: each for each in sums}
    essays = {essay.pk: essay for essay in labelled(Essay.objects.filter(pk__in=read))}
    return [
        (essay_label(essays[pk]), text_address(essays[pk]), each["week"], each["month"])
        for pk, each in read.items()
    ]
