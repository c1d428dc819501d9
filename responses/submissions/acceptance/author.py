"""What an accepted author finds on their own page: the next step, and where the essay is once it is live."""

from dataclasses import dataclass

from django.urls import reverse

from responses.languages.paths import active, in_language
from responses.reading.editions import shown_at
from responses.submissions.models import Submission
from responses.submissions.services.approving import version_asked
from responses.submissions.tokens import token_of
from responses.threads.models import Approval


@dataclass(frozen=True)
class Steps:
    """Addresses, '' for what is not there yet, and what the author has done."""

    details_at: str
    approval_at: str
    live_at: str
    has_answered: bool
    has_approved: bool


def steps_of(submission: Submission) -> Steps | None:
    """None for what is not accepted, or has no draft yet. ``submission`` as its author may see it."""
    essay = submission.essay
    if submission.state != Submission.State.ACCEPTED or essay is None:
        return None
    token, asked = token_of(submission), version_asked(submission)
    live = shown_at(essay.slug, active())
    return Steps(
        details_at=_path("details", token),
        approval_at=_path("approval", token) if asked else "",
        live_at=live.canonical if live else "",
        has_answered=submission.acceptance.answered_at is not None,
        has_approved=asked is not None and Approval.objects.filter(revision=asked).exists(),
    )


def _path(page: str, token: str) -> str:
    return in_language(reverse(f"acceptance:{page}", args=[token]), active())
