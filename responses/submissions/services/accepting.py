"""Where an accepted submission goes on from: called in the transaction that applies the decision.

The seam for the way from acceptance to a draft response. ``accept`` is called once, when the submission is
accepted; ``take_back`` within the minute in which an editor may undo that, and must leave
``submission.essay`` empty (``submission_becomes_a_response_if_accepted`` refuses to forget it). Neither sends
anything: what the author is to be asked stands on their page, which tells of nothing until that minute is
over (``decisions.seen``).
"""

from responses.people.models import User
from responses.submissions.models import Decision, Submission


def accept(submission: Submission, decision: Decision, user: User) -> None:
    """The submission has just been accepted by this decision."""


def take_back(submission: Submission, decision: Decision, user: User) -> None:
    """It is not accepted after all: whatever ``accept`` made is to be gone, and ``submission.essay`` None."""
