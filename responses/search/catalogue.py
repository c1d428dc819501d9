"""Every text that the public sees now, in one order, with what it can be narrowed down by: in memory.

Made of five queries whenever the stamp says that something changed, and again when the clock passes the
next instant at which something goes live or ends; between two such moments it is the same for every request.
It holds no text, and nothing at all of what is not live.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any

from responses.languages.codes import LANGUAGES
from responses.lib import bits, clock
from responses.people.models import Person
from responses.search.directory import Directory
from responses.search.names import Names
from responses.threads.models import Credit, Essay, EssayTheme, LivePeriod, Theme, Thread, ThreadTheme
from responses.threads.models.publications import FOREVER

# Places by language.
Sets = dict[str, int]
CODES = tuple(LANGUAGES)
KEPT = 300  # answers of the database
MARGIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A version, and from when to when it is what the public sees."""

    revision: int
    language: str
    starts: datetime
    ends: datetime
    essay: int
    slug: str
    kind: str
    thread: int
    year: int | None
    month: int | None
    day: int | None
    first: datetime


_FIELDS = (
    "revision_id",
    "language",
    "starts",
    "ends",
    "essay_id",
    "essay__slug",
    "essay__kind",
    "essay__thread_id",
    "essay__dated_year",
    "essay__dated_month",
    "essay__dated_day",
    "first",
)


@dataclass(frozen=True)
class Holdings:
    """All that the catalogues of one stamp are made of."""

    since: datetime
    entries: list[Entry]
    credits: dict[int, tuple[int, ...]]
    themes: dict[int, tuple[int, ...]]
    of_threads: dict[int, tuple[int, ...]]
    people: dict[int, Names]
    titles: dict[int, Names]
    subjects: dict[int, Names]

    @classmethod
    def read(cls, now: datetime) -> "Holdings":
        # A little of the past along, for a request that began before this one.
        since = now - MARGIN
        entries = [Entry(*row) for row in LivePeriod.objects.filter(ends__gt=since).values_list(*_FIELDS)]
        by_revision = Credit.objects.filter(person__isnull=False).order_by("role", "position")
        return cls(
            since=since,
            entries=entries,
            credits=_gathered(by_revision.values_list("revision_id", "person_id")),
            themes=_gathered(EssayTheme.objects.order_by("tag").values_list("content_object", "tag")),
            of_threads=_gathered(ThreadTheme.objects.order_by("tag").values_list("content_object", "tag")),
            people={
                row.pk: Names.of_person(row) for row in Person.objects.only("slug", "texts", "sort_zh_hans")
            },
            titles={row.pk: Names.of_title(row) for row in Thread.objects.only("slug", "texts")},
            subjects={row.pk: Names.of_title(row) for row in Theme.objects.only("slug", "texts")},
        )


def _gathered(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}


def _latest_first(entry: Entry) -> tuple[Any, ...]:
    if entry.year is None:
        return (1, 0, 0, 0, entry.slug)
    return (0, -entry.year, -(entry.month or 0), -(entry.day or 0), entry.slug)


