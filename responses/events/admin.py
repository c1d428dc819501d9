"""The log in the admin, and the base of every admin page: what is done there is logged as an event.

Django's own history is not used: its rows go when their user goes, and they hold no more.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from responses.events.models import Event
from responses.events.services import kind_of, record
from responses.events.words import in_words

HISTORY_LENGTH = 200


class RecordedAdmin(admin.ModelAdmin):
    """An admin page whose acts are events, and where nothing is deleted."""

    actions: Any = None
    # "3 of 10,000" costs a second count of the whole table on every search.
    show_full_result_count = False
    # The services of content say themselves that something was created.
    additions_are_recorded = False

    @property
    def media(self) -> Media:
        """What Django's admin loads, but for what fields need that fill one another while one types."""
        jquery = "vendor/jquery/jquery.js" if settings.DEBUG else "vendor/jquery/jquery.min.js"
        names = (jquery, "jquery.init.js", "core.js", "admin/RelatedObjectLookups.js", "actions.js")
        return Media(js=[f"admin/js/{name}" for name in names])

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """A list is filtered by its own filters: other lookups would ask for content, or fail on a column."""
        filters: list[Any] = list(self.get_list_filter(request))  # type: ignore[arg-type]
        offered = {each if isinstance(each, str) else each.parameter_name for each in filters}
        return lookup.partition("__")[0] in offered and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        if not self.additions_are_recorded:
            record("created", subject=obj, actor=_actor(request))

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record("changed", subject=obj, actor=_actor(request), fields=_changed(message))

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet[models.Model]) -> Any:
        for obj in queryset:
            record("deleted", subject=obj, actor=_actor(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """What happened to one row, newest first."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % obj,
            "events": [(event, in_words(event.verb)) for event in events_of(obj)[:HISTORY_LENGTH]],
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "events/history.html", context)


def events_of(obj: models.Model) -> models.QuerySet[Event]:
    """The lines of the log about one row, newest first."""
    return Event.objects.filter(subject_type=kind_of(obj), subject_number=obj.pk).order_by("-at", "-pk")


def _actor(request: HttpRequest) -> models.Model | None:
    return request.user if isinstance(request.user, models.Model) else None


def _changed(message: Any) -> list[str]:
    changes = [each.get("changed", {}) for each in message] if isinstance(message, list) else []
    return [str(field) for change in changes for field in change.get("fields", [])]


@admin.register(Event)
class EventAdmin(RecordedAdmin):
    """The log: to read."""

    list_display = ("at", "actor_label", "what", "kind", "subject_label")
    search_fields = ("actor_label", "subject_label", "verb")
    search_help_text = _("Search by who did it, what was done, or what it was done to")
    ordering = ("-at", "-pk")
    list_per_page = 100

    @admin.display(description=_("kind of subject"), ordering="subject_type")
    def kind(self, event: Event) -> str:
        try:
            return str(apps.get_model("responses", event.subject_type)._meta.verbose_name)
        except (LookupError, ValueError):
            return event.subject_type  # a table that is no more, or none

    @admin.display(description=_("what"), ordering="verb")
    def what(self, event: Event) -> str:
        return in_words(event.verb)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
