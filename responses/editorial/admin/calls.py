"""Calls for essays at the desk: one form, and beside it what readers see, codes, a later end, a copy."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from responses.calls.models import Call
from responses.calls.services import save_call
from responses.editorial.admin import call_acts
from responses.editorial.admin.finding import EssayBox
from responses.editorial.desk import DeskAdmin
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.calls import CallForm
from responses.editorial.labels import any_contains
from responses.editorial.states import Zones, moment, site_zones
from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.people.signed_in import signed_in

# The table of essays that are sent in belongs to a package that stands above; here it is only counted.
SENT: Any = Call._meta.get_field("submissions").related_model


@admin.register(Call)
class CallAdmin(DeskAdmin):
    form_class = CallForm
    change_form_template = "editorial/call_form.html"
    ordering = ("-opens_at", "-pk")
    search_fields = ("slug",)
    search_help_text = _("Search by title or web address")
    list_select_related = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Call]:
        states = [value for value, _label in SENT.State.choices if value != "unfinished"]
        return (
            super()
            .get_queryset(request)
            .annotate(
                **{
                    f"count_{state}": Count("submissions", filter=Q(submissions__state=state))
                    for state in states
                }
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        for word in search_term.split()[:10]:
            columns = ["slug", *(f"texts__{code}__title" for code in LANGUAGES)]
            queryset = queryset.filter(any_contains(columns, word))
        return queryset, False

    def get_list_display(self, request: HttpRequest) -> Any:
        zones: Any = SimpleLazyObject(site_zones)
        return ("title", "stands", _window(zones), "essays")

    @admin.display(description=_("title"))
    def title(self, call: Call) -> str:
        return call.title_in(active())[0]

    @admin.display(description=_("state"))
    def stands(self, call: Call) -> str:
        return call_acts.standing(call)

    @admin.display(description=_("essays sent"))
    def essays(self, call: Call) -> str:
        return counted(call)

    def get_urls(self) -> list[URLPattern]:
        return [*call_acts.addresses(self), *super().get_urls()]

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        form = CallForm(data, zones=site_zones(), row=row)
        box: Any = form.fields["thread"]
        box.widget = EssayBox(Call._meta.get_field("thread"), self.admin_site)
        box.widget.choices = box.choices
        return form

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        call = row or Call()
        form.apply(call)
        return save_call(call=call, user=signed_in(request), slug=form.cleaned_data["web_address"])

    def label(self, row: Any) -> str:
        return str(row.title_in(active())[0])

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None:
            return {"call": None}
        acts = ("look", "codes", "put_off", "copy")
        return {
            "call": row,
            "standing": call_acts.standing(row),
            "window": window_of(row, site_zones()),
            "counted": counted(row),
            "act_at": {act: reverse(f"admin:responses_call_{act}", args=[row.pk]) for act in acts},
            "may_invite": request.user.has_perm("responses.add_invitation"),
        }


def counted(call: Any) -> str:
    """“12: 7 received, 5 accepted”, of a call that the list has fetched."""
    found = [
        (getattr(call, f"count_{value}"), label)
        for value, label in SENT.State.choices
        if value != "unfinished"
    ]
    total = sum(number for number, _label in found)
    said = ", ".join(f"{number} {label}" for number, label in found if number)
    return f"{total}: {said}" if total else "0"


def window_of(call: Call, zones: Zones) -> str:
    return f"{moment(call.opens_at, zones)} – {moment(call.closes_at, zones)}"


def _window(zones: Zones) -> Any:
    @admin.display(description=_("window"), ordering="closes_at")
    def window(call: Call) -> str:
        return window_of(call, zones)

    return window
