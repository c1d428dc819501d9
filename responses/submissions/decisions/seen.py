"""What an author sees of a decision: nothing in the minute in which an editor may still take it back."""

from responses.lib import clock
from responses.submissions.models import Decision, Submission


def told(submission: Submission) -> Submission.State:
    """The state that the author's page may tell: the one before, while the letter can still be undone."""
    unsettled = submission.decisions.undoable(clock.now()).order_by("-applied_at").first()
    # The author has gone on since, or has withdrawn: then that is how it stands.
    if unsettled and unsettled.becomes == submission.state:
        return Submission.State(unsettled.state_before)
    return Submission.State(submission.state)


def asked(submission: Submission) -> Decision | None:
    """The decision that the author has to answer now: what to revise or to put right, once they may know."""
    if told(submission) not in (Submission.State.REVISION_ASKED, Submission.State.RETURNED):
        return None
    return (
        submission.decisions.applied().filter(kind__in=("revise", "return")).order_by("-applied_at").first()
    )
