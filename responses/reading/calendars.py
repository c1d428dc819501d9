"""Calendars (RFC 5545): when texts went live, of whatever can be followed; when a call closes."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from responses.calls.models import Call
from responses.languages.paths import absolute, active
from responses.lib.characters import for_xml
from responses.lib.texts import pick
from responses.reading.calls import ShownCall, find_call
from responses.reading.lookup import find_person, find_theme, find_thread
from responses.reading.prepared import Prepared
from responses.reading.rows import EssayRow, of_essays, of_thread, rows_of
from responses.reading.shelves import credited_to, within
from responses.reading.site import Site
from responses.reading.views import public
from responses.threads.models import LivePeriod

# The newest; a thread has all of its own.
SIZE = 100
OCTETS = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@public("calendar")
def site_calendar(request: HttpRequest) -> HttpResponse:
    return _answer(Site(active()).name, _rows(_of_site(active())))


@public("thread_calendar")
def thread_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    thread = find_thread(slug)
    return _answer(thread.title_in(active())[0], rows_of(of_thread(thread.pk), active()))


@public("theme_calendar")
def theme_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    theme = find_theme(slug)
    return _answer(pick(theme.texts, "title", active())[0], _rows(_of_theme(theme.pk, active())))


@public("person_calendar")
def person_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    person = find_person(slug)
    return _answer(person.name_in(active())[0], _rows(_of_person(person.pk, active())))


@public("call_calendar")
def call_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The end of a call, with an alarm a day before it."""
    shown = ShownCall(find_call(slug), active())
    return _calendar(shown.title[0], _deadline(shown))


@Prepared
def _of_site(language: str) -> QuerySet:
    return _newest(Q(), language)


@Prepared
def _of_theme(theme: int, language: str) -> QuerySet:
    return _newest(within(theme), language)


@Prepared
def _of_person(person: int, language: str) -> QuerySet:
    return _newest(credited_to(person), language)


def _newest(which: Q, language: str) -> QuerySet:
    shown = LivePeriod.objects.live().filter(which).shown_in(language)
    return shown.newest_first().values_list("essay_id", flat=True)[:SIZE]


def _rows(essays: list[int]) -> dict[int, EssayRow]:
    return rows_of(of_essays(essays), active())


def _answer(name: str, rows: dict[int, EssayRow]) -> HttpResponse:
    events = sorted(rows.values(), key=lambda row: (row.first, row.pk))
    return _calendar(name, [line for row in events for line in _event(row)])


def _host() -> str:
    return str(urlsplit(settings.SITE_URL).hostname)


def _calendar(name: str, events: list[str]) -> HttpResponse:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_host()}//dialogues//EN",
        f"X-WR-CALNAME:{escaped(name)}",
        *events,
        "END:VCALENDAR",
    ]
    text = "".join(f"{folded(line)}\r\n" for line in lines)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _event(row: EssayRow) -> list[str]:
    # The same in every language of the calendar, and whatever becomes of title and address.
    names = ", ".join(name.name for name in row.authors)
    return [
        "BEGIN:VEVENT",
        f"UID:text-{row.pk}@{_host()}",
        f"DTSTAMP:{_utc(row.first)}",
        f"DTSTART:{_utc(row.first)}",
        f"SUMMARY:{escaped(f'{names}: {row.title}' if names else row.title)}",
        *([f"DESCRIPTION:{escaped(row.sentence)}"] if row.sentence else []),
        f"URL:{absolute(row.url)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _deadline(shown: ShownCall) -> list[str]:
    call: Call = shown.call
    summary = _("Last hour to send: %(title)s") % {"title": shown.title[0]}
    return [
        "BEGIN:VEVENT",
        f"UID:call-{call.pk}@{_host()}",
        # Of nothing that the desk alone knows, such as when a grace was last changed.
        f"DTSTAMP:{_utc(call.shown_from or call.opens_at)}",
        f"DTSTART:{_utc(call.closes_at)}",
        f"SUMMARY:{escaped(summary)}",
        f"URL:{absolute(shown.url)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(summary)}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as the value of a property."""
    return for_xml(text).translate(ESCAPES)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut in two."""
    octets = line.encode()
    pieces, start, room = [], 0, OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # amid a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
