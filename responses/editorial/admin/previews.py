"""The desk's page of the links to one edition or one thread: make, revoke, read the notes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from responses.editorial.forms.previews import LinkForm
from responses.editorial.previews import listing, services
from responses.editorial.states import Zones, site_zones
from responses.editorial.texts import edition_address
from responses.languages.codes import LANGUAGES
from responses.languages.paths import absolute
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.models import Edition, Thread

MAY = "responses.change_response"


def address_of(desk: Any) -> URLPattern:
    """The page's address under a desk of editions or of threads."""
    name = f"responses_{desk.opts.model_name}_previews"
    return path("<int:pk>/previews/", desk.admin_site.admin_view(previews), {"desk": desk}, name=name)


def previews_beside(request: HttpRequest, shown: Edition | Thread, zones: Zones) -> dict[str, Any]:
    """What the form of a text or a thread says of its links; nothing to those who may not make them."""
    if not request.user.has_perm(MAY):
        return {}
    kind = "thread" if isinstance(shown, Thread) else "edition"
    return {
        "previews": {
            "address": reverse(f"admin:responses_{kind}_previews", args=[shown.pk]),
            "links": listing.link_lines(shown, zones),
            "notes": listing.note_lines(shown, zones),
        }
    }


def previews(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """GET lists; POST makes a link, whose address this one answer tells, or revokes one."""
    shown = desk.get_object(request, str(pk))
    if shown is None:
        raise Http404
    if not request.user.has_perm(MAY) or not desk.has_change_permission(request, shown):
        raise PermissionDenied
    if request.method == "POST" and "revoke" in request.POST:
        return _revoked(request, shown)
    form = LinkForm(request.POST if request.method == "POST" else None, language=_language(shown))
    address = _made(request, form, shown) if form.is_bound and form.is_valid() else ""
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Preview links"),
        "subtitle": desk.label(shown) if isinstance(shown, Thread) else _name(shown),
        "form": form if not address else LinkForm(None, language=_language(shown)),
        "address": address,
        "links": listing.link_lines(shown, site_zones()),
        "notes": listing.note_lines(shown, site_zones()),
        "back": _back(shown),
        "opts": desk.opts,
    }
    status = 409 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "editorial/previews.html", context, status=status)


def _made(request: HttpRequest, form: LinkForm, shown: Edition | Thread) -> str:
    try:
        _link, token = services.make_preview_link(shown=shown, user=signed_in(request), **form.cleaned_data)
    except ThreadsError as refusal:
        form.add_error(None, str(refusal))
        return ""
    return absolute(reverse("editorial:preview", args=[token]))


def _revoked(request: HttpRequest, shown: Edition | Thread) -> HttpResponse:
    number = request.POST["revoke"]
    link = get_object_or_404(listing.links_to(shown), pk=number if number.isdecimal() else 0)
    services.revoke(link=link, user=signed_in(request))
    messages.success(request, _("Revoked. The link opens nothing any more."))
    return redirect(request.path)


def _language(shown: Edition | Thread) -> str:
    return shown.language if isinstance(shown, Edition) else ""


def _name(edition: Any) -> str:
    return f"{edition.newest_title} ({LANGUAGES[edition.language].name})"


def _back(shown: Edition | Thread) -> str:
    if isinstance(shown, Edition):
        return edition_address(shown)
    return reverse("admin:responses_thread_change", args=[shown.pk])
