"""The verbs of following: ask, confirm, change, leave, be erased."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from responses.lib import clock
from responses.notifications.emails import confirmation
from responses.notifications.errors import NoSuchRequest
from responses.notifications.models import Follower, FollowRequest, Letter, Subscription
from responses.notifications.services import queue_letter
from responses.notifications.tokens import hash_of, new_token
from responses.notifications.topics import Followed

# How long a request waits for its answer, and how long the address of someone who left is kept.
REQUEST_LASTS = timedelta(days=7)
KEPT_AFTER_LEAVING = timedelta(days=30)
OF_FOLLOWING = (Letter.Purpose.FOLLOW, Letter.Purpose.NEWS, Letter.Purpose.DIGEST)


@transaction.atomic
def ask_to_follow(
    *, address: str, topic: Followed, wishes: Mapping[str, Any], later: timedelta = timedelta(0)
) -> None:
    """Write to an address that somebody gave, asking whether they want this.

    Does the same work, and says nothing, whether we know the address, and whether it was written to often
    enough today; ``later`` is how long the letter waits first. Raises ``ValidationError``.
    """
    address = address.strip().lower()
    token = new_token()
    asked = FollowRequest(address=address, token_hash=hash_of(token), **topic.columns, **wishes)
    asked.clean_fields(exclude=["thread", "theme", "person", "confirmed_at"])
    asked.save()
    known = Follower.objects.filter(address=address, left_at=None).first()
    said = confirmation(topic, token, asked, known)
    if not queue_letter(**said, recipient=address, holds_secret=True, due_at=clock.now() + later):
        asked.delete()


def find_request(*, token: str) -> FollowRequest:
    """The request that this token answers. Raises ``NoSuchRequest``."""
    asked = FollowRequest.objects.select_related("thread", "theme", "person")
    found = asked.filter(token_hash=hash_of(token), created_at__gt=clock.now() - REQUEST_LASTS).first()
    if found is None:
        raise NoSuchRequest
    return found


@transaction.atomic
def confirm(*, token: str) -> Follower:
    """Follow what was asked for; the wishes asked for last hold for all that this reader follows.

    A second time changes nothing; once they have left, the old answer is none. Raises ``NoSuchRequest``.
    """
    asked = FollowRequest.objects.select_for_update().get(pk=find_request(token=token).pk)
    now = clock.now()
    if asked.confirmed_at:
        if known := Follower.objects.filter(address=asked.address, left_at=None).first():
            return known
        raise NoSuchRequest
    begun = asked.wishes | {"confirmed_at": now, "digested_at": now}
    follower, is_new = Follower.objects.get_or_create(address=asked.address, defaults=begun)
    if not is_new:
        for name, value in (begun if follower.left_at else asked.wishes).items():
            setattr(follower, name, value)
        follower.left_at = None
        follower.save()
    topic = {"thread": asked.thread, "theme": asked.theme, "person": asked.person}
    Subscription.objects.get_or_create(follower=follower, **topic, defaults={"since": now})
    asked.confirmed_at = now
    asked.save(update_fields=["confirmed_at"])
    return follower


@transaction.atomic
def change(*, follower: Follower, wishes: Mapping[str, Any], keep: Collection[int]) -> Follower:
    """Hold to these wishes from now on, and follow only what is in ``keep`` (numbers of subscriptions)."""
    locked = Follower.objects.select_for_update().get(pk=follower.pk)
    for name, value in wishes.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(wishes))
    locked.subscriptions.exclude(pk__in=keep).delete()
    if not locked.subscriptions.exists():
        return leave(follower=locked)
    return locked


@transaction.atomic
def leave(*, follower: Follower) -> Follower:
    """No more letters: what waits for them is dropped when its turn comes. Leaving twice is leaving once."""
    locked = Follower.objects.select_for_update().get(pk=follower.pk)
    if locked.left_at is None:
        locked.subscriptions.all().delete()
        locked.left_at = clock.now()
        locked.save(update_fields=["left_at"])
    return locked


@transaction.atomic
def erase(*, follower: Follower) -> None:
    """Forget the address, now: with it all that was asked for, and every letter of this kind to it."""
    FollowRequest.objects.filter(address=follower.address).delete()
    Letter.objects.filter(recipient=follower.address, purpose__in=OF_FOLLOWING).delete()
    follower.delete()


def settle_followers(*, now: datetime | None = None) -> None:
    """What time does: requests end after 7 days, and 30 days after leaving nothing is kept."""
    now = now or clock.now()
    FollowRequest.objects.filter(created_at__lte=now - REQUEST_LASTS).delete()
    for follower in Follower.objects.filter(left_at__lte=now - KEPT_AFTER_LEAVING):
        erase(follower=follower)
