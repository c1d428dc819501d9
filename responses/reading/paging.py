"""Long lists in parts whose addresses stay good: a part begins at a named item, not at a number."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from responses.threads.models import EssayTheme

SIZE = 50


@dataclass(frozen=True)
class Part:
    """Items of one part of a list; ``following`` is the address part of the next, '' at the end."""

    items: list[int]
    following: str = ""
    is_first: bool = True


def newest_added_first(links: models.QuerySet[EssayTheme], start: str, *, size: int = SIZE) -> Part | None:
    """Pks of ``size`` essays that carry a theme, from the one with slug ``start`` on; None when it is none.

    Read from the links, whose index has a theme's essays in this very order.
    """
    if start:
        anchor = links.filter(content_object__slug=start).values_list("content_object", flat=True).first()
        if anchor is None:
            return None
        links = links.filter(content_object__lte=anchor)
    found = links.order_by("-content_object").values_list("content_object", "content_object__slug")
    return _part(found, bool(start), size)


def by_date(essays: models.QuerySet, start: str, *, size: int = SIZE) -> Part | None:
    """The same for essays of one year, in order of their day; days unknown come first."""
    if not start:
        return _part(_dated(essays).values_list("pk", "slug"), False, size)
    anchor = _dated(essays).filter(slug=start).values_list("month", "day", "pk").first()
    if anchor is None:
        return None
    month, day, pk = anchor
    later = Q(month__gt=month) | Q(month=month, day__gt=day) | Q(month=month, day=day, pk__gte=pk)
    return _part(_dated(essays).filter(later).values_list("pk", "slug"), True, size)


def _dated(essays: models.QuerySet) -> models.QuerySet:
    none = models.functions.Coalesce
    # Ordered as the index is: a whole year need not be sorted to see its beginning.
    parts = (models.F(part).asc(nulls_first=True) for part in ("dated_month", "dated_day"))
    return essays.annotate(
        month=none("dated_month", 0, output_field=models.IntegerField()),
        day=none("dated_day", 0, output_field=models.IntegerField()),
    ).order_by(*parts, "pk")


def _part(found: models.QuerySet, begun: bool, size: int) -> Part:
    pairs = list(found[: size + 1])
    following = pairs[size][1] if len(pairs) > size else ""
    return Part([pk for pk, _slug in pairs[:size]], following, not begun)
