"""What was ticked in a list: the address of the next page names it, which shows it before it acts."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.editions import PUBLISH

MOST = 100  # rows of one act: as many as a list shows
# The lists that one can come from, by the word in the address.
LISTS = ("prompt", "response", "edition", "image")


class ListActs(admin.ModelAdmin):
    """A list whose ticked rows lead to a page that says what will happen; only that page does it, by POST."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    def has_write_permission(self, request: HttpRequest) -> bool:
        """Whether this user writes essays, be it prompts or responses."""
        return any(request.user.has_perm(f"responses.change_{kind}") for kind in ("prompt", "response"))


@admin.action(description=gettext_lazy("Publish…"), permissions=["publish"])
def publish(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    return _led_to("admin:responses_edition_publish_ticked", desk, request, rows)


@admin.action(description=gettext_lazy("Mark as checked…"), permissions=["change"])
def mark_checked(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    return _led_to("admin:responses_edition_reviewed_ticked", desk, request, rows)


@admin.action(description=gettext_lazy("Add or remove themes…"), permissions=["write"])
def change_themes(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    return _led_to("admin:responses_essay_themes", desk, request, rows)


@admin.action(description=gettext_lazy("Set aside…"), permissions=["write"])
def put_aside(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    return _led_to("admin:responses_essay_aside", desk, request, rows)


@admin.action(description=gettext_lazy("Take back…"), permissions=["write"])
def take_back(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    return _led_to("admin:responses_essay_take_back", desk, request, rows)


@admin.action(description=gettext_lazy("Remove…"), permissions=["remove"])
def remove(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    return _led_to("admin:responses_image_remove", desk, request, rows)


def acts_for(request: HttpRequest, offered: dict[str, Any]) -> dict[str, Any]:
    """The acts that make sense for what a list shows: what lies aside is only taken back."""
    aside = "aside" in request.GET
    return {name: act for name, act in offered.items() if (name == "take_back") is aside}


def _led_to(page: str, desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    """To the page that shows the ticked rows; None, with a sentence, when they are too many, or gone."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) > MOST:
        messages.error(request, _("A hundred rows at a time are the most: tick fewer, then choose again."))
        return None
    if not numbers:
        messages.error(request, _("What was ticked has left this list meanwhile. Look again, then choose."))
        return None
    table = desk.opts.model_name
    named = {
        "essay" if table in ("prompt", "response") else table: numbers,
        "list": table,
        "filters": request.GET.urlencode(),
    }
    return redirect(f"{reverse(page)}?{urlencode(named, doseq=True)}")


def chosen(request: HttpRequest, table: str) -> list[int]:
    """The numbers that the address names, each once; what is no number names nothing."""
    named = dict.fromkeys(request.GET.getlist(table))
    return [int(each) for each in named if each.isascii() and each.isdecimal() and len(each) < 19][:MOST]


def list_came_from(request: HttpRequest, otherwise: str) -> tuple[str, str]:
    """The list, as it was filtered, in which rows were ticked: its name and address; else that of a table."""
    given = request.GET.get("list", "")
    table = given if given in LISTS else otherwise
    name = capfirst(str(apps.get_model("responses", table)._meta.verbose_name_plural))
    address = reverse(f"admin:responses_{table}_changelist")
    # Taken apart and put together again: whatever it says, it stays the query of our own list.
    filters = QueryDict(request.GET.get("filters", "") if given == table else "").urlencode()
    return name, f"{address}?{filters}" if filters else address
