"""What went live and was not yet told: found by the clock, written down once.

Publishing writes nothing for followers, however many there are, and a scheduled text goes live with no job
at all; so somebody has to look. ``Watch`` says when it is worth it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, Min, OuterRef, QuerySet

from responses.lib import clock
from responses.notifications.models import Announcement, Bulletin, Follower
from responses.threads.models import Edition, Essay, LivePeriod, Publication

# What is older is no news, however long nobody looked.
NEWS_LASTS = timedelta(days=30)
# At the latest after this, even if nothing seems to have changed.
AT_LEAST = timedelta(minutes=1)

Event = Announcement.Event
EVENTS = {
    Essay.Kind.PROMPT: Event.THREAD,
    Essay.Kind.RESPONSE: Event.RESPONSE,
    Essay.Kind.CLOSING_REPLY: Event.CLOSING_REPLY,
}


class Watch:
    """Whether anything may have gone live since the last look, for one query with an index."""

    def __init__(self) -> None:
        self.newest: int | None = None
        self.coming: datetime | None = None
        self.looked_at: datetime | None = None

    def is_time(self, now: datetime) -> bool:
        newest = Publication.objects.order_by("-pk").values_list("pk", flat=True).first()
        late = self.looked_at is None or now - self.looked_at >= AT_LEAST
        if newest == self.newest and not late and (self.coming is None or now < self.coming):
            return False
        self.newest, self.looked_at = newest, now
        self.coming = LivePeriod.objects.filter(starts__gt=now).aggregate(Min("starts"))["starts__min"]
        return True


def untold(now: datetime) -> QuerySet[LivePeriod]:
    """The periods that began while somebody followed something, and that no announcement names."""
    first = Follower.objects.filter(left_at=None).aggregate(Min("confirmed_at"))["confirmed_at__min"]
    told = Announcement.objects.filter(edition=OuterRef("edition"), starts=OuterRef("starts"))
    since = max(first or now, now - NEWS_LASTS)
    return LivePeriod.objects.live(now).filter(~Exists(told), starts__gt=since)


def announce(*, now: datetime | None = None) -> Bulletin | None:
    """Write down what went live: all that is found together is told together. None if there is nothing."""
    found = list(untold(now or clock.now()).select_related("essay", "edition").order_by("starts", "pk"))
    if not found:
        return None
    try:
        with transaction.atomic():
            bulletin = Bulletin.objects.create()
            Announcement.objects.bulk_create(_announcements(bulletin, found))
    except IntegrityError:
        # Another sender found the same in the same moment.
        return None
    return bulletin


def _announcements(bulletin: Bulletin, found: Iterable[LivePeriod]) -> list[Announcement]:
    periods = list(found)
    notes = _public_notes(periods)
    essays = {period.essay_id for period in periods}
    firsts = LivePeriod.objects.filter(essay__in=essays).values("essay").annotate(Min("first"))
    begun = {each["essay"]: each["first__min"] for each in firsts}
    return [
        Announcement(
            bulletin=bulletin,
            edition=period.edition,
            starts=period.starts,
            event=_event_of(period, begun[period.essay_id], has_note=_key(period) in notes),
        )
        for period in periods
    ]


def _event_of(period: LivePeriod, begun: datetime, *, has_note: bool) -> str:
    """What a reader would call it; ``begun`` is when the first edition of the essay was first live."""
    if period.starts > period.first:
        return Event.CORRECTION if has_note else Event.NOTHING
    if period.first > begun:
        return Event.TRANSLATION
    # Of editions that go live together, one is told of, in whichever language its reader has.
    others = LivePeriod.objects.filter(essay=period.essay_id, starts=period.starts)
    chief = min(others.values_list("edition__kind", "edition_id"), key=_chief_first)[1]
    return EVENTS[Essay.Kind(period.essay.kind)] if period.edition_id == chief else Event.NOTHING


def _chief_first(edition: tuple[str, int]) -> tuple[bool, int]:
    return edition[0] != Edition.Kind.ORIGINAL, edition[1]


def _key(period: LivePeriod) -> tuple[int, datetime]:
    return period.edition_id, period.starts


def _public_notes(periods: list[LivePeriod]) -> set[tuple[int, datetime]]:
    """Which of these periods a *publish* with a note for readers began."""
    editions = {period.edition_id for period in periods}
    acts = Publication.objects.filter(edition__in=editions, action=Publication.Action.PUBLISH)
    return set(acts.exclude(note="").values_list("edition_id", "instant"))