class Catalogue:
    """What is live at one instant, until ``until``. A *place* is an essay's number in order of its date, the
    latest first and undated last, then of its web address: so places sort alike on every database."""

    def __init__(self, holdings: Holdings, now: datetime) -> None:
        self.holdings = holdings
        edges = {edge for each in holdings.entries for edge in (each.starts, each.ends)} | {holdings.since}
        self.since = max(edge for edge in edges if edge <= now)
        self.until = min((edge for edge in edges if edge > now), default=FOREVER)
        live = [each for each in holdings.entries if each.starts <= now < each.ends]
        essays = sorted({each.essay: each for each in live}.values(), key=_latest_first)
        self.essays = [each.essay for each in essays]
        self.slugs = [each.slug for each in essays]
        self.size = len(essays)
        self.all = (1 << self.size) - 1
        self.place = {each.essay: place for place, each in enumerate(essays)}
        self.found_at = {each.revision: (each.language, self.place[each.essay]) for each in live}
        # One more than the place, beyond those of the languages before.
        self.slots = {
            pk: 1 + place + CODES.index(code) * self.size for pk, (code, place) in self.found_at.items()
        }
        self.kept: dict[Any, Sets] = {}
        self.read: dict[str, tuple[Sets, Sets]] = {}
        self._live = live
        self._ordered = essays

    def holds(self, now: datetime) -> bool:
        """Whether the same is live at ``now``."""
        return self.since <= now < self.until

    def sets(self, revisions: Iterable[int]) -> Sets:
        """The places of these versions by language, without what is not live."""
        digits = bytearray(b"0") * (3 * self.size)
        for slot in filter(None, map(self.slots.get, revisions)):
            digits[-slot] = 49
        together = int(digits, 2) if digits else 0
        return {code: together >> n * self.size & self.all for n, code in enumerate(CODES)}

    def keep(self, told: Mapping[Any, Sets]) -> None:
        """Remember what the database said, as long as nothing changes."""
        if len(self.kept) > KEPT:
            self.kept = {}
        self.kept = {**self.kept, **told}

    def keep_read(self, told: Mapping[str, tuple[Sets, Sets]]) -> None:
        """Remember of phrases in which texts they were looked for, and which of these say them."""
        if len(self.read) > KEPT:
            self.read = {}
        self.read = {**self.read, **told}

    def revisions(self, sets: Sets) -> list[int]:
        """The versions at these places."""
        return [each for code in CODES for each in bits.chosen(self._shelved[code], sets[code])]

    @cached_property
    def _shelved(self) -> dict[str, list[int]]:
        found = {code: [0] * self.size for code in CODES}
        for revision, (code, place) in self.found_at.items():
            found[code][place] = revision
        return found

    @cached_property
    def in_language(self) -> Sets:
        return self.sets(self.found_at)

    @cached_property
    def versions(self) -> list[list[int]]:
        """The live versions of each essay, by place."""
        found: list[list[int]] = [[] for _each in self.essays]
        for revision, (_language, place) in self.found_at.items():
            found[place].append(revision)
        return found

    @cached_property
    def came(self) -> list[datetime]:
        """When each essay first came to this site, by place."""
        found = [each.first for each in self._ordered]
        for each in self._live:
            place = self.place[each.essay]
            found[place] = min(found[place], each.first)
        return found

    @cached_property
    def of_kind(self) -> dict[str, int]:
        return self._by([(each.kind,) for each in self._ordered])

    @cached_property
    def of_year(self) -> dict[int, int]:
        return self._by([(each.year,) if each.year else () for each in self._ordered])

    @cached_property
    def of_theme(self) -> dict[int, int]:
        return self._by(self.themes)

    @cached_property
    def themes(self) -> list[tuple[int, ...]]:
        return [self.holdings.themes.get(pk, ()) for pk in self.essays]

    @cached_property
    def threads(self) -> list[int]:
        return [each.thread for each in self._ordered]

    @cached_property
    def people(self) -> list[tuple[int, ...]]:
        """Whom the live versions credit, by place."""
        found: list[dict[int, None]] = [{} for _each in self.essays]
        for each in self._live:
            found[self.place[each.essay]].update(dict.fromkeys(self.holdings.credits.get(each.revision, ())))
        return [tuple(each) for each in found]

    @cached_property
    def of_person(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for place, people in enumerate(self.people):
            for person in people:
                found.setdefault(person, []).append(place)
        return found

    @cached_property
    def of_thread(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for place, thread in enumerate(self.threads):
            found.setdefault(thread, []).append(place)
        return found

    @cached_property
    def prompts(self) -> dict[int, int]:
        """The place of each thread's prompt."""
        return {
            each.thread: place for place, each in enumerate(self._ordered) if each.kind == Essay.Kind.PROMPT
        }

    @cached_property
    def public_themes(self) -> Directory:
        """Those of a live essay, or of a thread whose prompt is live."""
        carried = {theme for place in self.themes for theme in place}
        carried |= {theme for thread in self.prompts for theme in self.holdings.of_threads.get(thread, ())}
        return Directory({pk: names for pk, names in self.holdings.subjects.items() if pk in carried})

    @cached_property
    def public_people(self) -> Directory:
        return Directory(
            {pk: self.holdings.people[pk] for pk in self.of_person if pk in self.holdings.people}
        )

    @cached_property
    def public_threads(self) -> Directory:
        return Directory({pk: self.holdings.titles[pk] for pk in self.prompts if pk in self.holdings.titles})

    def _by(self, values: list[tuple[Any, ...]]) -> dict[Any, int]:
        places: dict[Any, list[int]] = {}
        for place, each in enumerate(values):
            for value in each:
                places.setdefault(value, []).append(place)
        return {value: bits.of(found, self.size) for value, found in places.items()}


def either(sets: Sets) -> int:
    """The places in any language."""
    return reduce(or_, sets.values(), 0)


class _Shelf:
    """The catalogue of the last stamp that this process met."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.stamp: str | None = None
        self.catalogue: Catalogue | None = None

    def get(self, stamp: str, now: datetime) -> Catalogue | None:
        catalogue = self.catalogue
        return catalogue if catalogue and self.stamp == stamp and catalogue.holds(now) else None

    def renew(self, stamp: str, now: datetime) -> Catalogue:
        with self.lock:
            if found := self.get(stamp, now):
                return found
            old = self.catalogue if self.stamp == stamp else None
            holdings = old.holdings if old and old.holdings.since <= now else Holdings.read(now)
            self.catalogue = Catalogue(holdings, now)
            self.stamp = stamp
            return self.catalogue


_shelf = _Shelf()


def last_catalogue() -> Catalogue | None:
    """The one that this process asked for last, which may be out of date."""
    return _shelf.catalogue


def catalogue_of(stamp: str) -> Catalogue:
    """What is live now, if the database's stamp is ``stamp``."""
    now = clock.now()
    return _shelf.get(stamp, now) or _shelf.renew(stamp, now)
