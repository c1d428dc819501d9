"""What an author sees of a decision: nothing in the minute in which an editor may still take it back."""

from responses.lib import clock
from responses.submissions.models import Decision, Submission


def as_told(submission: Submission) -> Submission:
    """The row as its author may see it: as it was before, while the letter can still be undone.

    To be shown, never saved: services read the row anew.
    """
    if submission.state not in Decision.BECOMES.values():
        return submission
    decision = submission.decisions.undoable(clock.now()).order_by("-applied_at").first()
    # Where the author has gone on since, or has withdrawn, that is how it stands.
    if decision and decision.state_before and decision.becomes == submission.state:
        submission.state, submission.due_at = decision.state_before, decision.due_before
        submission.ended_at = None
    return submission


def asked(submission: Submission) -> Decision | None:
    """The decision that the author has to answer now: what to revise, or to put right."""
    if submission.state not in (Submission.State.REVISION_ASKED, Submission.State.RETURNED):
        return None
    kinds = (Decision.Kind.REVISE, Decision.Kind.RETURN)
    return submission.decisions.applied().filter(kind__in=kinds).order_by("-applied_at").first()
