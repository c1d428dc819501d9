"""Sending: the moment an essay counts. One transaction; answered only once it is on the disk."""

import hashlib
import json
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from responses.calls.models import Call, Invitation
from responses.events.services import record
from responses.lib import clock, prose
from responses.lib.counting import count
from responses.lib.lines import line, paragraph
from responses.submissions.errors import Incomplete, NotInvited, NotOpen, Unmoved
from responses.submissions.models import Submission, SubmissionAuthor, SubmissionVersion
from responses.submissions.services.checking import AWAITED, LONGEST_TITLE, language_of, missing
from responses.submissions.services.floods import hold_back
from responses.submissions.services.inviting import may_be_used
from responses.submissions.services.letters import write_receipt
from responses.submissions.services.likeness import liken
from responses.submissions.services.points import write_answers

STATES = {
    Submission.State.UNFINISHED: Submission.State.RECEIVED,
    Submission.State.RECEIVED: Submission.State.RECEIVED,
    Submission.State.RETURNED: Submission.State.RECEIVED,
    Submission.State.REVISION_ASKED: Submission.State.REVISION_IN,
}


@transaction.atomic
def send(*, submission: Submission, language: str = "") -> SubmissionVersion:
    """Send what is kept now; its author reads ``language``. The same sent again is the version that was sent.

    Raises ``NotOpen``, ``NotInvited``, ``Incomplete``, ``TooMany`` or ``Unmoved``; what was typed stays kept.
    """
    # The call's row is held, so that two essays never get one number.
    call = Call.objects.select_for_update().get(pk=submission.call_id)
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("call", "invitation", "file")
        .get(pk=submission.pk)
    )
    latest = submission.versions.order_by("-number").first()
    made = version_now(submission)
    # What was asked for anew is not answered by what had been sent before: that is said below.
    if latest and latest.digest == made.digest and submission.state not in AWAITED:
        return latest
    now = clock.now()
    _may_be_sent(submission, made, now)
    made.number = latest.number + 1 if latest else 1
    made.round = submission.decisions.filter(kind="revise", applied_at__isnull=False).count()
    made.sent_at = now
    submission.language = language or submission.language
    write_answers(submission)
    _move(submission, call, now)
    made.save(force_insert=True)
    _name_authors(submission)
    write_receipt(submission, made)
    transaction.on_commit(partial(liken, made), robust=True)
    record("sent in" if not latest else "sent in anew", subject=submission, version=made.number)
    return made


def _may_be_sent(submission: Submission, made: SubmissionVersion, now: datetime) -> None:
    if submission.state not in STATES:
        raise Unmoved(_("This essay can no longer be changed."))
    if not submission.is_open_for_author(now):
        raise NotOpen
    if submission.call.entry == Call.Entry.INVITED and not _is_invited(submission):
        raise NotInvited
    if found := missing(submission, made):
        raise Incomplete(found)
    hold_back(submission, now)


def _is_invited(submission: Submission) -> bool:
    invitation = submission.invitation
    if invitation is None:
        return False
    # Held, so that a code is used no oftener than it may be.
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("call").get(pk=invitation.pk)
    )
    return may_be_used(invitation, submission)


def has_changes(submission: Submission, latest: SubmissionVersion) -> bool:
    """Whether the form holds something else than what was sent last."""
    return version_now(submission).digest != latest.digest


def version_now(submission: Submission) -> SubmissionVersion:
    """What the form holds, as a version that is not saved yet."""
    said = submission.content
    body = prose.keep_images(prose.clean(str(said.get("body", ""))), ())
    counted = count(prose.text(body))
    version = SubmissionVersion(
        submission=submission,
        language=language_of(submission),
        title=line(str(said.get("title", "")))[:LONGEST_TITLE],
        body=body,
        words=counted.words,
        characters=counted.characters,
        declarations=said.get("declarations") or {},
        answers=said.get("answers") or {},
        file=submission.file,
    )
    version.digest = _digest(version, said)
    return version


def _digest(version: SubmissionVersion, said: dict[str, Any]) -> str:
    names = [said.get(name, "") for name in ("name", "email", "school", "coauthors", "points")]
    parts = [version.language, version.title, version.body, version.declarations, version.answers, names]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _move(submission: Submission, call: Call, now: datetime) -> None:
    if submission.number is None:
        last = Submission.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
        submission.number, submission.sent_at = last + 1, now
        submission.is_late = now >= call.closes_at
    submission.state = STATES[Submission.State(submission.state)]
    submission.due_at = None
    submission.save(update_fields=["state", "number", "sent_at", "is_late", "due_at", "language"])


def _name_authors(submission: Submission) -> None:
    said = submission.content
    people = [said, *(said.get("coauthors") or [])[: submission.call.most_coauthors]]
    known = {each.position: each for each in submission.authors.all()}
    for place, who in enumerate(people):
        author = known.pop(place, None) or SubmissionAuthor(submission=submission, position=place)
        author.name = line(str(who.get("name", "")))[:200]
        author.email = str(who.get("email", "")).strip().lower()
        author.school = paragraph(str(who.get("school", "")))[:300]
        author.clean_fields(exclude=["person", "submission"])
        author.save()
    for gone in known.values():
        gone.delete()
