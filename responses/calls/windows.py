"""When last year's call is held again: the same hours of the week, a whole number of weeks later."""

from datetime import datetime, timedelta

from responses.calls.models import Call
from responses.lib import clock

WEEK = timedelta(days=7)


def weeks_until_again(call: Call, now: datetime) -> int:
    """How many weeks later the window of a copy lies: about as many years as bring its beginning ahead.

    The weekday stays, and the date as nearly as it can.
    """
    begun = call.opens_at.astimezone(clock.zone_of(call.zone))
    years = max(1, now.year - begun.year)
    while (moved := _weeks_of(begun, years)) * WEEK + call.opens_at <= now:
        years += 1
    return moved


def _weeks_of(begun: datetime, years: int) -> int:
    # 29 February is held on the 28th: to the week it is the same.
    day = begun.replace(year=begun.year + years, day=min(begun.day, 28))
    return round((day - begun.replace(day=min(begun.day, 28))) / WEEK)


def moved(instant: datetime, zone: str, weeks: int) -> datetime:
    """The instant at which clocks in ``zone`` show the same hour, so many weeks later.

    An hour that clocks skip then is the first after it, one that they show twice the second: nobody has
    less time for it.
    """
    wall = instant.astimezone(clock.zone_of(zone)).replace(tzinfo=None) + weeks * WEEK
    return latest_at(wall, zone)


def latest_at(wall: datetime, zone: str) -> datetime:
    """The last instant at which clocks in ``zone`` can be said to show ``wall``."""
    try:
        return clock.localize(wall, zone, fold=1)
    except clock.NonexistentTime as gap:
        return clock.localize(gap.ends, zone)
