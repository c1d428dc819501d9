"""``sitemap.xml`` (sitemaps.org, with Google's language alternates) and ``robots.txt``.

Parts are cut by essay number, so that a part's address and most of its content stay as the site grows.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import absolute, address, in_language
from responses.lib.filling import fill, together
from responses.reading.rows import preference
from responses.threads.models import Essay, LivePeriod, Page
from responses.threads.public import published_people, published_themes

# So few that a part costs no more than a page; an index may name 50,000.
SIZE = 50
# Beyond it no database has numbers, and asking for one would be an error instead of a 404.
LARGEST = 2**63 // SIZE - 1
FURNITURE = ("home", "threads", "archive", "themes", "people", "calls")
XML = "application/xml; charset=utf-8"


_XML, _SCHEMA = '<?xml version="1.0" encoding="UTF-8"?>\n', "http://www.sitemaps.org/schemas/sitemap/0.9"
_INDEX = fill(f'{_XML}<sitemapindex xmlns="{_SCHEMA}">\n')
_PART = "<sitemap><loc>{}%d.xml</loc></sitemap>\n"
_URLS = fill(f'{_XML}<urlset xmlns="{_SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n')


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Part 0 lists pages, themes and calls; part n the essays and people numbered from ``(n − 1) · SIZE``."""
    # Filled once for all of them, of which a large site has thousands.
    entry = fill(_PART, absolute("/sitemap-").replace("%", "%%"))
    named = "".join([entry % part for part in range(_last_part() + 1)])
    return HttpResponse(f"{_INDEX}{named}</sitemapindex>\n", content_type=XML)


@require_safe
def part(request: HttpRequest, part: int) -> HttpResponse:
    if part > LARGEST:
        raise Http404
    entries = [*_essays(part), *_people(part)] if part else _furniture()
    # Where something is listed nobody has to ask how many parts there are.
    if not entries and part > _last_part():
        raise Http404
    return HttpResponse(together([_URLS, *entries, fill("</urlset>\n")]), content_type=XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Names no path: what is private says so itself, in its headers."""
    lines = ["User-agent: *", "Disallow:", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _last_part() -> int:
    essay = LivePeriod.objects.live().aggregate(last=Max("essay_id"))["last"]
    person = published_people().order_by("-pk").values_list("pk", flat=True).first()
    return max(essay or 0, person or 0) // SIZE + 1 if essay else 0


def _essays(part: int) -> list[SafeString]:
    start = (part - 1) * SIZE
    found = (
        LivePeriod.objects.live()
        .filter(essay__gte=start, essay__lt=start + SIZE, essay__asks_no_indexing=False)
        .order_by("essay", "language")
        .values_list(
            "essay",
            "essay__kind",
            "essay__slug",
            "essay__thread__slug",
            "language",
            "edition__kind",
            "starts",
        )
    )
    by_essay: dict[int, list[tuple[Any, ...]]] = {}
    for pk, *values in found:
        by_essay.setdefault(pk, []).append(tuple(values))
    return [entry for editions in by_essay.values() for entry in _of_essay(editions)]


def _of_essay(editions: list[tuple[Any, ...]]) -> Iterable[SafeString]:
    kind, slug, thread_slug = editions[0][:3]
    prompt = kind == Essay.Kind.PROMPT
    path = (
        address("thread", thread_slug, language="en") if prompt else address("response", slug, language="en")
    )
    codes = [values[3] for values in editions]
    original = min(editions, key=lambda values: preference(values[3], values[4], ""))[3]
    alternates = _alternates(path, codes, original)
    return [_entry(in_language(path, values[3]), alternates, values[5]) for values in editions]


def _furniture() -> list[SafeString]:
    paths = [address(name, language="en") for name in FURNITURE]
    paths += [address("page", slug, language="en") for slug in Page.objects.values_list("slug", flat=True)]
    calls = Call.objects.published().order_by("pk").values_list("slug", flat=True)
    paths += [address("call", slug, language="en") for slug in calls]
    paths += [
        address("theme", slug, language="en") for slug in published_themes().values_list("slug", flat=True)
    ]
    return _in_every_language(paths)


def _people(part: int) -> list[SafeString]:
    start = (part - 1) * SIZE
    people = published_people().filter(pk__gte=start, pk__lt=start + SIZE).order_by("pk")
    return _in_every_language(
        [address("person", slug, language="en") for slug in people.values_list("slug", flat=True)]
    )


def _in_every_language(paths: list[str]) -> list[SafeString]:
    return [
        _entry(in_language(path, code), alternates)
        for path in paths
        for alternates in [_alternates(path, list(LANGUAGES), "en")]
        for code in LANGUAGES
    ]


def _alternates(path: str, codes: list[str], default: str) -> SafeString:
    """Where a page is read in each of its languages; the same for all of them."""
    found = [*((tag(code), code) for code in codes), ("x-default", default)]
    link = '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>'
    return together([fill(link, name, absolute(in_language(path, code))) for name, code in found])


def _entry(path: str, alternates: SafeString, changed: datetime | None = None) -> SafeString:
    """One ``<url>``: its address, when it last changed, and its languages."""
    since = fill("<lastmod>{}</lastmod>", changed.isoformat()) if changed else ""
    return fill("<url><loc>{}</loc>{}{}</url>\n", absolute(path), since, alternates)
