from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from responses.lib import clock
from responses.threads.models import Edition, LivePeriod


class StateFilter(admin.SimpleListFilter):
    """Lists by what is to be done."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("draft, never published")),
            ("scheduled", _("scheduled")),
            ("live", _("live")),
            ("newer", _("live, newer version saved")),
            ("withdrawn", _("withdrawn")),
            ("unchecked", _("automatic, unchecked")),
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        own = LivePeriod.objects.filter(edition=OuterRef("pk"))
        now = clock.now()
        match self.value():
            case "draft":
                return queryset.filter(~Exists(own))
            case "scheduled":
                return queryset.filter(Exists(own.filter(starts__gt=now)))
            case "live":
                return queryset.filter(Exists(own.live(now)))
            case "newer":
                return queryset.filter(live_revision__isnull=False).exclude(
                    live_revision=F("newest_revision")
                )
            case "withdrawn":
                return queryset.filter(Exists(own.begun(now)), ~Exists(own.live(now)))
            case "unchecked":
                return queryset.filter(kind=Edition.Kind.CONVERSION, reviewed_at=None)
        return queryset
