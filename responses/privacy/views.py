"""The desk's page about one person's data: looked up, shown, handed out, erased. For administrators."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from responses.people.signed_in import signed_in
from responses.privacy.errors import PrivacyError
from responses.privacy.exporting import export_person
from responses.privacy.holdings import holdings_of
from responses.privacy.services import byline_policy, erase_person
from responses.privacy.subjects import Subject, people_called, subject_of

LONGEST = 300


@require_GET
def personal_data(request: HttpRequest) -> HttpResponse:
    """What there is about an address, a person, or both; without either, a form that asks."""
    _may(request)
    name = request.GET.get("name", "").strip()[:LONGEST]
    subject, stays = _subject(request.GET), byline_policy()
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Personal data"),
        "address": subject.address,
        "person": subject.person,
        "name": name,
        "matches": [(each, _page(subject.address, each.slug)) for each in people_called(name)],
        "asked": bool(subject.address or subject.person),
        "byline_stays": stays,
        "holdings": holdings_of(subject, byline_stays=stays),
    }
    return TemplateResponse(request, "privacy/personal_data.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The ZIP of it: POST, for it is written into the log."""
    user = _may(request)
    subject = _subject(request.POST)
    try:
        packed = export_person(subject=subject, user=user)
    except PrivacyError as refusal:
        return _back(request, subject, str(refusal))
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="personal-data.zip"'
    return answer


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase what the page shows, once its reader has said that they saw it."""
    user = _may(request)
    subject = _subject(request.POST)
    if request.POST.get("seen") != "yes":
        return _back(request, subject, _("Tick that you have read what will be erased."))
    try:
        erase_person(subject=subject, byline_stays=byline_policy(), user=user)
    except PrivacyError as refusal:
        return _back(request, subject, str(refusal))
    messages.success(request, _("It is erased here. Backups made before today still hold it until they go."))
    return redirect("personal_data")


def _may(request: HttpRequest) -> Any:
    user = signed_in(request)
    if not user.has_perm("responses.erase_person"):
        raise PermissionDenied
    return user


def _subject(said: Any) -> Subject:
    return subject_of(address=said.get("address", "")[:LONGEST], slug=said.get("person", "")[:LONGEST])


def _back(request: HttpRequest, subject: Subject, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(_page(subject.address, subject.person.slug if subject.person else ""))


def _page(address: str, slug: str) -> str:
    return f"{reverse('personal_data')}?{urlencode({'address': address, 'person': slug})}"
