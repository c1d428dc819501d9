"""The kinds of pages that are measured, many addresses of each, and what each may cost."""

import gzip
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.db.models import Count, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiative.bench_texts import HALF, HALF_CHINESE, rare, rare_chinese
from responses.languages.codes import LANGUAGES
from responses.languages.paths import address, in_language
from responses.lib.dates import year_slug
from responses.reading import paging, sitemaps
from responses.reading.people import listed
from responses.reading.shelves import years
from responses.reading.threads import thread_entries
from responses.threads.models import Essay, LivePeriod, Page, Thread
from responses.threads.public import published_people, published_themes

SAMPLE = 250  # addresses of one kind at most
LOOKED_AT = 12  # of them, for queries and bytes
HTML_BESIDE_TEXT = 40_000  # bytes


@dataclass(frozen=True)
class Kind:
    """A kind of page. ``cpu`` is ms for one request, ``queries`` a number; None is no budget."""

    name: str
    find: Callable[[], Iterable[str]]
    cpu: float | None = 6
    queries: int | None = None
    status: int = 200
    requests: int = 50  # in each round
    growth: float = 1.2  # from the small site to the large one


@dataclass
class Seen:
    """What was found of one kind in one site, without a clock; ``beside`` is HTML beside twice the text."""

    name: str
    addresses: list[str] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    zipped: int = 0
    beside: int = 0


def in_all(paths: Iterable[str]) -> list[str]:
    return [in_language(path, code) for path in paths for code in LANGUAGES]


def named(name: str, slugs: Iterable[str]) -> list[str]:
    return [address(name, slug, language="en") for slug in slugs]


def only(name: str) -> Callable[[], list[str]]:
    """The one page of that name, in all languages."""
    return lambda: in_all([address(name, language="en")])


def threads_by_length() -> list[tuple[str, int]]:
    """Slugs of threads and how many live responses each has, the longest first."""
    live = Q(essays__kind=Essay.Kind.RESPONSE, essays__in=Essay.objects.published())
    found = Thread.objects.published().annotate(live=Count("essays", filter=live))
    return list(found.order_by("-live", "pk").values_list("slug", "live"))


def longest() -> list[str]:
    return [slug for slug, _length in threads_by_length()[:1]]


def usual() -> list[str]:
    return [slug for slug, length in threads_by_length() if length == 12] or longest()


def having(language: str, *, lacking: str = "") -> list[str]:
    """Slugs of live responses that have an edition in one language and none in another."""
    live = LivePeriod.objects.live()
    here, there = (live.filter(language=code).values("essay") for code in (language, lacking))
    found = Essay.objects.filter(pk__in=here).exclude(pk__in=there).exclude(kind=Essay.Kind.PROMPT)
    return list(found.order_by("pk").values_list("slug", flat=True))


def in_simplified(slugs: Iterable[str]) -> list[str]:
    return [in_language(path, "zh-hans") for path in named("response", slugs)]


def withdrawn() -> list[str]:
    found = Essay.objects.withdrawn().exclude(kind=Essay.Kind.PROMPT).order_by("pk")
    return list(found.values_list("slug", flat=True))


def parts(name: str, part_from: Callable[[str, str], Any]) -> list[str]:
    """A list's first part and those that begin further on, as its own links lead to them."""
    path = address(name, language="en")
    found, start = [path], part_from("en", "").following
    while start and len(found) < SAMPLE // 3:
        found.append(f"{path}?from={start}")
        start = part_from("en", start).following
    return found


def full_years() -> list[int]:
    """Years whose first page is full, so that a large and a small site show as much; else all."""
    found = Essay.objects.published().values("dated_year").annotate(number=Count("pk"))
    full = set(found.filter(number__gte=paging.SIZE).values_list("dated_year", flat=True))
    return [year for year in years() if year in full] or years()


def themes() -> list[str]:
    return list(published_themes().values_list("slug", flat=True))


def people() -> list[str]:
    return list(published_people().values_list("slug", flat=True))


