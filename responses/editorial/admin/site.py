"""People, themes, pages and the initiative: rows with texts in each language, which save at once."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from responses.editorial import rows
from responses.editorial.desk import DeskAdmin
from responses.editorial.forms.site import InitiativeForm, PageForm, PersonForm, ThemeForm
from responses.editorial.labels import people_matching, person_label
from responses.people.models import Person
from responses.threads.models import Initiative, Page, Theme


class RowAdmin(DeskAdmin):
    """A row with a web address; saving is a function of `editorial.rows`."""

    additions_are_recorded = False

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        row = row or self.model()
        form.apply(row)
        return self.save_row(row, form.cleaned_data.get("web_address", ""))

    def save_row(self, row: Any, slug: str) -> models.Model:
        raise NotImplementedError


@admin.register(Person)
class PersonAdmin(RowAdmin):
    form_class = PersonForm
    list_display = ("names", "slug")
    ordering = ("sort_en", "pk")
    search_fields = ("slug",)
    search_help_text = _("Search by name, in any script")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        return people_matching(queryset, search_term), False

    @admin.display(description=_("names"), ordering="sort_en")
    def names(self, person: Person) -> str:
        return self.label(person).rpartition(" [")[0]

    def label(self, person: Any) -> str:
        return person_label(person.slug, person.texts)

    def save_row(self, row: Any, slug: str) -> models.Model:
        return rows.save_person_at(row, slug=slug)


@admin.register(Theme)
class ThemeAdmin(RowAdmin):
    form_class = ThemeForm
    list_display = ("__str__", "slug", "position")
    ordering = ("position", "pk")
    search_fields = ("name", "slug")

    def save_row(self, row: Any, slug: str) -> models.Model:
        return rows.save_theme_at(row, slug=slug)


@admin.register(Page)
class PageAdmin(RowAdmin):
    form_class = PageForm
    list_display = ("__str__", "slug", "position", "in_menu")
    ordering = ("position", "pk")

    def save_row(self, row: Any, slug: str) -> models.Model:
        return rows.save_page(row)


@admin.register(Initiative)
class InitiativeAdmin(RowAdmin):
    """There is one row: its list is its form."""

    form_class = InitiativeForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:responses_initiative_change", 1)

    def save_row(self, row: Any, slug: str) -> models.Model:
        return rows.save_page(row)
