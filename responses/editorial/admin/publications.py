"""What will happen by itself: scheduled acts, and how to call one off."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.editions import PUBLISH
from responses.editorial.states import moment, site_zones
from responses.events.admin import RecordedAdmin
from responses.languages.codes import LANGUAGES
from responses.lib import clock
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.models import LivePeriod, Publication
from responses.threads.services.publishing import unschedule


def upcoming(publications: models.QuerySet[Publication]) -> models.QuerySet[Publication]:
    """Acts that will change what readers see: not those that a later entry for the same instant undid."""
    same = {"edition": OuterRef("edition"), "instant": OuterRef("instant")}
    later = Publication.objects.filter(**same, pk__gt=OuterRef("pk"))
    begins = LivePeriod.objects.filter(edition=OuterRef("edition"), starts=OuterRef("instant"))
    ends = LivePeriod.objects.filter(edition=OuterRef("edition"), ends=OuterRef("instant"))
    withdraws = Q(action=Publication.Action.WITHDRAW)
    changes = (~withdraws & Exists(begins)) | (withdraws & Exists(ends))
    return publications.filter(changes, ~Exists(later), instant__gt=clock.now())


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
        rows = super().get_queryset(request).select_related("edition__essay__thread", "revision")
        return upcoming(rows)

    def get_list_display(self, request: HttpRequest) -> Any:
        zones: Any = SimpleLazyObject(site_zones)

        @admin.display(description=gettext_lazy("when"))
        def when(publication: Publication) -> str:
            return moment(publication.instant, zones)

        return (when, "action", _title, _language, _unschedule)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.unschedule_view)
        return [
            path("<int:pk>/unschedule/", view, name="responses_publication_unschedule"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:responses_publication_unschedule", object_id)

    def unschedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows, POST calls the act off."""
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        publication = self.get_object(request, str(pk))
        if publication is None:
            raise Http404
        if request.method == "POST":
            try:
                unschedule(publication=publication, user=signed_in(request))
                messages.success(request, _("Called off. What readers see now stays as it is."))
            except ThreadsError as refusal:
                messages.error(request, str(refusal))
            return redirect("admin:responses_publication_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Unschedule"),
            "publication": publication,
            "when": moment(publication.instant, site_zones()),
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
