"""What editors do while they read: a first look, a mark, a note; and the log of who read what."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from responses.events.models import Event
from responses.events.services import kind_of, record, record_each
from responses.lib import clock
from responses.lib.lines import paragraph
from responses.people.models import User
from responses.submissions.errors import Unmarked
from responses.submissions.models import Mark, Submission, SubmissionNote

LONGEST_NOTE = 4000
# Who goes back and forth among forty essays reads each once.
AGAIN = timedelta(days=1)
READ, PRINTED = "read an essay sent in", "printed an essay sent in"
EXPORTED, DOWNLOADED = "exported an essay sent in", "downloaded an essay sent in"
UNCOVERED = "looked at covered names"


def open_submission(*, submission: Submission) -> bool:
    """Say that an editor has begun to read it; whether this was the first time."""
    return bool(Submission.objects.filter(pk=submission.pk, opened_at=None).update(opened_at=clock.now()))


@transaction.atomic
def mark(*, submission: Submission, user: User, value: str) -> None:
    """One editor's mark, instead of the one they gave before; "" takes it away. Raises ``Unmarked``."""
    if not value:
        Mark.objects.filter(submission=submission, user=user).delete()
        return
    if value not in Mark.Value:
        raise Unmarked
    said = {"value": value, "changed_at": clock.now()}
    Mark.objects.update_or_create(submission=submission, user=user, defaults=said)


@transaction.atomic
def write_note(*, submission: Submission, user: User, text: str) -> SubmissionNote | None:
    """Append a note for editors; None where nothing was written."""
    said = paragraph(text)[:LONGEST_NOTE]
    if not said:
        return None
    note = SubmissionNote.objects.create(submission=submission, created_by=user, text=said)
    record("noted something on an essay sent in", subject=submission, actor=user)
    return note


def record_access(verb: str, *, submissions: Sequence[Submission], user: User) -> None:
    """Log that somebody saw submissions; the same of one by the same person once a day. Two queries.

    A page that is only read says so too: the log is kept about editors, and for authors. While nothing can
    be written at all, nothing is kept from being read.
    """
    if settings.READ_ONLY or not submissions:
        return
    lately = Event.objects.filter(
        subject_type=kind_of(submissions[0]),
        subject_number__in=[each.pk for each in submissions],
        at__gt=clock.now() - AGAIN,
        actor_number=user.pk,
        verb=verb,
    )
    seen = set(lately.values_list("subject_number", flat=True))
    new = [each for each in submissions if each.pk not in seen]
    if new:
        record_each(verb, subjects=new, actor=user)
