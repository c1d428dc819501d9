"""Letters to followers, written in batches: each is one transaction, and knows where the last one ended.

Killed at any point, the next sender goes on behind the last batch that was committed; the database takes a
notice, and a letter of it, only once.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from responses.lib import clock
from responses.notifications.models import Announcement, Bulletin, Follower, Letter, Notice, Subscription
from responses.notifications.news.matching import following, subjects_of, wanted_by
from responses.notifications.services import message_id_of

BATCH = 500


def write_news(*, bulletin: Bulletin) -> int:
    """The letters of a bulletin, as far as they are not written; how many."""
    written = 0
    while True:
        more, number = write_batch(bulletin=bulletin)
        written += number
        if not more:
            return written


def write_waiting(*, now: datetime | None = None) -> bool:
    """One batch of the oldest bulletin that is not done; whether there may be more to write."""
    bulletin = Bulletin.objects.filter(done_at=None).order_by("created_at", "pk").first()
    if bulletin is None:
        return False
    write_batch(bulletin=bulletin)
    return True


@transaction.atomic
def write_batch(*, bulletin: Bulletin) -> tuple[bool, int]:
    """The next followers of a bulletin: whether there may be more, and how many letters were written."""
    held = Bulletin.objects.select_for_update().filter(pk=bulletin.pk, done_at=None).first()
    if held is None:
        return False, 0
    announcements = list(
        held.announcements.exclude(event=Announcement.Event.NOTHING).select_related("edition__essay")
    )
    subjects = subjects_of(announcements)
    those = following(subjects)
    any_of_them = Subscription.objects.filter(those, follower=OuterRef("pk"))
    readers = Follower.objects.filter(Exists(any_of_them), left_at=None, pk__gt=held.cursor)
    batch = list(readers.order_by("pk")[:BATCH]) if subjects else []
    if batch:
        held.cursor = batch[-1].pk
    if len(batch) < BATCH:
        held.done_at = clock.now()
    held.save(update_fields=["cursor", "done_at"])
    subscriptions = _by_follower(Subscription.objects.filter(those, follower__in=batch))
    told = {
        reader: wanted_by(reader, subscriptions.get(reader.pk, ()), announcements, subjects)
        for reader in batch
    }
    return len(batch) == BATCH, _write(held, {reader: news for reader, news in told.items() if news})


def _by_follower(subscriptions: QuerySet[Subscription]) -> dict[int, list[Subscription]]:
    found: dict[int, list[Subscription]] = {}
    for each in subscriptions:
        found.setdefault(each.follower_id, []).append(each)
    return found


def _write(bulletin: Bulletin, told: dict[Follower, list[Announcement]]) -> int:
    """A notice of each announcement; for those who want it at once, a letter of theirs with it."""
    at_once = [reader for reader in told if reader.rhythm == Follower.Rhythm.AT_ONCE]
    letters = _letters(at_once, Letter.Purpose.NEWS, f"bulletin {bulletin.pk}")
    Notice.objects.bulk_create(
        Notice(follower=reader, announcement=each, letter=letters.get(reader.pk))
        for reader, news in told.items()
        for each in news
    )
    return len(letters)


def _letters(readers: Iterable[Follower], purpose: str, key: str) -> dict[int, Letter]:
    """A letter to each, by follower; what it says is found when it is sent."""
    letters = {
        reader.pk: Letter(
            purpose=purpose,
            turn=1,
            recipient=reader.address,
            language=reader.language,
            message_id=message_id_of(purpose, f"{key} {reader.pk}"),
        )
        for reader in readers
    }
    Letter.objects.bulk_create(letters.values())
    return letters


@transaction.atomic
def write_digests(*, until: datetime) -> bool:
    """One batch of weekly letters with what was live before ``until``; whether there may be more to write.

    Whoever has had theirs of that instant waits for the next, whatever is found late.
    """
    waiting = Notice.objects.filter(letter=None, announcement__starts__lte=until)
    readers = Follower.objects.filter(
        Exists(waiting.filter(follower=OuterRef("pk"))), left_at=None, digested_at__lt=until
    )
    batch = list(readers.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    letters = _letters(batch, Letter.Purpose.DIGEST, f"{until.isoformat()}")
    notices = list(waiting.filter(follower__in=batch))
    for each in notices:
        each.letter = letters[each.follower_id]
    Notice.objects.bulk_update(notices, ["letter"], batch_size=BATCH)
    Follower.objects.filter(pk__in=letters).update(digested_at=until)
    return len(batch) == BATCH
