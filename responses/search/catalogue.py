"""Every text that the public sees now, in one order, with what it can be narrowed down by: in memory.

Made anew (``holdings``) whenever the stamp says that something changed, and again when the clock passes the
next instant at which something goes live or ends; between two such moments it is the same for every request.
It holds no text, and nothing at all of what is not live.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any, TypeVar

from responses.languages.codes import LANGUAGES
from responses.lib import bits, clock
from responses.search.directory import Directory
from responses.search.holdings import NOBODY, Credited, Holdings, Row
from responses.search.names import Names
from responses.threads.models import Essay
from responses.threads.models.publications import FOREVER

# Places by language.
Sets = dict[str, int]
CODES = tuple(LANGUAGES)
KEPT = 300  # answers of the database

K = TypeVar("K", int, str)


class Catalogue:
    """What is live at one instant, until ``until``. A *place* is an essay's number in order of its date, the
    latest first and undated last, then of its web address: so places sort alike on every database."""

    def __init__(self, holdings: Holdings, now: datetime, before: "Catalogue | None" = None) -> None:
        """``before`` is an earlier one, whose directories go on if they are of the same names."""
        self.holdings = holdings
        self.since, self.until = _edges(holdings, now)
        begun = [each for each in holdings.periods.values() if each.starts <= now < each.ends]
        shown = {each.essay for each in begun}
        essays = sorted(each for each in holdings.facts.values() if each.essay in shown)
        self.essays = [each.essay for each in essays]
        self.slugs = [each.slug for each in essays]
        self.size = len(essays)
        self.all = (1 << self.size) - 1
        self.place = {each: place for place, each in enumerate(self.essays)}
        live = [each for each in begun if each.essay in self.place]
        self.found_at = {each.revision: (each.language, self.place[each.essay]) for each in live}
        # Places of the second language stand beyond those of the first.
        first = {code: number * self.size for number, code in enumerate(CODES)}
        slots = {pk: first[code] + place for pk, (code, place) in self.found_at.items()}
        self._slots = bits.Numbering(slots, len(CODES) * self.size)
        self.kept: dict[Any, Sets] = {}
        self.read: dict[str, Any] = {}
        self.divided: dict[tuple[str, int], Any] = {}
        self._live = live
        self._ordered = essays
        self._directories = before._made() if before else {}

    def holds(self, now: datetime) -> bool:
        """Whether the same is live at ``now``."""
        return self.since <= now < self.until

    def sets(self, revisions: Sequence[int]) -> Sets:
        """The places of these versions by language, without what is not live."""
        together = self._slots.of(revisions)
        return {code: together >> n * self.size & self.all for n, code in enumerate(CODES)}

    def keep(self, told: Mapping[Any, Sets]) -> None:
        """Remember what the database said, as long as nothing changes."""
        if len(self.kept) > KEPT:
            self.kept = {}
        self.kept = {**self.kept, **told}

    def keep_read(self, told: Mapping[str, Any]) -> None:
        """Remember of phrases what was read (``phrases.Read``), as long as nothing changes."""
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
        return self.sets(list(self.found_at))

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
        found = [FOREVER] * self.size
        for each in self._live:
            place = self.place[each.essay]
            found[place] = min(found[place], each.first)
        return found

    @cached_property
    def newest_first(self) -> list[int]:
        """All places, those of essays that came to this site last first."""
        return sorted(range(self.size), key=lambda place: (self.came[place], place), reverse=True)

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
    def credits(self) -> list[Credited]:
        """What the live versions credit, by place."""
        found = [NOBODY] * self.size
        credited = self.holdings.credits
        for revision, (_language, place) in self.found_at.items():
            if found[place] is NOBODY:
                found[place] = credited[revision]
            elif found[place] is not credited[revision]:
                found[place] = found[place].and_those_of(credited[revision])
        return found

    @cached_property
    def authors(self) -> list[tuple[int, ...]]:
        return [each.authors for each in self.credits]

    @cached_property
    def of_author(self) -> dict[int, list[int]]:
        return _places(self.authors)

    @cached_property
    def of_person(self) -> dict[int, list[int]]:
        """By author or translator."""
        return _places(each.people for each in self.credits)

    @cached_property
    def of_printed(self) -> dict[str, list[int]]:
        """By how an author is printed who is not called so now, or of whom no more is known."""
        called = {
            row[0]: {name for _code, name in names.texts} for row, names in self.holdings.people.items()
        }
        found: dict[str, list[int]] = {}
        for place, credited in enumerate(self.credits):
            for pk, name in credited.printed:
                if pk is None or name not in called.get(pk, ()):
                    found.setdefault(name, []).append(place)
        return found

    @cached_property
    def of_thread(self) -> dict[int, list[int]]:
        return _places((thread,) for thread in self.threads)

    @cached_property
    def shelves_of_threads(self) -> bits.Shelves:
        """In the order of ``of_thread``."""
        return bits.Shelves(self.of_thread.values(), self.size)

    @cached_property
    def shelves_of_authors(self) -> bits.Shelves:
        """In the order of ``of_author``."""
        return bits.Shelves(self.of_author.values(), self.size)

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
        of_threads = self.holdings.of_threads
        carried |= {theme for thread in self.prompts for theme in of_threads.get(thread, ())}
        return self._directory("public_themes", self.holdings.subjects, carried)

    @cached_property
    def public_people(self) -> Directory:
        return self._directory("public_people", self.holdings.people, self.of_person.keys())

    @cached_property
    def printed_names(self) -> Directory:
        """In the order of ``of_printed``."""
        return self._of_names("printed_names", dict(enumerate(map(Names.of_printed, self.of_printed))))

    @cached_property
    def public_threads(self) -> Directory:
        return self._directory("public_threads", self.holdings.titles, self.prompts.keys())

    def _directory(self, name: str, rows: Mapping[Row, Names], public: AbstractSet[int]) -> Directory:
        return self._of_names(name, {row[0]: names for row, names in rows.items() if row[0] in public})

    def _of_names(self, name: str, names: Mapping[int, Names]) -> Directory:
        before = self._directories.get(name)
        return before if before and before.names == names else Directory(names)

    def _made(self) -> dict[str, Directory]:
        return {name: each for name, each in vars(self).items() if isinstance(each, Directory)}

    def _by(self, values: list[tuple[Any, ...]]) -> dict[Any, int]:
        return {value: bits.of(found, self.size) for value, found in _places(values).items()}


def _places(values: Iterable[Iterable[K]]) -> dict[K, list[int]]:
    """The places that each of these has, of what stands by place."""
    found: dict[K, list[int]] = {}
    for place, each in enumerate(values):
        for value in each:
            found.setdefault(value, []).append(place)
    return found


def _edges(holdings: Holdings, now: datetime) -> tuple[datetime, datetime]:
    """Since when and until when the same is live as now."""
    since = holdings.since
    moving = [each for each in holdings.periods.values() if each.starts > since or each.ends != FOREVER]
    edges = {edge for each in moving for edge in (each.starts, each.ends)} | {since, FOREVER}
    return max(edge for edge in edges if edge <= now), min(edge for edge in edges if edge > now)


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
            old = self.catalogue
            holdings = old.holdings if old and old.holdings.since <= now else None
            if holdings is None or self.stamp != stamp:
                holdings = Holdings.read(now, holdings)
            self.catalogue = Catalogue(holdings, now, old)
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
