"""When the database or the disk cannot do its part: a plain 503 that says so, and keeps what was typed."""

import errno
import logging
import sys
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.sessions import middleware as sessions
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import Error, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from responses.languages.codes import LANGUAGES
from responses.languages.middleware import is_unlisted
from responses.languages.paths import language_of
from responses.lib.chinese import has_han

logger = logging.getLogger(__name__)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Given back, but not to be read: what only a form's protection needs.
UNSHOWN = ("csrfmiddlewaretoken", "seen")


class Fault(StrEnum):
    """What is the matter; the word that the log has for it."""

    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read-only"
    AWAY = "away"
    DAMAGED = "damaged"


# SQLite's primary result codes. 1 (a missing table, a mistake in SQL) is not among them: that is our failure.
SQLITE = {
    5: Fault.BUSY,  # SQLITE_BUSY
    6: Fault.BUSY,  # SQLITE_LOCKED
    8: Fault.READ_ONLY,  # SQLITE_READONLY
    10: Fault.AWAY,  # SQLITE_IOERR: a full or failing disk
    11: Fault.DAMAGED,  # SQLITE_CORRUPT
    13: Fault.FULL,  # SQLITE_FULL
    14: Fault.AWAY,  # SQLITE_CANTOPEN
    15: Fault.BUSY,  # SQLITE_PROTOCOL: locks lost a race
    26: Fault.DAMAGED,  # SQLITE_NOTADB
}
# PostgreSQL's states, by the longest beginning that fits.
POSTGRESQL = {
    "08": Fault.AWAY,  # connection failures
    "25006": Fault.READ_ONLY,  # read_only_sql_transaction
    "40": Fault.BUSY,  # serialization_failure, deadlock_detected
    "53": Fault.BUSY,  # insufficient resources: memory, connections
    "53100": Fault.FULL,  # disk_full
    "55P03": Fault.BUSY,  # lock_not_available
    "57014": Fault.BUSY,  # query_canceled, by a time limit
    "57P": Fault.AWAY,  # admin_shutdown, crash_shutdown, cannot_connect_now
    "58": Fault.AWAY,  # system_error, io_error
}
DISK = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EIO: Fault.AWAY,
}


def fault_of(error: BaseException | None) -> Fault | None:
    """The fault that an exception tells of; None for anything else, above all for mistakes of ours."""
    if isinstance(error, OSError):
        return DISK.get(error.errno or 0)
    cause = error.__cause__ if isinstance(error, Error) else error
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return SQLITE.get(code & 0xFF)
    if state := getattr(cause, "sqlstate", None):
        return next((POSTGRESQL[state[:n]] for n in (5, 3, 2) if state[:n] in POSTGRESQL), None)
    # No code: no connection was had, or it broke. psycopg's pool raises its own class, unwrapped.
    gone = isinstance(error, OperationalError) or type(cause).__name__ in ("PoolTimeout", "InterfaceError")
    return Fault.AWAY if gone else None


def unavailable(request: HttpRequest, *, reason: str = "") -> HttpResponse:
    """The 503 page, without the database: the address's language first; for a form, what was typed."""
    unsafe = request.method not in SAFE_METHODS
    first = LANGUAGES[_language(request)]
    context = {
        "language": first,
        "others": [each for each in LANGUAGES.values() if each != first],
        "unsafe": unsafe,
        "reason": reason,
        "reason_tag": "zh" if has_han(reason) else "en",
        "path": request.get_full_path(),
        "typed": _typed(request) if unsafe else None,
    }
    body = render_to_string("503.html", context)
    return HttpResponse(body, status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})


def _language(request: HttpRequest) -> str:
    if is_unlisted(request.path_info):
        return translation.get_language_from_request(request)
    return language_of(request.path_info)


def _typed(request: HttpRequest) -> dict[str, Any] | None:
    """The fields of a form of ours, to be read, copied and sent again; None where nothing is to be kept."""
    if request.path_info.startswith("/accounts/") or not _is_ours(request):
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [each for each in fields if "password" not in each[0]]
    shown = [(name, value) for name, value in fields if name not in UNSHOWN and _is_text(value)]
    return {"shown": shown, "hidden": [each for each in fields if each not in shown]}


def _is_text(value: str) -> bool:
    # Not the numbers, codes and ticks of a form, which go along unseen.
    return len(value) > 20 or not value.isascii() or len(value.split()) > 1


def _is_ours(request: HttpRequest) -> bool:
    # The fault may have come before Django looked; a stranger's page must not make ours say things.
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    try:
        return check.process_view(request, server_error, (), {}) is None
    except Exception:  # noqa: BLE001 - a form that cannot be read has nothing to give back
        return False


class FaultMiddleware:
    """A view that failed because the database or the disk did: please come back, instead of an error page."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer_to(request, exception)


class ReadOnlyMiddleware:
    """While READ_ONLY gives a reason, whatever could write is answered with it, log-ins included."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.READ_ONLY and request.method not in SAFE_METHODS:
            return unavailable(request, reason=settings.READ_ONLY)
        return self.get_response(request)


class SessionMiddleware(sessions.SessionMiddleware):
    """Who only reads is not refused because the hour of their last visit cannot be noted."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        reads = request.method in SAFE_METHODS
        if reads and settings.READ_ONLY:
            request.session.modified = False
        try:
            return super().process_response(request, response)
        except (Error, SessionInterrupted) as error:
            if _fault_behind(error) is None:
                raise
            logger.warning("A session could not be kept", exc_info=error)
            return response if reads else unavailable(request)


def _fault_behind(error: BaseException | None) -> Fault | None:
    # Django takes any failure to save a session for one that was ended meanwhile.
    while error is not None and fault_of(error) is None:
        error = error.__context__
    return fault_of(error)


def read_only(request: HttpRequest) -> dict[str, str]:
    """For templates: why nothing can be saved at the moment, if so."""
    return {"read_only": settings.READ_ONLY}


def answer_to(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    fault = fault_of(error)
    if fault is None:
        return None
    logger.error("The database cannot answer: %s", fault.value, exc_info=error)
    return unavailable(request, reason=settings.READ_ONLY if fault is Fault.READ_ONLY else "")


def server_error(request: HttpRequest) -> HttpResponse:
    """What Django answers to any exception outside of views: in a middleware the database may be away too."""
    return answer_to(request, sys.exc_info()[1]) or render(request, "500.html", status=500)
