"""What authors said on previews, oldest first, until somebody has dealt with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from responses.editorial.admin.previews import MAY
from responses.editorial.models import PreviewNote
from responses.editorial.previews.listing import unhandled_notes
from responses.editorial.previews.services import handle_note
from responses.editorial.states import moment, site_zones
from responses.people.signed_in import signed_in

MOST = 100


def address_of(desk: Any) -> URLPattern:
    """The page's address under a desk."""
    return path("notes/", desk.admin_site.admin_view(notes), {"desk": desk}, name="responses_edition_notes")


def notes(request: HttpRequest, desk: Any) -> HttpResponse:
    """GET lists, POST marks one as dealt with."""
    if not request.user.has_perm(MAY):
        raise PermissionDenied
    if request.method == "POST":
        number = request.POST.get("note", "")
        note = get_object_or_404(PreviewNote, pk=number if number.isascii() and number.isdecimal() else 0)
        handle_note(note=note, user=signed_in(request))
        messages.success(request, _("Done. The note stays with its text."))
        return redirect(request.path)
    zones = site_zones()
    found = unhandled_notes().select_related("link__edition__essay", "link__thread")[:MOST]
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Notes from authors"),
        "subtitle": None,
        "lines": [(note, moment(note.created_at, zones), _where(note), str(_shown(note))) for note in found],
        "opts": desk.opts,
    }
    return TemplateResponse(request, "editorial/notes.html", context)


def _shown(note: PreviewNote) -> Any:
    return note.link.edition or note.link.thread


def _where(note: PreviewNote) -> str:
    kind = "edition" if note.link.edition_id else "thread"
    return reverse(f"admin:responses_{kind}_previews", args=[_shown(note).pk])
