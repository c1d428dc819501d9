"""Decisions, the letters that wait, and the words of letters, in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from responses.events.admin import RecordedAdmin
from responses.languages.codes import LANGUAGES, tag
from responses.lib.versions import StaleRow
from responses.people.signed_in import signed_in
from responses.submissions.decisions import views, waiting
from responses.submissions.decisions.errors import DecisionsError
from responses.submissions.decisions.forms import TemplateForm
from responses.submissions.decisions.pages import MAY, data_of, page
from responses.submissions.decisions.placeholders import NAMES, OF_KIND
from responses.submissions.models import Decision, LetterTemplate
from responses.submissions.services.templates import save_template, templates, texts_of


class OwnPages(RecordedAdmin):
    """A table whose pages are all our own: Django's list, form and deletion have no address."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def addresses(self) -> dict[str, tuple[str, Any]]:
        """What stands behind the table's address and what shows it, by the name of the page."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        table = self.opts.model_name
        return [
            path(route, self.admin_site.admin_view(view), {"desk": self}, name=f"responses_{table}_{name}")
            for name, (route, view) in self.addresses().items()
        ]


@admin.register(Decision)
class DecisionAdmin(OwnPages):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(MAY)

    def addresses(self) -> dict[str, tuple[str, Any]]:
        return {
            "changelist": ("", waiting.calls),
            "many": ("many/", waiting.many),
            "waiting": ("call/<int:pk>/", waiting.waiting),
            "decide": ("submission/<int:pk>/", views.decide),
            "rounds": ("submission/<int:pk>/rounds/", views.rounds),
            "change": ("<int:pk>/", views.change),
            "call_off": ("<int:pk>/call-off/", views.call_off),
        }


@admin.register(LetterTemplate)
class LetterTemplateAdmin(OwnPages):
    """Five kinds, whether or not somebody has written words of their own for them."""

    def addresses(self) -> dict[str, tuple[str, Any]]:
        return {"changelist": ("", list_kinds), "change": ("<slug:kind>/", change_words)}


def list_kinds(request: HttpRequest, desk: Any) -> HttpResponse:
    desk_lets_in(request, desk)
    known = templates()
    kinds = [
        (kind, words, [LANGUAGES[code].name for code in known[kind].texts] if kind in known else [])
        for kind, words in LetterTemplate.Kind.choices
    ]
    return page(request, desk, "templates", {"title": _("Letter templates"), "kinds": kinds})


def change_words(request: HttpRequest, kind: str, desk: Any) -> HttpResponse:
    """The words of one kind, in three languages; empty again, they are the site's own."""
    desk_lets_in(request, desk)
    if kind not in LetterTemplate.Kind.values:
        raise Http404
    own = templates().get(kind)
    initial = {"texts": texts_of(kind, own), "seen": own.version if own else 0}
    form = TemplateForm(data_of(request), initial=initial)
    if form.is_bound and form.is_valid() and _saved(request, kind, form):
        return redirect("admin:responses_lettertemplate_changelist")
    words = LetterTemplate.Kind(kind).label
    context = {
        "title": _("E-mail: %(kind)s") % {"kind": words},
        "form": form,
        "names": [(name, NAMES[name]) for name in OF_KIND[kind]],
        "theirs": _theirs(kind) if form.is_bound else [],
    }
    return page(request, desk, "template", context, refused=form.is_bound)


def _saved(request: HttpRequest, kind: str, form: TemplateForm) -> bool:
    typed = form.cleaned_data
    try:
        save_template(kind=kind, texts=typed["texts"], seen=typed["seen"], user=signed_in(request))
    except (StaleRow, DecisionsError) as refusal:
        form.add_error(None, str(refusal))
        # The next save knows of what was saved meanwhile, which the page shows beside it.
        retyped: Any = request.POST.copy()
        own = templates().get(kind)
        retyped["seen"] = own.version if own else 0
        form.data = retyped
    except ValidationError as invalid:
        form.add_error(None, list(invalid.messages))
    else:
        messages.success(
            request, _("Saved. E-mails that wait already keep their words until they are written anew.")
        )
        return True
    return False


def _theirs(kind: str) -> list[tuple[str, dict[str, str]]]:
    """What is saved now, beside what was typed and refused."""
    texts = texts_of(kind, templates().get(kind))
    return [(tag(code), texts[code]) for code in LANGUAGES]


def desk_lets_in(request: HttpRequest, desk: Any) -> None:
    if not desk.has_change_permission(request):
        raise PermissionDenied
