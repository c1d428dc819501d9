"""What else a reader of an essay might like: worked out when it is published, for it and for those like it.

Two essays of different threads are alike by the words that both are about (``SearchText.keys``: those of the
title, and those that run through the text), each worth the more the fewer live essays are about it, and by
themes and authors that they share. Only what is live, or has its instant, is compared, and only what is live
is counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from responses.lib import clock
from responses.lib.idle import IDLE
from responses.threads.lookups import ask
from responses.threads.models import Byline, Credit, Essay, EssayTheme, Likeness, LivePeriod, SearchText
from responses.threads.services.finding import THROUGHOUT, TITLE

KEPT = 24  # on each side, when it is worked out
THEME, AUTHOR = 4, 6
# Points for a word that one live essay is about; one less each time twice as many are.
MOST_TELLING = 9
ONE_CHARACTER = 6  # digits of its key at most (``terms.key``)
AT_ONCE = 200  # look-ups in one query
KEYS, MOST_SHARED = 40, 512  # the rarest of its words, and none that more essays are about
BESIDE = 48  # so many of the newest of its themes and authors are compared in any case
# Of a word: its points, and the essays that are about it.
Telling = Mapping[str, tuple[int, set[int]]]


@dataclass
class Facts:
    """Threads, themes and authors of the essays that are compared, and which of these are live."""

    threads: dict[int, int]
    live: set[int]
    themes: dict[int, set[int]]
    authors: dict[int, set[int]]

    @classmethod
    def read(cls, now: datetime, among: Iterable[int] | None = None) -> "Facts":
        periods = LivePeriod.objects.filter(ends__gt=now)
        links = EssayTheme.objects.all()
        if among is not None:
            essays = list(among)
            periods, links = periods.filter(essay__in=essays), links.filter(content_object__in=essays)
        printed = Credit.objects.filter(revision__in=periods.values("revision"), role=Credit.Role.AUTHOR)
        known = printed.filter(person__isnull=False)
        found = list(periods.values_list("essay", "essay__thread", "starts"))
        threads = {essay: thread for essay, thread, _starts in found}
        live = {essay for essay, _thread, starts in found if starts <= now}
        if len({*threads.values()}) < 2:
            # Only essays of different threads are alike.
            return cls(threads, live, {}, {})
        return cls(
            threads=threads,
            live=live,
            themes=_grouped(links.values_list("content_object", "tag")),
            authors=_grouped(known.values_list("revision__edition__essay", "person")),
        )


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found


@transaction.atomic
def liken(essay: int) -> None:
    """Work out what one essay is like, from what its versions that are shown, or will be, are about."""
    now = clock.now()
    Likeness.objects.filter(Q(essay=essay) | Q(like=essay)).delete()
    if not _beyond_its_thread(essay, now):
        return
    shown = LivePeriod.objects.filter(essay=essay, ends__gt=now).values("revision")
    keys = {key for row in SearchText.objects.filter(revision__in=shown) for key in about(row.keys)}
    postings = _asked(sorted(keys), now)
    nearby = {other for found in postings.values() for other in found} | _newest_beside(essay) | {essay}
    facts = Facts.read(now, nearby)
    _insert(_both_ways({essay: _nearest(essay, keys, _telling(postings, facts.live), facts, nearby)}))


def _beyond_its_thread(essay: int, now: datetime) -> bool:
    """Whether anything is shown, or will be, that the essay might be like."""
    own = Essay.objects.filter(pk=essay).values("thread")
    return LivePeriod.objects.filter(ends__gt=now).exclude(essay__thread__in=own).exists()


def _newest_beside(essay: int) -> set[int]:
    """The newest essays of its themes, and of its authors."""
    themes = EssayTheme.objects.filter(tag__in=EssayTheme.objects.filter(content_object=essay).values("tag"))
    people = Byline.objects.filter(person__in=Byline.objects.filter(essay=essay).values("person"))
    found = themes.order_by("-content_object").values_list("content_object", flat=True)[:BESIDE]
    return {*found, *people.order_by("-essay").values_list("essay", flat=True)[:BESIDE]}


def liken_new() -> int:
    """The same for all essays that were never compared; how many they are."""
    return _liken_many(Essay.objects.filter(likenesses=None))


def liken_anew() -> int:
    """The same for all essays; how many they are. Safe while the site runs: each keeps its old likenesses
    until it has new ones."""
    return _liken_many(Essay.objects.all())


def _liken_many(essays: QuerySet[Essay]) -> int:
    """In one reading of all texts, instead of a few for each."""
    now = clock.now()
    postings: dict[str, set[int]] = {}
    own: dict[int, set[str]] = {}
    rows = SearchText.objects.filter(revision__in=LivePeriod.objects.filter(ends__gt=now).values("revision"))
    for essay, keys in rows.values_list("edition__essay", "keys").iterator():
        own.setdefault(essay, set()).update(found := about(keys))
        for key in found:
            postings.setdefault(key, set()).add(essay)
    facts = Facts.read(now)
    newest: dict[tuple[str, int], list[int]] = {}
    for essay in sorted(facts.threads, reverse=True):
        for link in _links(essay, facts):
            newest.setdefault(link, []).append(essay)
    wanted = [pk for pk in essays.values_list("pk", flat=True) if pk in own]
    telling = _telling(postings, facts.live)
    _write({pk: _nearest(pk, own[pk], telling, facts, _beside(pk, facts, newest)) for pk in wanted})
    return len(wanted)


def _links(essay: int, facts: Facts) -> list[tuple[str, int]]:
    themes, authors = facts.themes.get(essay, ()), facts.authors.get(essay, ())
    return [*(("theme", pk) for pk in themes), *(("author", pk) for pk in authors)]


def _beside(essay: int, facts: Facts, newest: Mapping[tuple[str, int], Sequence[int]]) -> set[int]:
    return {other for link in _links(essay, facts) for other in newest[link][:BESIDE]}


def about(keys: str) -> set[str]:
    """What a text is about: the words of its title, and those that run through it."""
    marked = (key[len(TITLE) :] for key in keys.split(" ") if key.startswith((TITLE, THROUGHOUT)))
    # A single character stands in texts about anything.
    return {key for key in marked if not (key.startswith("_") and len(key) <= ONE_CHARACTER)} - IDLE


def _asked(keys: Sequence[str], now: datetime) -> dict[str, set[int]]:
    """Which essays that are shown, or will be, are about each key."""
    lookups = [(f"{prefix}{key}",) for key in keys for prefix in (TITLE, THROUGHOUT)]
    found: list[list[int]] = []
    for start in range(0, len(lookups), AT_ONCE):
        found += ask(lookups[start : start + AT_ONCE])[1]
    revisions = {pk for each in found for pk in each}
    shown = LivePeriod.objects.filter(ends__gt=now).values_list("revision", "essay")
    essays = dict(shown.filter(revision__in=revisions)) if len(revisions) < AT_ONCE else dict(shown)
    both = zip(found[::2], found[1::2], strict=True)
    postings = {
        key: {essays[pk] for pk in (*first, *second) if pk in essays}
        for key, (first, second) in zip(keys, both, strict=True)
    }
    telling = sorted(
        (key for key in keys if len(postings[key]) < MOST_SHARED), key=lambda key: len(postings[key])
    )
    return {key: postings[key] for key in telling[:KEYS]}


def _telling(postings: Mapping[str, set[int]], live: set[int]) -> Telling:
    """The words that few enough live essays are about."""
    worth = {key: MOST_TELLING - len(essays & live).bit_length() for key, essays in postings.items()}
    return {key: (points, postings[key]) for key, points in worth.items() if points > 0}


def _nearest(
    essay: int, keys: Iterable[str], telling: Telling, facts: Facts, besides: Iterable[int]
) -> list[tuple[int, int]]:
    """``(other, points)`` of those most like an essay, the best first; ``besides`` share no word perhaps."""
    points: Counter[int] = Counter()
    for key in keys:
        worth, others = telling.get(key, (0, ()))
        points.update(dict.fromkeys(others, worth))
    themes, authors = facts.themes.get(essay, set()), facts.authors.get(essay, set())
    for other in {*points, *besides}:
        points[other] += THEME * len(themes & facts.themes.get(other, set()))
        points[other] += AUTHOR * len(authors & facts.authors.get(other, set()))
    thread = facts.threads.get(essay)
    fitting = [
        (other, number)
        for other, number in points.items()
        if number and other != essay and facts.threads.get(other, thread) != thread
    ]
    return sorted(fitting, key=lambda each: (-each[1], -each[0]))[:KEPT]


def _write(found: Mapping[int, list[tuple[int, int]]]) -> None:
    """Both ways: instead of what was known of these essays, and besides what was known of the others."""
    rows = _both_ways(found)
    # In one order, so that two publications at once wait for each other and not both for ever.
    essays = sorted(rows)
    for start in range(0, len(essays), AT_ONCE):
        with transaction.atomic():
            chunk = essays[start : start + AT_ONCE]
            Likeness.objects.filter(essay__in=[pk for pk in chunk if pk in found]).delete()
            _insert({essay: rows[essay] for essay in chunk})


def _both_ways(found: Mapping[int, list[tuple[int, int]]]) -> dict[int, dict[int, int]]:
    rows: dict[int, dict[int, int]] = {essay: {} for essay in found}
    for essay, others in found.items():
        for other, points in others:
            rows[essay][other] = points
            rows.setdefault(other, {})[essay] = points
    return rows


def _insert(rows: Mapping[int, Mapping[int, int]]) -> None:
    Likeness.objects.bulk_create(
        (
            Likeness(essay_id=essay, like_id=like, points=points)
            for essay in sorted(rows)
            for like, points in sorted(rows[essay].items())
        ),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["essay", "like"],
        update_fields=["points"],
    )
