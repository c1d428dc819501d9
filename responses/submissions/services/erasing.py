"""The end of submissions: with everything that hangs on them, when their time is over or an author asks."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from responses.events.services import record
from responses.lib import clock
from responses.notifications.models import Letter
from responses.people.models import User
from responses.submissions.models import Acceptance, Submission
from responses.threads.models import KeptFile
from responses.threads.services.files import place_of

A_MONTH = timedelta(days=30)
# What was never sent is kept this long after the call has closed: somebody may still want to copy it.
UNFINISHED_KEPT = A_MONTH


def overdue(*, now: datetime | None = None) -> list[Submission]:
    """What is kept no longer: declined, withdrawn and unfinished ones whose time is over."""
    now = now or clock.now()
    rows = Submission.objects.select_related("call").order_by("call_id", "number", "pk")
    ended = rows.filter(state__in=(Submission.State.DECLINED, Submission.State.WITHDRAWN))
    unfinished = rows.filter(
        state=Submission.State.UNFINISHED,
        call__closes_at__lte=now - UNFINISHED_KEPT,
        updated_at__lte=now - UNFINISHED_KEPT,
    )
    over = [
        each for each in ended if each.ended_at and each.ended_at <= now - A_MONTH * each.call.kept_months
    ]
    return over + list(unfinished)


@transaction.atomic
def erase_submission(*, submission: Submission, user: User | None) -> None:
    """Delete a submission, its versions, notes, decisions, e-mails and files. The log keeps its number.

    One that became a response keeps a bare row, so that each still leads to the other; the response stays.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    record("erased", subject=submission, actor=user)
    addresses = set(submission.authors.exclude(email="").values_list("email", flat=True))
    if typed := str(submission.content.get("email", "")).strip().lower():
        addresses.add(typed)
    letters = [each.letter_id for each in submission.decisions.all() if each.letter_id]
    named = [*submission.versions.values_list("file_id", flat=True), submission.file_id]
    named += submission.authors.values_list("photo_id", flat=True)
    files = [number for number in named if number]
    submission.decisions.all().delete()
    Letter.objects.filter(pk__in=letters).delete()
    if submission.essay_id:
        _bare(submission)
    else:
        submission.delete()
    _throw_away(KeptFile.objects.filter(pk__in=files, essay=None))
    _forget_letters(addresses)


def _bare(submission: Submission) -> None:
    Acceptance.objects.filter(submission=submission).update(details={})
    for rows in (submission.versions, submission.authors, submission.notes, submission.marks):
        rows.all().delete()
    submission.content, submission.findings, submission.file = {}, {}, None
    submission.code_hash = None
    submission.save(update_fields=["content", "findings", "file", "code_hash"])


def _throw_away(files: QuerySet[KeptFile]) -> None:
    for kept in files:
        place = place_of(kept)
        kept.delete()
        transaction.on_commit(partial(place.unlink, missing_ok=True))


def _forget_letters(addresses: set[str]) -> None:
    """E-mails about essays to those who have none here any more."""
    kept = set(
        Submission.objects.filter(authors__email__in=addresses).values_list("authors__email", flat=True)
    )
    of_essays = (Letter.Purpose.RESUME, Letter.Purpose.RECEIPT, Letter.Purpose.SUBMISSION)
    Letter.objects.filter(recipient__in=addresses - kept, purpose__in=of_essays).delete()
