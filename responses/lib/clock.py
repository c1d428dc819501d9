"""The site's clock: instants are aware and in UTC, and a wall time becomes one only if it names one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import gettext as _


class NonexistentTime(ValueError):
    """A wall time that clocks skip when they are put forward."""


class AmbiguousTime(ValueError):
    """A wall time that clocks show twice when they are put back."""


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
        raise NonexistentTime(
            _("%(time)s does not exist in %(zone)s: clocks were put forward over it.") % said
        )
    if first < second and fold is None:
        raise AmbiguousTime(_("%(time)s occurs twice in %(zone)s: clocks were put back. Say which.") % said)
    return second if fold else first
