"""Access codes, as far as an essay needs one."""

from responses.calls import services as calls
from responses.calls.errors import SlowDown
from responses.calls.models import Call, Invitation
from responses.submissions.models import Submission


def code_for(*, call: Call, typed: str, network: str) -> Invitation | None:
    """The access code of this call that somebody typed at ``network``, if an essay may be sent with it now.

    Whoever tries many wrong ones is told the same, and nothing that they wrote waits for it.
    """
    try:
        return calls.code_for(call=call, typed=typed, network=network) if typed else None
    except SlowDown:
        return None


def may_be_used(invitation: Invitation, submission: Submission) -> bool:
    """Whether an essay may be sent with it now; one that was sent with it may be sent again."""
    uses_it = submission.number is not None
    return invitation.is_in_time() and (uses_it or not invitation.is_used_up)
