"""The letters of an accepted essay, in its author's language. Links and numbers, no words of the author's."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from responses.languages.paths import absolute
from responses.lib.seals import seal
from responses.notifications.models import Letter
from responses.submissions.models import Submission
from responses.submissions.tokens import token_of


def details_letter(submission: Submission) -> dict[str, Any] | None:
    """What to queue when the draft is made; None when nobody is there to write to."""
    return _letter(
        submission,
        key=f"details {submission.pk}",
        subject=gettext_noop("Your essay {number}: what we still need from you"),
        template="emails/accepted_details.txt",
        page="details",
    )


def approval_letter(submission: Submission, request: int) -> dict[str, Any] | None:
    """What to queue when a version is to be approved; one letter for each time that it is asked."""
    return _letter(
        submission,
        key=f"approve {request}",
        subject=gettext_noop("Your essay {number}: please look at it before it is published"),
        template="emails/accepted_approval.txt",
        page="approval",
    )


def live_key(submission: Submission) -> str:
    return f"live {submission.pk}"


def live_letter(
    submission: Submission, address: str, references: list[tuple[str, str]]
) -> dict[str, Any] | None:
    """What to queue on the day when readers can see it."""
    return _letter(
        submission,
        key=live_key(submission),
        subject=gettext_noop("Your essay {number} is published"),
        template="emails/accepted_live.txt",
        page="",
        address=address,
        references=references,
    )


def page_at(submission: Submission, page: str) -> str:
    """The full address of one of the author's own pages, in the author's language."""
    with translation.override(submission.language):
        return absolute(reverse(f"acceptance:{page}", args=[token_of(submission)]))


def recipient_of(submission: Submission) -> str:
    """The address of who sent it; '' once that is erased."""
    first = submission.authors.filter(position=0).values_list("email", flat=True).first()
    return first or ""


def _letter(
    submission: Submission, *, key: str, subject: str, template: str, page: str, **said: Any
) -> dict[str, Any] | None:
    if not (recipient := recipient_of(submission)):
        return None
    context = {
        "number": submission.reference,
        "site": settings.SITE_URL,
        "page_at": seal(page_at(submission, page)) if page else "",
        **said,
    }
    with translation.override(submission.language):
        return {
            "purpose": Letter.Purpose.SUBMISSION,
            "recipient": recipient,
            # Looked up here, in the author's language: the callers name it in the editor's.
            "subject": _(subject).format(number=submission.reference),
            "text": render_to_string(template, context),
            "language": submission.language,
            "key": key,
        }
