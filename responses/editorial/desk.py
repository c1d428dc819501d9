"""The base of the desk's pages: a form, one service call in one transaction, a sentence when refused."""

from typing import Any

from django import forms
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from responses.editorial.conflicts.choices import choose, is_answer
from responses.editorial.conflicts.meeting import Meeting, meet
from responses.editorial.conflicts.values import digests
from responses.editorial.forms.base import DeskForm
from responses.events.admin import RecordedAdmin
from responses.lib.prose import ProseError
from responses.lib.versions import StaleRow
from responses.threads.errors import ThreadsError

# The buttons under a form, as Django's admin names them.
SAVING = ("show_save", "show_save_and_continue", "show_save_and_add_another")


class DeskAdmin(RecordedAdmin):
    """A page whose form is saved by services.

    Whatever they refuse is said on the form with everything typed still in it; a stale save answers 409
    and shows both texts.
    """

    form_class: type[DeskForm]
    change_form_template = "editorial/change_form.html"
    additions_are_recorded = True
    # Fields whose change the services record themselves, as a saved version.
    text_fields: tuple[str, ...] = ()

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        return self.form_class(data, row=row)

    def save(self, request: HttpRequest, form: DeskForm, row: Any) -> models.Model:
        """Call the service. May raise what `_saved` knows how to say."""
        raise NotImplementedError

    def label(self, row: Any) -> str:
        """What a row is called above its form, and where it is searched for."""
        return str(row)

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {}

    def refused(self, request: HttpRequest, form: DeskForm, row: Any) -> None:
        """A save was stale; called after the transaction is gone."""

    def fill(self, request: HttpRequest, form: DeskForm, row: Any) -> None:
        """Put what the page shows instead of the row into a form that was not sent."""

    def is_closed(self, row: Any) -> bool:
        """Whether nobody writes this row for now: its page only shows it, and the services refuse a save."""
        return False

    def saved_as(self, request: HttpRequest, form: DeskForm, saved: models.Model) -> None:
        """A save went well; called within its transaction."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self._row(request, object_id)
        may_write = self.has_change_permission(request, row) if row else self.has_add_permission(request)
        data = request.POST if request.method == "POST" else None
        if not may_write and (data is not None or row is None):
            raise PermissionDenied
        if row is not None and data is not None and is_answer(data):
            data = choose(data, self.build_form(request, row, None), row)
        form = self.build_form(request, row, data)
        closed = row is not None and self.is_closed(row)
        if data is None and may_write and not closed:
            form.initial["was"] = digests(form) if row else ""
            self.fill(request, form, row)
        if data is not None and form.is_valid() and (saved := self._saved(request, form, row)):
            self._record(request, form, row, saved)
            saved = self.get_object(request, str(saved.pk)) or saved  # as lists call it
            return self.response_change(request, saved) if row else self.response_add(request, saved)
        if not may_write or (closed and data is None):
            form.freeze()
        extra = dict.fromkeys(SAVING, False) if closed and data is None else {}
        return self._page(request, form, row, extra | (extra_context or {}))

    def response_post_save_add(self, request: HttpRequest, obj: models.Model) -> Any:
        """To the page of what was made, where the next step is; not back to the list."""
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", obj.pk)

    def _row(self, request: HttpRequest, object_id: str | None) -> Any:
        if object_id is None:
            return None
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return row

    def _saved(self, request: HttpRequest, form: DeskForm, row: Any) -> models.Model | None:
        try:
            with transaction.atomic():
                saved = self.save(request, form, row)
                self.saved_as(request, form, saved)
                return saved
        except StaleRow as stale:
            form.refuse(str(stale))
            form.unseal()
            # Kept with the version that was seen: should the page be left, the next save meets theirs too.
            self.refused(request, form, row)
            form.meet(self.get_object(request, str(row.pk)))
        except (ThreadsError, ProseError) as refusal:
            form.refuse(str(refusal))
        except ValidationError as invalid:
            form.refuse(*invalid.messages)
        except IntegrityError:
            # The forms check all that the database guards, but a moment earlier.
            form.refuse(
                _("Something that this depends on changed in the same moment. Look again, then save.")
            )
        return None

    def _record(self, request: HttpRequest, form: DeskForm, row: Any, saved: models.Model) -> None:
        if row is None:
            return self.log_addition(request, saved, [])
        fields = [name for name in form.changed_data if name not in (*self.text_fields, "seen", "was")]
        if fields:
            self.log_change(request, saved, [{"changed": {"fields": fields}}])
        return None

    def _page(self, request: HttpRequest, form: Any, row: Any, extra: dict[str, Any]) -> HttpResponse:
        both = self._both(request, form, row)
        context = {
            **self.admin_site.each_context(request),
            "title": self._title(row),
            "subtitle": self.label(row) if row else None,
            "adminform": helpers.AdminForm(form, list(form.fieldsets), {}, (), model_admin=self),
            "inline_admin_formsets": [],
            "errors": helpers.AdminErrorList(form, []),
            "media": self.media
            + form.media
            + (forms.Media(css={"all": ["css/history.css"]}) if both else forms.Media()),
            "object_id": str(row.pk) if row else None,
            "original": row,
            "is_popup": False,
            "to_field": None,
            "preserved_filters": self.get_preserved_filters(request),
            "both": both,
            **(self.beside(request, row)),
            **extra,
        }
        answer = self.render_change_form(request, context, add=row is None, change=row is not None, obj=row)
        answer.status_code = 409 if form.conflict else 200
        return answer

    def _both(self, request: HttpRequest, form: DeskForm, row: Any) -> Meeting | None:
        """After a stale save: yours, theirs and what both become."""
        if not form.conflict:
            return None
        fresh = self.get_object(request, str(row.pk))
        return meet(form, self.build_form(request, fresh, None), fresh)

    def _title(self, row: Any) -> str:
        name = self.opts.verbose_name
        return _("Change %(name)s") % {"name": name} if row else _("Add %(name)s") % {"name": name}
