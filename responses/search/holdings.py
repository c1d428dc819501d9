"""What catalogues are made of: read when the stamp changes, but understood anew only where it differs.

Rows come as short texts, in few large answers; a text that was there before means what it meant.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import F, Model, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Concat

from responses.people.models import Person
from responses.search.names import Names
from responses.threads.models import (
    Credit,
    Essay,
    EssayTheme,
    LivePeriod,
    SearchStamp,
    Theme,
    Thread,
    ThreadTheme,
)

MARGIN = timedelta(minutes=1)

FEW = 500

K = TypeVar("K", str, tuple[Any, ...])
V = TypeVar("V")
Row = tuple[Any, ...]


class Period(NamedTuple):
    """A version, and from when to when it is what the public sees."""

    revision: int
    essay: int
    language: str
    starts: datetime
    ends: datetime
    first: datetime

    @classmethod
    def of(cls, text: str) -> "Period":
        revision, essay, language, *instants = text.split("|")
        return cls(int(revision), int(essay), language, *map(_instant, instants))


class Facts(NamedTuple):
    """What an essay is ordered and narrowed down by: ``order`` is by date, the latest first and undated last,
    then by web address."""

    order: tuple[Any, ...]
    essay: int
    slug: str
    kind: str
    thread: int
    year: int | None

    @classmethod
    def of(cls, text: str) -> "Facts":
        essay, slug, kind, thread, *date = text.split("|")
        year, month, day = (int(each) if each else None for each in date)
        order = (1, 0, 0, 0, slug) if year is None else (0, -year, -(month or 0), -(day or 0), slug)
        return cls(order, int(essay), slug, kind, int(thread), year)


class Credited(NamedTuple):
    """Whom a version names: authors, everybody, and how it prints each author, known otherwise or not."""

    authors: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    printed: tuple[tuple[int | None, str], ...] = ()

    @classmethod
    @lru_cache(maxsize=50_000)
    def of(cls, lines: tuple[str, ...]) -> "Credited":
        read = [line.split("|", 2) for line in lines]
        rows = [(role == Credit.Role.AUTHOR, int(pk) if pk else None, name) for role, pk, name in read]
        return cls(
            authors=tuple(pk for is_author, pk, _name in rows if is_author and pk),
            people=tuple(dict.fromkeys(pk for _is_author, pk, _name in rows if pk)),
            printed=tuple((pk, name) for is_author, pk, name in rows if is_author),
        )

    def and_those_of(self, other: "Credited") -> "Credited":
        """Each once, as of two versions of one essay."""
        return Credited(
            authors=_together(self.authors, other.authors),
            people=_together(self.people, other.people),
            printed=_together(self.printed, other.printed),
        )


def _together(first: tuple[V, ...], second: tuple[V, ...]) -> tuple[V, ...]:
    return first if first == second else tuple(dict.fromkeys(first + second))


NOBODY = Credited()


def _instant(text: str) -> datetime:
    """As either database writes one; SQLite leaves out that it is UTC."""
    return datetime.fromisoformat(text if "+" in text else f"{text}+00:00")


def _line(*fields: str) -> Concat:
    """A row's columns as one text, which is read many times faster than they one by one."""
    parts: list[Any] = [Cast(F(fields[0]), TextField())]
    for name in fields[1:]:
        parts += [Value("|"), Cast(F(name), TextField())]
    return Concat(*parts, output_field=TextField())


_PERIOD = _line("revision_id", "essay_id", "language", "starts", "ends", "first")
_FACTS = _line("pk", "slug", "kind", "thread_id", "dated_year", "dated_month", "dated_day")
_CREDIT = _line("role", "person_id", "name")


@dataclass(frozen=True)
class Holdings:
    """All that the catalogues of one stamp are made of. ``credits`` are by version."""

    since: datetime
    is_settled: bool = True
    stamps: dict[str, Any] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    credits: dict[int, Credited] = field(default_factory=dict)
    themes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    of_threads: dict[int, tuple[int, ...]] = field(default_factory=dict)
    people: dict[Row, Names] = field(default_factory=dict)
    titles: dict[Row, Names] = field(default_factory=dict)
    subjects: dict[Row, Names] = field(default_factory=dict)

    @classmethod
    def read(cls, now: datetime, before: "Holdings | None" = None) -> "Holdings":
        """As they are now; ``before`` are those of an earlier stamp, read before ``now``.

        What a transaction reads stands by itself: it may be taken back, and its numbers be given again.
        """
        # Before the tables: what changes meanwhile will be read again.
        stamps = dict(SearchStamp.objects.values_list("source").annotate(Sum("value")))
        is_settled, old = not connection.in_atomic_block, before
        if old is None or not (old.is_settled and is_settled):
            # A little of the past along, for a request that began before this one.
            old, before = cls(now - MARGIN), None
        elif _stamp(stamps, Credit) != _stamp(old.stamps, Credit):
            old = replace(old, credits={})
        found = replace(old, is_settled=is_settled, stamps=stamps)
        anew: set[str] = set()
        for name, part in _PARTS.items():
            is_same = before and _stamp(stamps, part.model) == _stamp(old.stamps, part.model)
            if not is_same or (anew & part.named_by and not part.is_whole(found)):
                found = replace(found, **{name: part.read(found)})
                anew.add(name)
        return found


