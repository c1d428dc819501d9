"""What is done with one call beside its form: GET shows, POST acts."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from responses.calls.models import Call
from responses.calls.services import copy_call, invite, put_off, revoke
from responses.editorial.forms.codes import CodesForm, PutOffForm
from responses.editorial.forms.publishing import BareForm
from responses.editorial.states import moment, site_zones
from responses.languages.codes import LANGUAGES
from responses.languages.paths import absolute, active
from responses.people.signed_in import signed_in
from responses.reading.calls import ShownCall, call_at_the_desk
from responses.reading.site import LanguageLink
from responses.reading.views import call_page
from responses.threads.errors import ThreadsError


@dataclass(frozen=True)
class Act:
    """One act: its title, what it will do in words, the word on its button; ``do`` says what was done, and
    which call to go on with."""

    title: str
    explanation: str
    button: str
    do: Callable[[], tuple[str, Call]]


CHANGE, ADD, INVITE = "responses.change_call", "responses.add_call", "responses.add_invitation"


def addresses(desk: Any) -> list[URLPattern]:
    return [
        path(
            f"<int:pk>/{act}/", desk.admin_site.admin_view(view), {"desk": desk}, name=f"responses_call_{act}"
        )
        for act, view in VIEWS.items()
    ]


def standing(call: Call) -> str:
    """Whether readers see it, and where its window stands."""
    phase = str(Call.Phase(call.phase()).label)
    if call.is_published:
        return phase
    if call.shown_from:
        return _("shown from %(moment)s on") % {"moment": moment(call.shown_from, site_zones())}
    return _("draft")


def look(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """The page as readers see it, or would, in the language asked for."""
    call = _call_for(request, pk, desk)
    code = request.GET.get("language", "")
    code = code if code in LANGUAGES else active()
    with translation.override(code):
        switch = [
            LanguageLink(each, f"?language={each.code}", each.code == code) for each in LANGUAGES.values()
        ]
        said = "" if call.is_published else _("Readers do not see this page yet.")
        return call_page(
            request,
            ShownCall(call_at_the_desk(call.pk), code),
            at_the_desk=said,
            canonical="",
            alternates=[],
            switch=switch,
        )


def put_off_end(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    call = _call_for(request, pk, desk, CHANGE)
    form = PutOffForm(_sent(request), call=call)

    def act() -> tuple[str, Call]:
        later = put_off(call=call, until=form.cleaned_data["until"], user=signed_in(request))
        return _("Open until %(moment)s.") % {"moment": moment(later.closes_at, site_zones())}, later

    words = Act(
        _("Put off the end"),
        _("Closes %(moment)s. A later hour is typed by the clocks of %(zone)s; readers see it at once.")
        % {"moment": moment(call.closes_at, site_zones()), "zone": call.zone},
        _("Put off"),
        act,
    )
    return _carried_out(request, desk, call, form, words)


def copy(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    call = _call_for(request, pk, desk, ADD)

    def act() -> tuple[str, Call]:
        made = copy_call(call=call, user=signed_in(request))
        return _("Copied. This is a draft: check the window, then let readers see it."), made

    words = Act(
        _("Copy for another time"),
        _(
            "A draft with the same texts, limits, questions and settings, at the same hours of the week,"
            " about a year later. Codes and essays stay with this one."
        ),
        _("Copy"),
        act,
    )
    return _carried_out(request, desk, call, BareForm(_sent(request)), words)


def codes(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Make codes, read and copy them again, revoke one."""
    call = _call_for(request, pk, desk, INVITE)
    if request.method == "POST" and "revoke" in request.POST:
        return _revoked(request, call)
    form = CodesForm(_sent(request), call=call)
    if form.is_bound and form.is_valid() and _invited(request, call, form):
        return redirect(request.path)
    context = {
        **_around(request, desk, call, _("Access codes")),
        "form": form,
        "lots": _lots(call),
        "zone": call.zone,
    }
    status = 409 if form.is_bound else 200
    return TemplateResponse(request, "editorial/codes.html", context, status=status)


def _invited(request: HttpRequest, call: Call, form: CodesForm) -> bool:
    typed = form.cleaned_data
    try:
        made = invite(
            call=call,
            people=form.names,
            uses=typed["uses"],
            good_until=typed["good_until"],
            user=signed_in(request),
        )
    except ValidationError as invalid:
        form.add_error(None, invalid.messages)
        return False
    messages.success(request, _("%(count)s codes are made.") % {"count": len(made)})
    return True


def _revoked(request: HttpRequest, call: Call) -> HttpResponse:
    number = request.POST["revoke"]
    known = number.isascii() and number.isdecimal() and len(number) < 19
    invitation = get_object_or_404(call.invitations, pk=int(number) if known else 0)
    revoke(invitation=invitation, user=signed_in(request))
    messages.success(request, _("Revoked. The code opens nothing any more."))
    return redirect(request.path)


def _lots(call: Call) -> list[dict[str, Any]]:
    """The codes by when they were made, each lot also as lines to copy into an e-mail or a sheet."""
    zones, address = site_zones(), absolute(ShownCall(call, "en").submit_url)
    lots = []
    found = call.invitations.with_uses().in_order()
    for made, lot in groupby(found, key=lambda each: each.created_at):
        codes = list(lot)
        for each in codes:
            each.call = call
        open_codes = [each for each in codes if not each.revoked_at]
        until = codes[0].good_until
        lots.append(
            {
                "made": moment(made, zones),
                "until": moment(until, zones) if until else "",
                "codes": [(each, _said_of(each)) for each in codes],
                "lines": "\n".join(
                    f"{each.note}\t{each.shown_code}\t{address}?code={each.code}" for each in open_codes
                ),
                "rows": min(len(open_codes) + 1, 12),
            }
        )
    return lots


def _said_of(invitation: Any) -> str:
    if invitation.revoked_at:
        return _("revoked")
    if invitation.used >= invitation.uses:
        return _("used up")
    said = {"used": invitation.used, "uses": invitation.uses}
    if not invitation.is_in_time():
        return _("not good now; used %(used)s of %(uses)s") % said
    return _("used %(used)s of %(uses)s") % said


VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "look": look,
    "put_off": put_off_end,
    "copy": copy,
    "codes": codes,
}


def _call_for(request: HttpRequest, pk: int, desk: Any, permission: str = "") -> Call:
    call: Call | None = desk.get_object(request, str(pk))
    if call is None:
        raise Http404
    if not desk.has_view_or_change_permission(request, call):
        raise PermissionDenied
    if permission and not request.user.has_perm(permission):
        raise PermissionDenied
    return call


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _around(request: HttpRequest, desk: Any, call: Call, title: str) -> dict[str, Any]:
    return {
        **desk.admin_site.each_context(request),
        "title": title,
        "subtitle": desk.label(call),
        "back": _page_of(call),
        "opts": desk.opts,
    }


def _page_of(call: Call) -> str:
    return reverse("admin:responses_call_change", args=[call.pk])


def _carried_out(request: HttpRequest, desk: Any, call: Call, form: forms.Form, words: Act) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            said, call = words.do()
            messages.success(request, said)
            return redirect(_page_of(call))
        except ThreadsError as refusal:
            form.add_error(None, str(refusal))
    context = {
        **_around(request, desk, call, words.title),
        "act": words,
        "form": form,
        "state": standing(call),
        "live_address": "",
    }
    status = 409 if form.is_bound else 200
    return TemplateResponse(request, "editorial/act.html", context, status=status)
