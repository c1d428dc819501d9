"""Long lists in parts whose addresses stay good: a part begins at a named item, not at a number."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

SIZE = 50


@dataclass(frozen=True)
class Part:
    """Items of one part of a list; ``following`` is the address part of the next, '' at the end."""

    items: list[int]
    following: str = ""
    is_first: bool = True


def newest_added_first(essays: models.QuerySet, start: str, *, size: int = SIZE) -> Part | None:
    """Pks of ``size`` essays from the one with slug ``start`` on; None when no such essay is listed."""
    anchor = None
    if start:
        anchor = essays.filter(slug=start).values_list("pk", flat=True).first()
        if anchor is None:
            return None
    found = essays.filter(pk__lte=anchor) if anchor else essays
    return _part(found.order_by("-pk"), bool(start), size)


def by_date(essays: models.QuerySet, start: str, *, size: int = SIZE) -> Part | None:
    """The same for essays of one year, in order of their day; days unknown come first."""
    if not start:
        return _part(_dated(essays), False, size)
    anchor = _dated(essays).filter(slug=start).values_list("month", "day", "pk").first()
    if anchor is None:
        return None
    month, day, pk = anchor
    later = Q(month__gt=month) | Q(month=month, day__gt=day) | Q(month=month, day=day, pk__gte=pk)
    return _part(_dated(essays).filter(later), True, size)


def _dated(essays: models.QuerySet) -> models.QuerySet:
    none = models.functions.Coalesce
    return essays.annotate(
        month=none("dated_month", 0, output_field=models.IntegerField()),
        day=none("dated_day", 0, output_field=models.IntegerField()),
    ).order_by("month", "day", "pk")


def _part(found: models.QuerySet, begun: bool, size: int) -> Part:
    pairs = list(found.values_list("pk", "slug")[: size + 1])
    following = pairs[size][1] if len(pairs) > size else ""
    return Part([pk for pk, _slug in pairs[:size]], following, not begun)
