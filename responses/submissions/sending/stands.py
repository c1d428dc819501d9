"""Where an essay stands, in words that are true: nobody is told that it is being read before it is."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from responses.submissions.models import Submission

State = Submission.State


class Standing(NamedTuple):
    """A word or two, and a sentence on what that means for the author."""

    name: str
    sentence: str


def said_of_state(submission: Submission) -> Standing:
    state = State(submission.state)
    if state == State.UNFINISHED and submission.is_open_for_author():
        return Standing(_("Not sent yet"), _("Your essay is kept here. It counts once you press Send."))
    if state == State.UNFINISHED:
        return Standing(
            _("Not sent"), _("The call has closed. What you wrote is below: you can read and copy it.")
        )
    if state == State.RECEIVED and submission.opened_at:
        return Standing(_("Being read"), _("Your essay has come, and an editor has opened it."))
    return _ANSWERS[state]()


_ANSWERS = {
    State.RECEIVED: lambda: Standing(
        _("Received"), _("Your essay has come and counts. Nobody has opened it yet.")
    ),
    State.RETURNED: lambda: Standing(
        _("Please put something right"), _("What it is stands below. Change it, then send your essay again.")
    ),
    State.REVISION_ASKED: lambda: Standing(
        _("A revision is asked for"),
        _("Answer each point below and send your essay again. Nothing is decided yet."),
    ),
    State.REVISION_IN: lambda: Standing(
        _("Your revision has come"), _("It counts; an editor reads it next.")
    ),
    State.ACCEPTED: lambda: Standing(_("Accepted"), _("What comes next stands in our e-mail.")),
    State.DECLINED: lambda: Standing(_("Not accepted"), _("Our answer stands in our e-mail.")),
    State.WITHDRAWN: lambda: Standing(
        pgettext("submission", "Withdrawn"),
        _("You have taken your essay back. Nobody reads it any more for this call."),
    ),
}
