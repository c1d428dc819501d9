"""The list of submissions by call, state, mark and language."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.calls.models import Call
from responses.languages.codes import CHOICES
from responses.submissions.desk.counts import MOST, WAYS, called
from responses.submissions.models import Mark, Overlap, Submission, SubmissionVersion

NONE = "none"
BEGUN = "reading_since"  # of a request: what was read or marked since then is still of the list


def leaves_by_reading(asked: Mapping[str, Any]) -> bool:
    """Whether an essay is of this list no more once it was read, or marked."""
    return asked.get("state") == "new" or "mark" in asked


class CallFilter(admin.SimpleListFilter):
    title = pgettext_lazy("submissions", "call")
    parameter_name = "call"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        calls = Call.objects.exclude(submissions=None).order_by("-closes_at", "-pk")[:MOST]
        return [(str(call.pk), called(call)) for call in calls]

    @property
    def number(self) -> int | None:
        typed = self.value() or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = queryset.filter(call=self.number) if self.number else queryset
        return found


class WayFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, words) for name, (words, _way) in WAYS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        known, since = WAYS.get(self.value() or ""), getattr(request, BEGUN, None)
        if known is None:
            return queryset
        wanted = Q(**known[1])
        if self.value() == "new" and since:
            wanted |= Q(state=Submission.State.RECEIVED, opened_at__gte=since)
        found: models.QuerySet[Any] = queryset.filter(wanted)
        return found


class MarkFilter(admin.SimpleListFilter):
    """By one's own marks: what others think is shown, and is no list."""

    title = _("your mark")
    parameter_name = "mark"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Mark.Value.choices, (NONE, _("none yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        mine = Mark.objects.filter(submission=OuterRef("pk"), user=request.user.pk)
        if self.value() == NONE:
            wanted = Q(~Exists(mine))
        elif self.value() in Mark.Value:
            wanted = Q(Exists(mine.filter(value=self.value())))
        else:
            return queryset
        if since := getattr(request, BEGUN, None):
            wanted |= Q(Exists(mine.filter(changed_at__gte=since)))
        found: models.QuerySet[Any] = queryset.filter(wanted)
        return found


class LanguageFilter(admin.SimpleListFilter):
    """The language of the essay, as it was sent last."""

    title = _("language of the essay")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return CHOICES

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        newest = SubmissionVersion.objects.newest().filter(submission=OuterRef("pk"))
        asked = self.value()
        known = asked in dict(CHOICES)
        found: models.QuerySet[Any] = (
            queryset.filter(Exists(newest.filter(language=asked))) if known else queryset
        )
        return found


class OverlapFilter(admin.SimpleListFilter):
    title = _("what it shares")
    parameter_name = "shares"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("stands elsewhere too"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        shared = Overlap.objects.filter(version__submission=OuterRef("pk"))
        found: models.QuerySet[Any] = queryset.filter(Exists(shared)) if self.value() else queryset
        return found
