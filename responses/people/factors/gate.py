"""Nobody passes into the desk on a password alone: not with a second factor, nor where one is required.

Signing in asks for the code by itself (allauth's stages). This stands behind it, for sessions that signed in
before the factor was added, and for every other way that might be found.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from responses.languages.middleware import PRIVATE_PREFIXES
from responses.people.models import User

# In a session: the number of the account whose second factor it has shown.
PASSED = "second_factor"
# In a session: the new recovery codes that it may show, and until when.
NEW_CODES = "new_recovery_codes"
CODES_ARE_SHOWN_FOR = 15 * 60  # seconds
# Where a session that owes its second factor may go: to show one, or out.
CODE_PAGES = {
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
    "admin:logout",
    "admin:jsi18n",
}


def mark_as_passed(request: HttpRequest | None, user: User) -> None:
    """This session has shown the second factor of that account (which may be about to be signed in)."""
    if request is not None and (request.user.is_anonymous or request.user.pk == user.pk):
        request.session[PASSED] = user.pk


def has_passed(request: HttpRequest) -> bool:
    return bool(request.session.get(PASSED) == request.user.pk)


def owes_factor(request: HttpRequest) -> bool:
    """Whether the account has a second factor that this session has not shown."""
    return bool(getattr(request.user, "has_second_factor", False)) and not has_passed(request)


def lacks_factor(user: Any) -> bool:
    """Whether the account must have a second factor to enter the desk, and has none."""
    return settings.REQUIRE_SECOND_FACTOR and user.is_staff and not user.has_second_factor


def may_enter(request: HttpRequest) -> bool:
    """What the admin asks before every page, whatever led there."""
    return not owes_factor(request) and not lacks_factor(request.user)


def show_codes_for_a_while(request: HttpRequest | None, codes: Authenticator) -> None:
    """Let the session that made recovery codes show them, until their owner says that they are kept."""
    if request is not None:
        request.session[NEW_CODES] = {"number": codes.pk, "until": time.time() + CODES_ARE_SHOWN_FOR}


def may_show(request: HttpRequest, codes: Authenticator | None) -> bool:
    new = request.session.get(NEW_CODES) or {}
    return codes is not None and new.get("number") == codes.pk and time.time() < new["until"]


def stop_showing(request: HttpRequest) -> None:
    request.session.pop(NEW_CODES, None)


class SecondFactorMiddleware:
    """Leads whoever owes a second factor to the page for it, and refuses everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if not request.path_info.startswith(PRIVATE_PREFIXES) or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if owes_factor(request):
            return None if name in CODE_PAGES else _lead(request, _code_page(request.user))
        # Accounts are for everybody; only the desk waits.
        if lacks_factor(request.user) and name.startswith("admin:") and name not in CODE_PAGES:
            return _lead(request, "mfa_index")
        return None


def _code_page(user: Any) -> str:
    typed = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    return "mfa_reauthenticate" if typed.exists() else "mfa_reauthenticate_webauthn"


def _lead(request: HttpRequest, name: str) -> HttpResponse:
    """To that page, if a person is turning pages; a program, a script or a form is refused."""
    wanted = request.get_preferred_type(["text/html", "application/json"])
    if request.method not in ("GET", "HEAD") or wanted != "text/html":
        raise PermissionDenied
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")
