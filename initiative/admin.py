"""The admin as one site: its first page, grouped by what editors do, and the one way in."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from responses.editorial.overview import thread_lines
from responses.editorial.waiting import coming_for
from responses.editorial.waiting import waiting_for as texts_waiting_for
from responses.editorial.working.unfinished import unfinished_of
from responses.notifications.waiting import waiting_for as letters_waiting_for
from responses.people.factors import gate
from responses.submissions.acceptance.admin import addresses as acceptance_addresses
from responses.submissions.acceptance.listing import waiting_for as acceptances_waiting_for
from responses.submissions.decisions.listing import waiting_for as decisions_waiting_for
from responses.submissions.desk.counts import waiting_for as essays_waiting_for

# Each table stands once, in the order in which editors reach for it.
SECTIONS = (
    (
        "content",
        _("Content"),
        ("Thread", "Prompt", "Response", "Edition", "Publication", "Theme", "Image", "DailyViews"),
    ),
    ("submissions", _("Essays sent in"), ("Call", "Submission", "Decision", "LetterTemplate")),
    ("people", _("People"), ("Person",)),
    ("site", _("Site"), ("Initiative", "Page")),
    ("accounts", _("Accounts"), ("User",)),
    ("mail", _("Mail"), ("Letter",)),
    ("log", _("Log"), ("Event",)),
)


class Autocomplete(AutocompleteJsonView):
    """Search results labelled by the admin page that they are of, for those who may see that page."""

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class Site(admin.AdminSite):
    site_title = site_header = _("Editorial desk")
    index_title = _("Desk")
    # Its own script and its state in the browser add nothing to an index as short as ours.
    enable_nav_sidebar = False
    empty_value_display = "–"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The tables that this user may see, by section instead of by app."""
        apps = self._build_app_dict(request, app_label)
        tables = {each["object_name"]: each for each in apps.get("responses", {}).get("models", ())}
        if "Publication" in tables:
            # The list shows the acts that are still to come; the others stand in each text's history.
            tables["Publication"]["name"] = _("Scheduled")
        return [
            {"name": name, "app_label": label, "app_url": "", "has_module_perms": True, "models": shown}
            for label, name, names in SECTIONS
            if (shown := [tables[each] for each in names if each in tables])
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Django's, without the tables and the log of its side bars, which no page of ours has."""
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "is_popup": False,
            "is_nav_sidebar_enabled": self.enable_nav_sidebar,
        }

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, who have shown their second factor, and have one where it is required."""
        return super().has_permission(request) and gate.may_enter(request)

    @method_decorator(never_cache)
    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        coming, scheduled = coming_for(request.user)
        waiting = [
            *decisions_waiting_for(request.user),
            *essays_waiting_for(request.user),
            *texts_waiting_for(request.user),
            *acceptances_waiting_for(request.user),
            *letters_waiting_for(request.user),
        ]
        context = {
            "waiting": waiting,
            "coming": coming,
            "scheduled": scheduled,
            "unfinished": unfinished_of(request.user),
            "threads": thread_lines(request.user),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def get_urls(self) -> list[Any]:
        return [*acceptance_addresses(self), *super().get_urls()]

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        # There is one app, and a second list of its tables would only be a longer way.
        return redirect("admin:index")

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one log-in, with its limits; the admin's own form is never shown."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied(gettext("Your account may not enter the editorial desk."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    @method_decorator(require_POST)
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        logout(request)
        return redirect("account_login")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    password_change_done = password_change

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Autocomplete.as_view(admin_site=self)(request)
