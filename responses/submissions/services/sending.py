"""Sending: the moment an essay counts. One transaction; answered only once it is on the disk."""

import hashlib
import json
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from responses.calls.models import Call
from responses.events.services import record
from responses.lib import clock, prose
from responses.lib.counting import count
from responses.lib.lines import line, paragraph
from responses.submissions.errors import Incomplete, NotOpen, Unmoved
from responses.submissions.models import Submission, SubmissionAuthor, SubmissionVersion
from responses.submissions.services.likeness import liken

STATES = {
    Submission.State.UNFINISHED: Submission.State.RECEIVED,
    Submission.State.RECEIVED: Submission.State.RECEIVED,
    Submission.State.RETURNED: Submission.State.RECEIVED,
    Submission.State.REVISION_ASKED: Submission.State.REVISION_IN,
}


@transaction.atomic
def send(*, submission: Submission) -> SubmissionVersion:
    """Send what is kept now. The same content sent again is the version that was sent.

    Raises ``NotOpen``, ``Incomplete`` or ``Unmoved``; what was typed stays kept in any case.
    """
    # The call's row is held, so that two essays never get one number.
    call = Call.objects.select_for_update().get(pk=submission.call_id)
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("call", "invitation")
        .get(pk=submission.pk)
    )
    latest = submission.versions.order_by("-number").first()
    made = _version(submission)
    if latest and latest.digest == made.digest:
        return latest
    if submission.state not in STATES:
        raise Unmoved(_("This essay can no longer be changed."))
    now = clock.now()
    if not submission.is_open_for_author(now):
        raise NotOpen
    if missing := _missing(submission, made):
        raise Incomplete(missing)
    made.number, made.sent_at = (latest.number + 1 if latest else 1), now
    made.round = submission.decisions.filter(kind="revise", applied_at__isnull=False).count()
    _move(submission, call, now)
    made.save(force_insert=True)
    _name_authors(submission)
    transaction.on_commit(partial(liken, made), robust=True)
    record("sent in" if not latest else "sent in anew", subject=submission, version=made.number)
    return made


def _version(submission: Submission) -> SubmissionVersion:
    """What the form holds, as a version that is not saved yet."""
    said = submission.content
    body = prose.keep_images(prose.clean(str(said.get("body", ""))), ())
    counted = count(prose.text(body))
    version = SubmissionVersion(
        submission=submission,
        language=said.get("language") or submission.language,
        title=line(str(said.get("title", "")))[:300],
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


def _missing(submission: Submission, made: SubmissionVersion) -> dict[str, str]:
    missing = {}
    if not line(str(submission.content.get("name", ""))):
        missing["name"] = _("Write your name.")
    if not submission.content.get("email"):
        missing["email"] = _("Write your e-mail address.")
    if not made.title:
        missing["title"] = _("Give your essay a title.")
    if not made.body:
        missing["body"] = _("The essay has no text yet.")
    return missing


def _move(submission: Submission, call: Call, now: Any) -> None:
    if submission.number is None:
        last = Submission.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
        submission.number, submission.sent_at = last + 1, now
        submission.is_late = now >= call.closes_at
    submission.state = STATES[Submission.State(submission.state)]
    submission.due_at = None
    submission.save(update_fields=["state", "number", "sent_at", "is_late", "due_at"])


def _name_authors(submission: Submission) -> None:
    said = submission.content
    people = [said, *(said.get("coauthors") or [])]
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
