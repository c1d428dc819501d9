"""Long lists in parts whose addresses stay good: a part begins at a named item, not at a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from responses.reading.prepared import Prepared
from responses.threads.models import Essay, EssayTheme, LivePeriod

SIZE = 20
MONTH, DAY = (Coalesce(part, 0, output_field=IntegerField()) for part in ("dated_month", "dated_day"))
LAST = 2**63 - 1  # no row has a higher number


@dataclass(frozen=True)
class Part:
    """Items of one part of a list; ``following`` is the address part of the next, '' at the end."""

    items: list[int]
    following: str = ""
    is_first: bool = True


def newest_added_first(theme: int, besides: Sequence[int], start: str) -> Part | None:
    """Pks of live essays that carry a theme, from the one with slug ``start`` on; None when it is none.

    Without the prompts of the threads ``besides``, which the page shows already.
    """
    shown = besides or [0]
    anchors = _carrier(theme, shown, start) if start else [LAST]
    return _part(_carriers(theme, shown, anchors[0]), start) if anchors else None


def by_date(year: int | None, start: str = "") -> Part | None:
    """The same for live essays of one year, in order of their day, days unknown first; None is undated."""
    if year is None:
        numbers = _undated_one(start) if start else [0]
        return _part(_undated(numbers[0]), start) if numbers else None
    days = _day(year, start) if start else [(0, 0, 0)]
    return _part(_days(year, *days[0]), start) if days else None


def _part(found: list[tuple[int, str]], start: str) -> Part:
    following = found[SIZE][1] if len(found) > SIZE else ""
    return Part([pk for pk, _slug in found[:SIZE]], following, not start)


# --- Read from the links to a theme, whose index has a theme's essays in this very order


@Prepared
def _carrier(theme: int, besides: list[int], slug: str) -> QuerySet:
    found = _links(theme, besides).filter(content_object__slug=slug)
    return found.values_list("content_object", flat=True)


@Prepared
def _carriers(theme: int, besides: list[int], last: int) -> QuerySet:
    found = _links(theme, besides).filter(content_object__lte=last).order_by("-content_object")
    return found.values_list("content_object", "content_object__slug")[: SIZE + 1]


def _links(theme: int, besides: list[int]) -> QuerySet[EssayTheme]:
    live = LivePeriod.objects.live().filter(essay=OuterRef("content_object"))
    shown = Q(content_object__kind=Essay.Kind.PROMPT, content_object__thread__in=besides)
    return EssayTheme.objects.filter(Exists(live), tag=theme).exclude(shown)


# --- Dated and undated


@Prepared
def _day(year: int, slug: str) -> QuerySet:
    found = Essay.objects.published().filter(dated_year=year, slug=slug)
    return found.values_list(MONTH, DAY, "pk")


@Prepared
def _days(year: int, month: int, day: int, pk: int) -> QuerySet:
    later = Q(month__gt=month) | Q(month=month, day__gt=day) | Q(month=month, day=day, pk__gte=pk)
    found = Essay.objects.published().filter(dated_year=year).annotate(month=MONTH, day=DAY).filter(later)
    # Ordered as the index is: a whole year need not be sorted to see its beginning.
    parts = (F(part).asc(nulls_first=True) for part in ("dated_month", "dated_day"))
    return found.order_by(*parts, "pk").values_list("pk", "slug")[: SIZE + 1]


@Prepared
def _undated_one(slug: str) -> QuerySet:
    return Essay.objects.published().filter(dated_year=None, slug=slug).values_list("pk", flat=True)


@Prepared
def _undated(first: int) -> QuerySet:
    found = Essay.objects.published().filter(dated_year=None, pk__gte=first)
    return found.order_by("pk").values_list("pk", "slug")[: SIZE + 1]
