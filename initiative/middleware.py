"""What holds for every request and every answer, whichever page it is."""

import re
import time
from collections.abc import Callable
from copy import copy
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.cache import has_vary_header

from responses.languages.middleware import PRIVATE_PREFIXES, is_keyed

GetResponse = Callable[[HttpRequest], HttpResponse]

ALLOWED_METHODS = ("GET", "HEAD", "OPTIONS", "POST")

LINES = re.compile("[\t-\r\x85\u2028\u2029]")
# Control characters, separators and marks that turn the direction of text, tags, and code points that are
# no characters: none has a place in an address, and each has been used to make one look like another. Names
# that are copied from elsewhere carry them unseen into a search.
UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)

SHARED_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)

POLICY = "Content-Security-Policy"
HEADERS = {
    POLICY: SHARED_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
PRIVATE_HEADERS = HEADERS | {
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
# Where the address itself is the key: it goes to nobody, not even to this site.
KEYED_HEADERS = PRIVATE_HEADERS | {"Referrer-Policy": "no-referrer"}

# A picture is nothing but a picture, also for whoever opens it by itself.
PICTURES = ("image/jpeg", "image/png")
PICTURE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"

# An essay appears at its hour, and a withdrawn one is gone, within a minute everywhere.
PUBLIC_CACHE = "public, max-age=30, must-revalidate"


def is_private(path: str) -> bool:
    """Whether a path belongs to the people behind the site, who sign in there."""
    return f"{path}/".startswith(PRIVATE_PREFIXES)


def headers_for(path: str) -> dict[str, str]:
    if is_keyed(path):
        return KEYED_HEADERS
    return PRIVATE_HEADERS if is_private(path) else HEADERS


class HeadersMiddleware:
    """Constant sets of headers: for the reading room, for the rooms behind it, for drafts shown by link."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in headers_for(request.path_info).items():
            # A stranger's file is handed over under a stricter policy than any page's, which stays.
            if name != POLICY or "sandbox" not in response.headers.get(POLICY, ""):
                response.headers[name] = value
        if response.headers.get("Content-Type", "") in PICTURES:
            response.headers["Content-Security-Policy"] = PICTURE_POLICY
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _public_cache(request, response)
        return response


def _public_cache(request: HttpRequest, response: HttpResponse) -> str:
    # A page that looked at a cookie, or sets one, is not the same for everyone any more.
    if response.cookies or has_vary_header(response, "Cookie"):
        return "private, no-store"
    kept = request.method in ("GET", "HEAD") and (
        response.status_code < 400 or response.status_code in (404, 410)
    )
    return PUBLIC_CACHE if kept else "no-store"


class ConditionalMiddleware(ConditionalGetMiddleware):
    """Django's own; but the mark of an answer is made by SHA-256, which processors compute themselves.

    MD5 costs more than twice as much: 0.16 ms of a feed.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        wanted = request.method == "GET" and not response.streaming and response.content
        if wanted and "ETag" not in response.headers and self.needs_etag(response):
            response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        return super().process_response(request, response)


class EdgeMiddleware:
    """Turns away what no reader sends, before anything has looked at it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _refusal(request) or self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if request.method == "OPTIONS":
        # The same everywhere, so that it tells nothing of what is there.
        return HttpResponse(status=204, headers={"Allow": ", ".join(ALLOWED_METHODS)})
    if request.method not in ALLOWED_METHODS:
        headers = {"Allow": ", ".join(ALLOWED_METHODS)}
        return _plain(405, "This method is not used here. 不支持此方法。不支援此方法。", headers)
    charset = (request.content_params or {}).get("charset", "utf-8")
    if charset.strip("\"' ").lower() != "utf-8":
        # For utf-7 and idna, Django would fail while it decodes; of a GET's query too.
        return _plain(415, "Please send text as UTF-8. 请使用 UTF-8 编码。請使用 UTF-8 編碼。")
    if not _is_clean(request.path_info) or not _cleaned(request.META):
        return HttpResponse(render_to_string("400.html"), status=400)
    return None


def _is_clean(path: str) -> bool:
    # Where a path is no UTF-8, Django leaves the percent signs, and the gateway says so by U+FFFD; no address
    # of ours has either.
    return "%" not in path and "\ufffd" not in path and not UNWANTED.search(path)


def _cleaned(meta: dict[str, Any]) -> bool:
    """Take out of a query what pasted words bring along; whether it is text at all."""
    try:
        query = meta.get("QUERY_STRING", "").encode("latin-1")
        # Strict decoding is what refuses lone surrogates and overlong forms.
        text = unquote_to_bytes(query).decode()
    except UnicodeError:
        return False
    if UNWANTED.search(text):
        meta["QUERY_STRING"] = "&".join(map(_field, query.replace(b"+", b" ").split(b"&")))
    return "\0" not in text


def _field(field: bytes) -> str:
    parts = (unquote_to_bytes(part).decode("utf-8", "replace") for part in field.split(b"=", 1))
    return "=".join(quote(UNWANTED.sub("", LINES.sub(" ", part)), safe="") for part in parts)


def _plain(status: int, text: str, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)


class SlashMiddleware(CommonMiddleware):
    """Leads from an address without its last slash to the one with it or, in the same hop, to wherever the
    page of that one leads."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:  # type: ignore[override]  # may be a 302
        answer: HttpResponse | None = super().process_request(request)
        if answer or request.method not in ("GET", "HEAD") or not self.should_redirect_with_slash(request):
            return answer
        return _led_on(request) or self.response_redirect_class(self.get_full_path_with_slash(request))


def _led_on(request: HttpRequest) -> HttpResponse | None:
    asked = copy(request)
    asked.path, asked.path_info = f"{request.path}/", f"{request.path_info}/"
    # Who only looks where an address leads has read nothing.
    asked.method = "HEAD"
    match = resolve(asked.path_info)
    names_something = match.kwargs or "from" in request.GET
    if not names_something or not getattr(match.func, "may_lead_on", False):
        return None
    try:
        answer: HttpResponse = match.func(asked, *match.args, **match.kwargs)
    except Http404:
        return None
    return answer if 300 <= answer.status_code < 400 else None


class SessionLimitsMiddleware:
    """Signs people out after 8 idle hours and, whatever they do, after 7 days.

    Only where people sign in: a public page must not open a session, not even to look.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_private(request.path_info) and request.user.is_authenticated:
            self._enforce(request)
        return self.get_response(request)

    def _enforce(self, request: HttpRequest) -> None:
        now, session = int(time.time()), request.session
        started, seen = session.setdefault("started", now), session.get("seen", now)
        if now - started > settings.SESSION_ABSOLUTE_AGE or now - seen > settings.SESSION_COOKIE_AGE:
            # Signing out writes; while nothing may be written, being nobody does as well.
            if settings.READ_ONLY:
                from django.contrib.auth.models import AnonymousUser

                request.user = AnonymousUser()
            else:
                logout(request)
        elif now - seen >= 60 or "seen" not in session:
            # Once a minute is exact enough, and spares the database a write for each page.
            session["seen"] = now
