"""What will happen by itself: scheduled acts, and how to call one off."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.editions import PUBLISH
from responses.editorial.states import announced, site_zones
from responses.events.admin import RecordedAdmin
from responses.languages.codes import LANGUAGES
from responses.lib import clock
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.models import Publication, Release
from responses.threads.models.publications import PublicationQuerySet
from responses.threads.services.publishing import unschedule
from responses.threads.services.releases import unschedule_release


@admin.register(Publication)
class PublicationAdmin(RecordedAdmin):
    """The list of what is scheduled; publishing itself is done on the page of a text."""

    ordering = ("instant", "pk")
    list_display_links = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Publication]:
        return Publication.objects.upcoming().select_related("edition__essay__thread", "revision")

    def get_list_display(self, request: HttpRequest) -> Any:
        zones: Any = SimpleLazyObject(site_zones)

        @admin.display(description=gettext_lazy("when"))
        def when(publication: Publication) -> str:
            return announced(publication.instant, zones)

        return (when, "action", _title, _language, _unschedule, _unschedule_release)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        alone, together = "responses_publication_unschedule", "responses_publication_unschedule_release"
        return [
            path("<int:pk>/unschedule/", view(self.unschedule_view), name=alone),
            path("release/<int:pk>/unschedule/", view(self.unschedule_release_view), name=together),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:responses_publication_unschedule", object_id)

    def unschedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows, POST calls the act off; once more is no harm."""
        act = get_object_or_404(Publication.objects.filter(instant__gt=clock.now()), pk=pk)
        acts = Publication.objects.upcoming().filter(pk=pk)
        return self._called_off(request, acts, lambda: unschedule(publication=act, user=signed_in(request)))

    def unschedule_release_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same for all that goes live together."""
        release = get_object_or_404(Release.objects.filter(instant__gt=clock.now()), pk=pk)
        acts = Publication.objects.upcoming().filter(release=release)
        return self._called_off(
            request, acts, lambda: unschedule_release(release=release, user=signed_in(request))
        )

    def _called_off(
        self, request: HttpRequest, acts: PublicationQuerySet, do: Callable[[], object]
    ) -> HttpResponse:
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        if request.method == "POST":
            try:
                do()
                messages.success(request, _("Called off. What readers see now stays as it is."))
            except ThreadsError as refusal:
                messages.error(request, str(refusal))
            return redirect("admin:responses_publication_changelist")
        if not acts.exists():
            raise Http404
        zones = site_zones()
        rows = acts.select_related("edition", "revision").order_by("instant", "pk")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Unschedule"),
            "lines": [(act.revision.title, act.edition, announced(act.instant, zones)) for act in rows],
            "opts": self.opts,
        }
        return TemplateResponse(request, "editorial/unschedule.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Scheduled"), **(extra_context or {})})


@admin.display(description=gettext_lazy("title"))
def _title(publication: Publication) -> str:
    return publication.revision.title


@admin.display(description=gettext_lazy("language"))
def _language(publication: Publication) -> str:
    return LANGUAGES[publication.edition.language].name


@admin.display(description="")
def _unschedule(publication: Publication) -> SafeString:
    address = reverse("admin:responses_publication_unschedule", args=[publication.pk])
    return format_html('<a href="{}">{}</a>', address, _("Unschedule…"))


@admin.display(description="")
def _unschedule_release(publication: Publication) -> SafeString | str:
    if publication.release_id is None:
        return ""
    address = reverse("admin:responses_publication_unschedule_release", args=[publication.release_id])
    return format_html('<a href="{}">{}</a>', address, _("Unschedule all that go live with it…"))
