"""Essays of every kind: found for the boxes and lists of the desk, and led on to their own pages."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from responses.editorial.admin.many import addresses_of_many
from responses.editorial.desk import DeskAdmin
from responses.editorial.labels import essay_label, essays_matching, labelled
from responses.editorial.texts import text_address
from responses.threads.models import Essay


class EssaySearch(DeskAdmin):
    """Finding essays: by title, author and address, with labels that tell them apart."""

    ordering = ("-created_at", "-pk")
    search_fields = ("slug",)
    search_help_text = _("Search by title, text, author or web address, in either Chinese script")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return labelled(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        return essays_matching(queryset, search_term), False

    def label(self, essay: Any) -> str:
        return essay_label(essay)


@admin.register(Essay)
class EssayAdmin(EssaySearch):
    """Essays are no entry of any menu; here they are found for a box, or led on to their own page."""

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        at_hand = queryset.filter(set_aside_at=None)
        return super().get_search_results(request, at_hand, search_term)

    def get_urls(self) -> list[URLPattern]:
        return [*addresses_of_many(self), *super().get_urls()]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:responses_response_changelist")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            raise PermissionDenied
        return redirect(text_address(self._row(request, object_id)))


class EssayBox(AutocompleteSelect):
    """Django's box, shown again also when what was sent is no number."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        numbers = [each for each in value if each.isascii() and each.isdecimal() and len(each) < 19]
        return super().optgroups(name, numbers, attr)
