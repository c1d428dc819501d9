"""An author takes an essay back."""

from django.db import transaction
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock
from responses.submissions.errors import Unmoved
from responses.submissions.models import Submission
from responses.submissions.services.deciding import call_off
from responses.submissions.services.letters import write_withdrawal


@transaction.atomic
def withdraw(*, submission: Submission) -> Submission:
    """The author withdraws the essay; twice is once. Raises ``Unmoved`` once it was decided on."""
    locked = Submission.objects.select_for_update(of=("self",)).select_related("call").get(pk=submission.pk)
    if locked.state == Submission.State.WITHDRAWN:
        return locked
    if not locked.may_become(Submission.State.WITHDRAWN):
        raise Unmoved(_("This essay can no longer be withdrawn here. Please write to us."))
    locked.state, locked.ended_at, locked.due_at = Submission.State.WITHDRAWN, clock.now(), None
    locked.save(update_fields=["state", "ended_at", "due_at"])
    call_off(submission=locked)
    write_withdrawal(locked)
    record("withdrew an essay", subject=locked)
    return locked
