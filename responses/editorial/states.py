"""In words: what an edition is just now, for its editors. One query for a whole list."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from responses.languages.codes import LANGUAGES
from responses.lib import clock, dates
from responses.lib.texts import pick
from responses.threads.models import Edition, Initiative, LivePeriod, Revision
from responses.threads.models.publications import FOREVER

Zones = list[tuple[str, str]]


def with_state(editions: models.QuerySet[Edition]) -> models.QuerySet[Edition]:
    """Editions that know what `state_of` asks, with the title of their newest version."""
    now = clock.now()
    newest = Revision.objects.filter(edition=OuterRef("pk")).order_by("-number")
    live = LivePeriod.objects.live(now).filter(edition=OuterRef("pk")).order_by("-starts")
    coming = LivePeriod.objects.filter(edition=OuterRef("pk"), starts__gt=now).order_by("starts")
    return editions.annotate(
        newest_revision=Subquery(newest.values("pk")[:1]),
        newest_title=Subquery(newest.values("title")[:1]),
        live_revision=Subquery(live.values("revision")[:1]),
        live_until=Subquery(live.values("ends")[:1]),
        coming_at=Subquery(coming.values("starts")[:1]),
        aside=F("essay__set_aside_at"),
        was_live=Exists(LivePeriod.objects.begun(now).filter(edition=OuterRef("pk"))),
    )


def state_of(edition: Any, zones: Zones) -> str:
    """The state of one edition that `with_state` has fetched, as a phrase."""
    if edition.aside:
        return _("set aside")
    if edition.live_revision:
        return _state_of_live(edition, zones)
    if edition.coming_at:
        return _("scheduled for %(moment)s") % {"moment": moment(edition.coming_at, zones)}
    return _("withdrawn") if edition.was_live else _("draft")


def _state_of_live(edition: Any, zones: Zones) -> str:
    if edition.coming_at and edition.coming_at == edition.live_until:
        return _("live, update scheduled for %(moment)s") % {"moment": moment(edition.coming_at, zones)}
    if edition.live_until != FOREVER:
        return _("live, withdrawn from %(moment)s") % {"moment": moment(edition.live_until, zones)}
    if edition.newest_revision != edition.live_revision:
        return _("live, newer version saved")
    return _("live")


def states_of(editions: Iterable[Edition], zones: Zones) -> list[tuple[str, str]]:
    """The name of its language and the state, for each edition of one essay."""
    return [(LANGUAGES[each.language].name, state_of(each, zones)) for each in editions]


def moment(instant: datetime, zones: Zones) -> str:
    """An instant on the site's clocks, in the language of the interface."""
    return dates.moment(instant, _language(), zones)


def announced(instant: datetime, zones: Zones) -> str:
    """As ``moment``, with weekdays: how a coming publication is announced."""
    return dates.announced(instant, _language(), zones)


def weekday(day: date) -> str:
    return dates.weekday(day, _language())


def site_zones() -> Zones:
    """The site's clocks: IANA zone, and the place's name in the language of the interface."""
    initiative = Initiative.objects.first()
    return [
        (
            str(each["zone"]),
            pick({code: {"place": name} for code, name in each["place"].items()}, "place", _language())[0],
        )
        for each in (initiative.zones if initiative else [])
    ] or [("UTC", "UTC")]


def _language() -> str:
    code = get_language() or "en"
    return code if code in LANGUAGES else "en"
