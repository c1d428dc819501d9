"""Access codes, as far as an essay needs one."""

from django.db.models import Q

from responses.calls.models import Call, Invitation
from responses.lib import clock
from responses.submissions.models import Submission
from responses.submissions.tokens import plain_code


def code_for(*, call: Call, typed: str) -> Invitation | None:
    """The access code of this call that somebody typed, if it is good now."""
    if not typed or len(typed) > 80:
        return None
    found = Invitation.objects.filter(call=call, code=plain_code(typed)).first()
    return found if found and is_good(found) else None


def is_good(invitation: Invitation, *, beside: Submission | None = None) -> bool:
    """Whether an essay may be sent with it now; ``beside`` has used it already, if it was sent."""
    if invitation.revoked_at or (invitation.good_until and invitation.good_until <= clock.now()):
        return False
    mine = Q(pk=beside.pk) if beside else Q(pk=None)
    used = Submission.objects.sent().filter(invitation=invitation).exclude(mine).count()
    return used < invitation.uses
