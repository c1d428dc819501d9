"""The base of the desk's pages on which a text is written."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from responses.editorial.desk import DeskAdmin
from responses.editorial.errors import OtherWindow
from responses.editorial.forms.base import DeskForm
from responses.editorial.working import services, views
from responses.editorial.working.intake import answered_by_a_file, report_of
from responses.languages.codes import LANGUAGES
from responses.people.signed_in import signed_in
from responses.threads.models import Edition, Essay, Revision, WorkingCopy


class TextDesk(DeskAdmin):
    """What is typed is kept as it is typed, comes back after a closed window, and is shown as it will look.

    A subclass says what kind of new text it makes (``new_page``), and which edition a row's text is.
    """

    change_form_template = "editorial/text_form.html"
    new_page: ClassVar[str] = WorkingCopy.Page.RESPONSE

    def edition_written(self, row: Any) -> Edition | None:
        """The edition whose text the form of ``row`` holds; None while there is none."""
        raise NotImplementedError

    def made_from(self, form: Any) -> Revision | None:
        """The version that a new text is made from: of a translation, its source."""
        return getattr(form, "made_from", None)

    def essay_made(self, saved: Any) -> Essay | None:
        """The essay that a save has written."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        return [*self._addresses(), *super().get_urls()]

    def _addresses(self) -> list[URLPattern]:
        found = []
        for act, view in views.VIEWS.items():
            name, wrapped = f"responses_{self.opts.model_name}_{act}", self.admin_site.admin_view(view)
            found.append(path(f"{act}/", wrapped, {"desk": self}, name=f"{name}_new"))
            found.append(path(f"<int:pk>/{act}/", wrapped, {"desk": self}, name=name))
        return found

    def writable(self, request: HttpRequest, pk: int | None) -> Any:
        """The row to be written (None for a new one), if this user may. Raises Http404, PermissionDenied."""
        row = self._row(request, str(pk)) if pk else None
        if not (self.has_change_permission(request, row) if row else self.has_add_permission(request)):
            raise PermissionDenied
        return row

    def fill(self, request: HttpRequest, form: DeskForm, row: Any) -> None:
        """Show what was typed and not saved, instead of what is saved."""
        copy = self._copy(request, row)
        if copy is None or "copy" not in form.fields:
            return
        held = {name: value for name, value in copy.content.items() if name in form.fields}
        form.initial = {**form.initial, "was": "", **held, "copy": services.copy_token(copy)}

    def saved_as(self, request: HttpRequest, form: DeskForm, saved: models.Model) -> None:
        token = form.cleaned_data.get("copy", "")
        services.finish_copy(user=signed_in(request), token=token, essay=self.essay_made(saved))

    def refused(self, request: HttpRequest, form: DeskForm, row: Any) -> None:
        if "copy" not in form.fields:
            return
        try:
            copy = self.keep(request, form, row)
        except OtherWindow:
            return  # what was typed is in the answer itself, and the other window keeps its own
        data: Any = form.data
        data["copy"] = services.copy_token(copy)

    def keep(self, request: HttpRequest, form: DeskForm, row: Any) -> WorkingCopy:
        """Keep what the (bound) form holds. Raises ``OtherWindow``, ``TooManyUnfinished``."""
        edition = self.edition_written(row) if row else None
        return services.keep_copy(
            user=signed_in(request),
            page=WorkingCopy.Page.EDITION if edition else self.new_page,
            edition=edition,
            content={name: form[name].value() for name in form.fields if name != "copy"},
            based_on=edition.latest if edition else self.made_from(form),
            token=str(form["copy"].value() or ""),
        )

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Where the scripts of the page find what they need, and what is said of a kept text."""
        if not (self.has_change_permission(request, row) if row else self.has_add_permission(request)):
            return {}
        if row is not None and self.edition_written(row) is None:
            return {}
        if row is not None and request.method == "GET" and self.is_closed(row):
            return {}
        copy = self._copy(request, row) if request.method == "GET" else None
        return answered_by_a_file(request, row) | {
            "desk": {act: self.address(act, row, request) for act in views.VIEWS} | _common(request),
            "languages": LANGUAGES.values(),
            "copy": copy,
            "came_as": {"guesses": [], "file": ""} | (copy.findings if copy else {}),
            "report": report_of(copy) if copy else [],
        }

    def address(self, act: str, row: Any, request: HttpRequest) -> str:
        name = f"admin:responses_{self.opts.model_name}_{act}"
        bare = reverse(name, args=[row.pk]) if row else reverse(f"{name}_new")
        query = request.GET.copy()
        query.pop("copy", None)
        return f"{bare}?{query.urlencode()}" if query else bare

    def _copy(self, request: HttpRequest, row: Any) -> WorkingCopy | None:
        user = signed_in(request)
        if row is None:
            copy = services.copy_named(user=user, token=request.GET.get("copy", ""))
            return copy if copy and copy.page == self.new_page else None
        edition = self.edition_written(row)
        return WorkingCopy.objects.filter(edition=edition, user=user).first() if edition else None

    def thrown_away(self, request: HttpRequest, row: Any) -> HttpResponse:
        """After a kept text was given up: the form with what is saved, or the list."""
        messages.success(request, _("What was typed and not saved has been thrown away."))
        name = f"admin:responses_{self.opts.model_name}"
        return redirect(f"{name}_change", row.pk) if row else redirect(f"{name}_changelist")


def _common(request: HttpRequest) -> dict[str, Any]:
    """Whose desk this is, and where images are picked, if this user may see them."""
    may = request.user.has_perm("responses.view_image")
    return {"user": request.user.pk, "pick": reverse("admin:responses_image_pick") if may else ""}
