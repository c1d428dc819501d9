"""Asking an author whether one exact version may carry their name."""

from django.db import transaction

from responses.notifications.services import queue_letter
from responses.people.models import User
from responses.submissions.acceptance.letters import approval_letter
from responses.submissions.errors import NothingMade
from responses.submissions.models import Submission
from responses.submissions.services.crediting import edition_made
from responses.threads.models import ApprovalRequest, Revision
from responses.threads.services.approvals import ask_for_approval


@transaction.atomic
def ask_author(*, submission: Submission, user: User) -> ApprovalRequest:
    """Ask by letter for the newest version of the draft. Raises ``NothingMade``."""
    revision = edition_made(submission).latest
    if revision is None:
        raise NothingMade
    asked = ask_for_approval(revision=revision, user=user)
    if letter := approval_letter(submission, asked.pk):
        queue_letter(**letter)
    return asked


def version_asked(submission: Submission) -> Revision | None:
    """The version that the author was asked about last; None before that. One query."""
    if submission.essay_id is None:
        return None
    asked = Revision.objects.filter(
        edition__essay=submission.essay_id, edition__kind="original", approval_requests__isnull=False
    )
    return asked.select_related("edition__essay__thread").order_by("-number").first()
