"""The site's clock: instants are aware and in UTC, and a wall time becomes one only if it names one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import gettext as _


class NonexistentTime(ValueError):
    """A wall time that clocks skip when they are put forward: from ``starts`` at once to ``ends``."""

    def __init__(self, sentence: str, *, starts: datetime, ends: datetime) -> None:
        super().__init__(sentence)
        self.starts, self.ends = starts, ends


class AmbiguousTime(ValueError):
    """A wall time that clocks show twice when they are put back: at ``first`` and at ``second``, in UTC."""

    def __init__(self, sentence: str, *, first: datetime, second: datetime) -> None:
        super().__init__(sentence)
        self.first, self.second = first, second


def now() -> datetime:
    """The instant by the server's clock, in UTC; nothing else reads that clock, so tests can move it."""
    return timezone.now().astimezone(UTC)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name; ValueError with a sentence for any other text."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # ".." and folder names raise the latter two
        raise ValueError(_("“%s” is not a time zone.") % name) from None


def localize(naive: datetime, zone: str, *, fold: int | None = None) -> datetime:
    """The instant, in UTC, at which clocks in `zone` show `naive`.

    `fold` chooses, as in PEP 495, the first (0) or the second (1) of two; without it, a time that
    occurs twice raises AmbiguousTime. A time that never occurs raises NonexistentTime.
    """
    if naive.tzinfo is not None:
        raise ValueError(_("This time already has a zone."))
    info = zone_of(zone)
    first, second = (naive.replace(tzinfo=info, fold=n).astimezone(UTC) for n in (0, 1))
    said = {"time": f"{naive:%Y-%m-%d %H:%M}", "zone": zone}
    # Inside a gap PEP 495 reads fold 0 with the earlier offset, so the two come out in reverse.
    if first > second:
        starts, ends = _gap(second, first, info)
        sentence = _("%(time)s does not exist in %(zone)s: clocks were put forward over it.")
        raise NonexistentTime(sentence % said, starts=starts, ends=ends)
    if first < second and fold is None:
        sentence = _("%(time)s occurs twice in %(zone)s: clocks were put back. Say which.")
        raise AmbiguousTime(sentence % said, first=first, second=second)
    return second if fold else first


def _gap(before: datetime, after: datetime, info: ZoneInfo) -> tuple[datetime, datetime]:
    """What clocks show when they are put forward and what they show then, between two instants in UTC."""
    offset = before.astimezone(info).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        unmoved = middle.astimezone(info).utcoffset() == offset
        before, after = (middle, after) if unmoved else (before, middle)
    instant = after.replace(microsecond=0)
    ends = instant.astimezone(info).replace(tzinfo=None)
    return ends - ((after.astimezone(info).utcoffset() or timedelta()) - (offset or timedelta())), ends
