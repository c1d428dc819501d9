"""From an accepted submission to a draft response in its thread.

Applying a decision changes the state alone, for a minute it can be undone and an essay can never be deleted.
Once the minute is over the draft is made, by the process that sends letters or by an editor who cannot wait;
then nothing is undone any more.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock
from responses.notifications.services import queue_letter
from responses.people.models import User
from responses.submissions.acceptance.letters import details_letter
from responses.submissions.decisions.errors import AlreadyDrafted
from responses.submissions.errors import NeedsThread, SubmissionsError, Unmoved
from responses.submissions.models import Acceptance, Decision, Submission, SubmissionVersion
from responses.submissions.models.decisions import UNDO
from responses.submissions.models.submissions import SubmissionQuerySet
from responses.threads.errors import ThreadsError
from responses.threads.models import Declaration, Essay, KeptFile, Thread
from responses.threads.services.consents import declare
from responses.threads.services.editions import Content, CreditLine
from responses.threads.services.essays import create_draft

logger = logging.getLogger(__name__)

ACCEPTING = (Decision.Kind.ACCEPT, Decision.Kind.ACCEPT_WITH_CHANGES)


def accept(submission: Submission, decision: Decision, user: User) -> None:
    """A decision to accept is being applied, in the caller's transaction. Nothing is made yet: see above."""


def take_back(submission: Submission, decision: Decision, user: User) -> None:
    """It is being undone, in the caller's transaction. Raises ``AlreadyDrafted`` once there is a draft."""
    if submission.essay_id is not None:
        raise AlreadyDrafted


def awaiting_drafts(*, accepted_until: datetime | None = None) -> SubmissionQuerySet:
    """Accepted (until then, by a decision that was applied), and without a draft."""
    applied = Decision.objects.filter(submission=OuterRef("pk"), kind__in=ACCEPTING, applied_at__isnull=False)
    if accepted_until:
        applied = applied.filter(applied_at__lte=accepted_until)
    return Submission.objects.filter(Exists(applied), state=Submission.State.ACCEPTED, essay=None)


def settle_acceptances(*, now: datetime | None = None) -> int:
    """Make the drafts whose minute is over, each in a transaction of its own; how many were made.

    What has no thread waits for an editor.
    """
    over = awaiting_drafts(accepted_until=(now or clock.now()) - UNDO)
    made = 0
    for submission in over.filter(call__thread__isnull=False).order_by("pk"):
        try:
            make_draft(submission=submission)
            made += 1
        except (SubmissionsError, ThreadsError) as refusal:
            logger.warning("No draft of submission %s yet: %s", submission.pk, type(refusal).__name__)
    return made


@transaction.atomic
def make_draft(*, submission: Submission, user: User | None = None, thread: Thread | None = None) -> Essay:
    """The draft of an accepted submission, answering its thread's prompt; made once, however often asked.

    It is of the version that was decided about, by the printed names of its authors, and takes its
    declarations and its file along; its author is asked for the rest by letter. Without ``user`` it is made
    in the name of who decided. Raises ``Unmoved`` or ``NeedsThread``.
    """
    row = _held(submission)
    if row.essay_id:
        return Essay.objects.get(pk=row.essay_id)
    decision, prompt = _accepted_by(row), _prompt_of(thread or row.call.thread)
    version = decision.about
    essay = create_draft(
        thread=prompt.thread,
        kind=Essay.Kind.RESPONSE,
        language=version.language,
        content=_content(row, version),
        user=user or decision.applied_by,
        responding_to=prompt,
    )
    _join(row, essay, user)
    _take_along(row, version, essay)
    if letter := details_letter(row):
        queue_letter(**letter)
    return essay


def _held(submission: Submission) -> Submission:
    # Not its essay along: who waited for the row would find it beside a row that is older than itself.
    rows = Submission.objects.select_for_update(of=("self",)).select_related("call__thread")
    return rows.get(pk=submission.pk)


def _prompt_of(thread: Thread | None) -> Essay:
    """What the draft answers. Raises ``NeedsThread``."""
    prompts = Essay.objects.at_hand().filter(thread=thread, kind=Essay.Kind.PROMPT).select_related("thread")
    prompt = prompts.first() if thread else None
    if prompt is None:
        raise NeedsThread
    return prompt


def _join(row: Submission, essay: Essay, user: User | None) -> None:
    row.essay = essay
    row.save(update_fields=["essay"])
    Acceptance.objects.create(submission=row)
    record("made a draft", subject=row, actor=user, essay=essay.pk)
    # The submission may be erased one day; the log of the essay still says where it came from.
    record("came in", subject=essay, actor=user, submission=row.reference)


def _accepted_by(row: Submission) -> Any:
    decisions = row.decisions.filter(kind__in=ACCEPTING, applied_at__isnull=False)
    decision = decisions.select_related("about", "applied_by").order_by("-applied_at").first()
    if row.state != Submission.State.ACCEPTED or decision is None:
        raise Unmoved(_("This essay is not accepted, so no draft can be made of it."))
    return decision


def _content(row: Submission, version: SubmissionVersion) -> Content:
    lines = [CreditLine(each.name, affiliation=each.school) for each in row.authors.order_by("position")]
    return Content(title=version.title, body=version.body, credits=lines)


def _take_along(row: Submission, version: SubmissionVersion, essay: Essay) -> None:
    for kind in Declaration.Kind.values:
        told: Any = version.declarations.get(kind)
        if not isinstance(told, dict):
            continue
        # What was affirmed is a sentence of the site's; what was answered stands beside its question.
        asked = str(told.get("asked") or told.get("said") or "")
        declare(
            essay=essay, kind=kind, asked=asked, said=str(told.get("answer") or ""), language=row.language
        )
    if version.file_id:
        KeptFile.objects.filter(pk=version.file_id, essay=None).update(essay=essay, working_copy=None)