def sitemap_parts() -> list[str]:
    last = Essay.objects.published().order_by("-pk").values_list("pk", flat=True)[0]
    return [f"/sitemap-{part}.xml" for part in range(1, last // sitemaps.SIZE + 2)]


def searches(word: Callable[[int], str]) -> list[str]:
    """Searches for what few essays have, in every language."""
    serials = range(40, Essay.objects.count(), 41)
    return in_all(f"/search/?q={quote(word(serial))}" for serial in serials)


def never_there() -> list[str]:
    return in_all(named("response", (f"never-there-{number}" for number in range(SAMPLE // 3))))


KINDS = (
    Kind("a constant view", lambda: ["/bench/constant/"], None),
    Kind("home", only("home"), queries=8),
    Kind("thread, 12 responses", lambda: in_all(named("thread", usual())), 7, 8),
    Kind("thread, 62 responses", lambda: in_all(named("thread", longest())), None, 8),
    Kind("thread in full, 12", lambda: in_all(named("thread_full", usual())), None),
    Kind("response in English", lambda: named("response", having("en")), 5, 8),
    Kind("response in 简体", lambda: in_simplified(having("zh-hans")), 5, 8),
    Kind("response without 简体", lambda: in_simplified(having("en", lacking="zh-hans")), 5, 8),
    Kind("response gone (410)", lambda: named("response", withdrawn()), status=410),
    Kind("never there (404)", never_there, status=404),
    Kind("threads", lambda: in_all(parts("threads", thread_entries))),
    Kind("themes", only("themes")),
    Kind("theme", lambda: in_all(named("theme", themes())), queries=6),
    Kind("people", lambda: in_all(parts("people", listed))),
    Kind("person", lambda: in_all(named("person", people())), queries=6),
    Kind("archive", only("archive"), queries=6),
    Kind("year", lambda: in_all(named("year", map(year_slug, full_years()))), queries=6),
    Kind("page", lambda: in_all(named("page", Page.objects.values_list("slug", flat=True)))),
    Kind("feed", only("feed"), queries=4),
    Kind("thread feed", lambda: in_all(named("thread_feed", usual())), queries=4),
    Kind("theme feed", lambda: in_all(named("theme_feed", themes())), queries=4),
    Kind("person feed", lambda: in_all(named("person_feed", people())), queries=4),
    Kind("search, rare word", lambda: searches(rare), 10, 5, growth=3),
    Kind("search, rare 词组", lambda: searches(rare_chinese), 10, 5, growth=3),
    Kind(
        "search, word of half",
        lambda: [f"/search/?q={HALF}", f"/zh-hans/search/?q={quote(HALF_CHINESE)}"],
        20,
        5,
        growth=3,
    ),
    Kind("search, three words", lambda: [f"/search/?q={HALF}+treaty+garden"], 20, 5, growth=3),
    Kind("search feed", lambda: [f"/search/feed/?q={HALF}"], 20, 5, growth=3),
    Kind(
        "suggestions",
        lambda: [f"/search/suggestions/?q={name}" for name in ("wu", "harb", "%E5%90%B4")],
        6,
        2,
    ),
    Kind("sitemap index", lambda: ["/sitemap.xml"]),
    Kind("sitemap, essays", sitemap_parts),
    Kind("sitemap, the rest", lambda: ["/sitemap-0.xml"]),
)


# --- Looking at them, without a clock


def look(kind: Kind) -> Seen:
    """Addresses spread over all there are; queries and bytes of the most expensive of a few."""
    found = list(kind.find())
    if found:
        # What a process reads once, and keeps until something changes, is no page's own.
        Client(SERVER_NAME="127.0.0.1").get(found[0])
    seen = Seen(kind.name, found[:: -(-len(found) // SAMPLE)] if found else [])
    for path in seen.addresses[:: -(-len(seen.addresses) // LOOKED_AT) or 1]:
        _look_at(kind, path, seen)
    return seen


def _look_at(kind: Kind, path: str, seen: Seen) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = Client(SERVER_NAME="127.0.0.1").get(path)
    if response.status_code != kind.status:
        raise RuntimeError(f"{path} answered {response.status_code} instead of {kind.status}.")
    content = response.content
    seen.queries = max(seen.queries, len(captured))
    seen.size = max(seen.size, len(content))
    seen.zipped = max(seen.zipped, len(gzip.compress(content, 6)))
    if response.headers["Content-Type"].startswith("text/html"):
        seen.beside = max(seen.beside, len(content) - 2 * len(text_of(content.decode()).encode()))


# An essay's text on a page: its paragraphs, which have ids, and its notes.
TEXT = re.compile(r'<(p|h[2-4]|li|table)\b[^>]* id="[^"]*(?:p|fn)\d+"[^>]*>(.*?)</\1>', re.DOTALL)


def text_of(html: str) -> str:
    return "\n".join(re.sub("<[^>]*>", "", match[2]) for match in TEXT.finditer(html))


def look_at_all() -> list[dict[str, Any]]:
    """Everything about the site in force that needs no clock, ready for JSON."""
    return [asdict(look(kind)) for kind in KINDS]
