"""How many essays one address sends in an hour."""

from datetime import datetime, timedelta

from django.db import transaction

from responses.submissions.errors import TooMany
from responses.submissions.models import Submission

HOUR = timedelta(hours=1)
ESSAYS, VERSIONS = 5, 20  # of one address, and of one essay, within an hour
# A stranger can send five essays in somebody's name; whoever is held back by that is not too late for it.
PUT_OFF = timedelta(hours=3)


def hold_back(submission: Submission, now: datetime) -> None:
    """Raises ``TooMany``; the caller then lets the author send later, by ``put_off``."""
    email = str(submission.content.get("email", "")).strip().lower()
    lately = Submission.objects.filter(sent_at__gt=now - HOUR).exclude(pk=submission.pk)
    if submission.number is None:
        sent = lately.filter(authors__position=0, authors__email=email).order_by("sent_at")
        times = [each for each in sent.values_list("sent_at", flat=True) if each]
        if len(times) >= ESSAYS:
            raise TooMany(times[-ESSAYS] + HOUR)
    versions = submission.versions.filter(sent_at__gt=now - HOUR).order_by("sent_at")
    if versions.count() >= VERSIONS:
        raise TooMany(versions.values_list("sent_at", flat=True)[0] + HOUR)


@transaction.atomic
def put_off(*, submission: Submission, until: datetime) -> None:
    """Whoever pressed Send in time and was held back may still send when the hour is over."""
    Submission.objects.filter(pk=submission.pk, state=Submission.State.UNFINISHED, due_at=None).update(
        due_at=until + PUT_OFF
    )
