"""Acts on one edition but publishing: GET shows what will happen, POST does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from responses.editorial.editions import PUBLISH, is_unchecked, live_address, may_convert
from responses.editorial.forms.publishing import BareForm, NoteForm
from responses.editorial.states import site_zones, state_of
from responses.editorial.texts import edition_address
from responses.languages.codes import LANGUAGES, other_script
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.services import editions, publishing


@dataclass(frozen=True)
class Act:
    """One act: its title, what it will do in words, the word on its button; ``do`` says what was done."""

    title: str
    explanation: str
    button: str
    do: Callable[[], str] | None = None


def withdraw(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Out of public view, with a note."""
    edition = edition_for(request, pk, desk, PUBLISH)
    form = NoteForm(_data(request))

    def act() -> str:
        publishing.withdraw(edition=edition, user=signed_in(request), note=form.cleaned_data["note"])
        return _("Withdrawn. Readers see your note in its place.")

    words = Act(
        _("Withdraw"),
        _("The text disappears from every page, list and feed at once; what answers it stays."),
        _("Withdraw"),
        act,
    )
    return _carried_out(request, desk, edition, form, words)


def reinstate(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Back as it last was."""
    edition = edition_for(request, pk, desk, PUBLISH)

    def act() -> str:
        publishing.reinstate(edition=edition, user=signed_in(request))
        return _("Live again, as it last was.")

    words = Act(
        _("Reinstate"),
        _("Readers see the version again that was live before it was withdrawn."),
        _("Reinstate"),
        act,
    )
    return _carried_out(request, desk, edition, BareForm(_data(request)), words)


def convert(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Into the other Chinese script."""
    edition = edition_for(request, pk, desk, "responses.add_edition")
    if not may_convert(request, edition):
        raise Http404

    def act() -> str:
        revision = editions.convert_edition(source=edition, user=signed_in(request))
        return _("Converted: “%(title)s”. It is called automatic until somebody has checked it.") % {
            "title": revision.title
        }

    language = LANGUAGES[other_script(edition.language)].name
    words = Act(
        _("Make %(language)s") % {"language": language},
        _(
            "A program converts the newest version;"
            " corrections made in an earlier conversion are not carried over."
        ),
        _("Convert"),
        act,
    )
    return _carried_out(request, desk, edition, BareForm(_data(request)), words)


def reviewed(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """A person has read the conversion."""
    edition = edition_for(request, pk, desk, "responses.change_edition")
    if not is_unchecked(edition):
        raise Http404

    def act() -> str:
        editions.mark_reviewed(edition=edition, user=signed_in(request))
        return _("Marked as checked by you.")

    words = Act(
        _("Mark as checked"),
        _("You have read the whole text in this script. Readers are no longer told that it is automatic."),
        _("I have read it"),
        act,
    )
    return _carried_out(request, desk, edition, BareForm(_data(request)), words)


VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "withdraw": withdraw,
    "reinstate": reinstate,
    "convert": convert,
    "reviewed": reviewed,
}


def edition_for(request: HttpRequest, pk: int, desk: Any, permission: str) -> Any:
    if not request.user.has_perm(permission):
        raise PermissionDenied
    edition = desk.get_object(request, str(pk))
    if edition is None or edition.newest_revision is None:
        raise Http404
    return edition


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _carried_out(request: HttpRequest, desk: Any, edition: Any, form: forms.Form, words: Act) -> HttpResponse:
    if form.is_bound and form.is_valid() and words.do:
        try:
            return _done(request, edition, words.do())
        except ThreadsError as refusal:
            form.add_error(None, str(refusal))
    return _page(request, desk, edition, form, words)


def _done(request: HttpRequest, edition: Any, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(edition_address(edition))


def _page(request: HttpRequest, desk: Any, edition: Any, form: forms.Form, act: Act) -> HttpResponse:
    context = {
        **desk.admin_site.each_context(request),
        "title": act.title,
        "subtitle": f"{edition.newest_title} ({LANGUAGES[edition.language].name})",
        "act": act,
        "form": form,
        "state": state_of(edition, site_zones()),
        "back": edition_address(edition),
        "live_address": live_address(edition),
        "opts": desk.opts,
    }
    status = 409 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "editorial/act.html", context, status=status)
