"""When the weekly letter is due, on the clocks of the initiative's first place."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings

from responses.lib import clock
from responses.threads.models import Initiative
from responses.threads.models.site import default_zones


def last_digest(now: datetime) -> datetime:
    """The latest instant, not after ``now``, at which weekly letters are due."""
    weekday, hour = settings.DIGEST_AT
    zone = clock.zone_of(_first_zone())
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    due = datetime.combine(day, hour or time(), tzinfo=zone)
    if due > local:
        due = datetime.combine(day - timedelta(days=7), hour, tzinfo=zone)
    return due.astimezone(now.tzinfo)


def _first_zone() -> str:
    initiative = Initiative.objects.only("zones").first()
    zones: list[dict[str, Any]] = (initiative.zones if initiative else None) or default_zones()
    return str(zones[0]["zone"])
