from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from responses.editorial.states import with_state
from responses.languages.codes import LANGUAGES
from responses.lib import clock
from responses.threads.models import Edition, Image, LivePeriod
from responses.threads.unsaved import keys_in_unsaved_texts


class AsideFilter(admin.SimpleListFilter):
    """What is set aside is found by asking for it; every list begins without it."""

    title = _("whether set aside")
    parameter_name = "aside"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("set aside"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        found = list(super().choices(changelist))
        found[0]["display"] = _("at hand")
        yield from found

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = queryset.set_aside() if self.value() == "yes" else queryset.at_hand()
        return found


class StateFilter(admin.SimpleListFilter):
    """Lists by what is to be done."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("draft, never published")),
            ("mine", _("draft of yours")),
            ("others", _("draft of others")),
            ("scheduled", _("scheduled")),
            ("live", _("live")),
            ("newer", _("live, newer version saved")),
            ("withdrawn", _("withdrawn")),
            ("unchecked", _("automatic, unchecked")),
            ("stale", _("made from an older version")),
        ]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if self.value() == "stale":
            return queryset.filter(pk__in=Edition.objects.stale().values("pk"))
        if self.value() in ("mine", "others"):
            mine = Edition.objects.saved_by(request.user).values("pk")
            queryset = (
                queryset.filter(pk__in=mine) if self.value() == "mine" else queryset.exclude(pk__in=mine)
            )
        now = clock.now()
        own = LivePeriod.objects.filter(edition=OuterRef("pk"))
        conditions: dict[str | None, Q] = {
            **dict.fromkeys(("draft", "mine", "others"), Q(~Exists(own))),
            "scheduled": Q(Exists(own.filter(starts__gt=now))),
            "live": Q(Exists(own.live(now))),
            "newer": Q(live_revision__isnull=False) & ~Q(live_revision=F("newest_revision")),
            "withdrawn": Q(Exists(own.begun(now))) & ~Q(Exists(own.live(now))),
            "unchecked": Q(kind=Edition.Kind.CONVERSION, reviewed_at=None),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class EssayStateFilter(StateFilter):
    """Essays that have an edition in that state."""

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if self.value() is None:
            return queryset
        editions = super().queryset(request, with_state(Edition.objects.all()))
        return queryset.filter(pk__in=editions.values("essay"))


class UseFilter(admin.SimpleListFilter):
    """Images by who sees them."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("live", _("shown to readers now")),
            ("hidden", _("in drafts or earlier versions only")),
            ("unused", _("unused")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = queryset
        if self.value() == "live":
            found = queryset.published()
        elif self.value() == "hidden":
            saved = queryset.exclude(pk__in=Image.objects.unused().values("pk"))
            found = saved.exclude(pk__in=Image.objects.published().values("pk"))
        elif self.value() == "unused":
            # Not what stands in a text that is not saved yet.
            found = queryset.unused().exclude(key__in=keys_in_unsaved_texts())
        return found


class DescribedFilter(admin.SimpleListFilter):
    """Images by the languages that say what they show."""

    title = _("alternative text")
    parameter_name = "described"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        lacking = [
            (code, _("none in %(language)s") % {"language": LANGUAGES[code].name}) for code in LANGUAGES
        ]
        return [("no", _("without description")), *lacking]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet[Any]:
        codes = list(LANGUAGES) if self.value() == "no" else [self.value()]
        found: models.QuerySet[Any] = queryset.undescribed(*codes) if self.value() else queryset
        return found
