"""What follows when the site was restored: to a state that knows nothing of what was sent since."""

from django.db import transaction

from responses.lib import clock
from responses.notifications.models import Bulletin, Follower, Letter
from responses.notifications.news.finding import announce
from responses.notifications.news.weekly import last_digest


@transaction.atomic
def hold_what_waits() -> int:
    """Send nothing a second time by itself: how many letters are now *uncertain*, for a person to decide.

    What went live meanwhile is noted as told, and weekly letters begin with the next week.
    """
    now, state = clock.now(), Letter.State
    announce(now=now)
    Bulletin.objects.filter(done_at=None).update(done_at=now)
    due = last_digest(now)
    Follower.objects.filter(digested_at__lt=due).update(digested_at=due)
    waiting = Letter.objects.filter(state__in=(state.WAITING, state.SENDING))
    return waiting.update(state=state.UNCERTAIN, claim="", handed_over_at=now, changed_at=now)