def _stamp(stamps: Mapping[str, Any], model: type[Model]) -> Any:
    return stamps.get(model._meta.db_table)


def _understood(said: Iterable[K], before: Mapping[K, V], understand: Callable[[K], V]) -> dict[K, V]:
    return {each: before.get(each) or understand(each) for each in said}


def _rows(model: type[Model], *more: str) -> QuerySet:
    rows: QuerySet = model._default_manager.order_by("pk")
    return rows.values_list("pk", "slug", Cast("texts", TextField()), *more)


def _periods(old: Holdings) -> dict[str, Period]:
    live = LivePeriod.objects.filter(ends__gt=old.since)
    return _understood(live.values_list(_PERIOD, flat=True), old.periods, Period.of)


def _links(model: type[EssayTheme | ThreadTheme]) -> dict[int, tuple[int, ...]]:
    rows: QuerySet = model._default_manager.order_by("tag")
    return _gathered(rows.values_list("content_object", "tag"))


def _gathered(pairs: Iterable[tuple[int, V]]) -> dict[int, tuple[V, ...]]:
    found: dict[int, dict[V, None]] = {}
    for first, second in pairs:
        found.setdefault(first, {})[second] = None
    return {key: tuple(values) for key, values in found.items()}


def _credits(holdings: Holdings) -> dict[int, Credited]:
    """Whom each version names: only an erasure changes that, so those of new versions are read."""
    wanted, before = {period.revision for period in holdings.periods.values()}, holdings.credits
    new = wanted - before.keys()
    credited = Credit.objects.order_by("role", "position")
    if len(new) < FEW:
        credited = credited.filter(revision__in=new)
    found = _gathered(credited.values_list("revision_id", _CREDIT))
    return {pk: before[pk] if pk in before else Credited.of(found.get(pk, ())) for pk in wanted}


class Part(NamedTuple):
    """What is read of a table: when that has another stamp, or what was read anew names a row that is not
    there. For rows that nobody sees until something else names them are added without a stamp."""

    model: type[Model]
    read: Callable[[Holdings], Any]
    named_by: frozenset[str] = frozenset()
    is_whole: Callable[[Holdings], bool] = lambda _found: True


_PARTS = {
    "periods": Part(LivePeriod, _periods),
    "credits": Part(
        Credit,
        _credits,
        frozenset({"periods"}),
        lambda found: found.credits.keys() >= {each.revision for each in found.periods.values()},
    ),
    "themes": Part(EssayTheme, lambda _old: _links(EssayTheme)),
    "of_threads": Part(ThreadTheme, lambda _old: _links(ThreadTheme)),
    "facts": Part(
        Essay,
        lambda old: _understood(Essay.objects.values_list(_FACTS, flat=True), old.facts, Facts.of),
        frozenset({"periods"}),
        lambda found: {each.essay for each in found.facts.values()}.issuperset(
            each.essay for each in found.periods.values()
        ),
    ),
    "people": Part(
        Person,
        lambda old: _understood(_rows(Person, "sort_zh_hans"), old.people, Names.of_person),
        frozenset({"credits"}),
        lambda found: _has(found.people, chain(*(each.people for each in found.credits.values()))),
    ),
    "titles": Part(
        Thread,
        lambda old: _understood(_rows(Thread), old.titles, Names.of_title),
        frozenset({"facts"}),
        lambda found: _has(found.titles, (each.thread for each in found.facts.values())),
    ),
    "subjects": Part(
        Theme,
        lambda old: _understood(_rows(Theme), old.subjects, Names.of_title),
        frozenset({"themes", "of_threads"}),
        lambda found: _has(found.subjects, chain(*found.themes.values(), *found.of_threads.values())),
    ),
}


def _has(rows: Mapping[Row, Names], wanted: Iterable[int]) -> bool:
    return {row[0] for row in rows}.issuperset(wanted)
