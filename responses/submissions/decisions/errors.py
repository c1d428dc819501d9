"""Why nothing was decided, said or taken back. Every message is a sentence for the editor."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from responses.submissions.errors import SubmissionsError
from responses.submissions.models import Decision, Submission


class DecisionsError(SubmissionsError):
    """A refused act on a decision."""


class PendingAlready(DecisionsError):
    def __init__(self, submission: Submission) -> None:
        sentence = _("A decision on %(number)s is pending already: change that one, or call it off.")
        super().__init__(sentence % {"number": submission.reference})


class CannotDecide(DecisionsError):
    """The submission is in no state for it."""

    def __init__(self, submission: Submission) -> None:
        sentence = _("%(number)s is in the state “%(state)s”: this decision cannot follow that.")
        said = {"number": submission.reference, "state": submission.get_state_display()}
        super().__init__(sentence % said)


class CalledOff(DecisionsError):
    def __init__(self) -> None:
        super().__init__(_("This decision was called off meanwhile: nothing is pending here."))


class AlreadyApplied(DecisionsError):
    def __init__(self) -> None:
        super().__init__(_("This decision was applied meanwhile, so its e-mail is not changed any more."))


class Stale(DecisionsError):
    """The author has sent a newer version than the one decided about."""

    def __init__(self, decision: Decision) -> None:
        sentence = _("%(number)s was sent anew since: read the new version, then decide that it stands.")
        super().__init__(sentence % {"number": decision.submission.reference})


class ChangedSince(DecisionsError):
    """Not what was shown: somebody changed the letter, the points or the date meanwhile."""

    def __init__(self, decision: Decision) -> None:
        sentence = _("The e-mail to %(number)s has changed since this page was made: look at it again.")
        super().__init__(sentence % {"number": decision.submission.reference})


class UnknownPlaceholder(DecisionsError):
    def __init__(self, unknown: Iterable[str], known: Iterable[str]) -> None:
        names = {"unknown": _listed(unknown), "known": _listed(known)}
        super().__init__(_("%(unknown)s is no placeholder here. There are: %(known)s.") % names)


class NotInSubject(DecisionsError):
    def __init__(self, names: Iterable[str]) -> None:
        sentence = _("%(names)s has no room in a subject: put it into the text.")
        super().__init__(sentence % {"names": _listed(names)})


class NothingSaid(DecisionsError):
    def __init__(self) -> None:
        super().__init__(_("An e-mail needs a subject and a text."))


class StillEmpty(DecisionsError):
    """The letter has a placeholder with nothing to put in its place."""

    def __init__(self, decision: Decision, names: Iterable[str]) -> None:
        sentence = _(
            "The e-mail to %(number)s says %(names)s, and there is nothing to put there yet:"
            " fill it in, or take it out of the e-mail."
        )
        super().__init__(sentence % {"number": decision.submission.reference, "names": _listed(names)})


class Unsaid(DecisionsError):
    """What was written to the author stands nowhere in the letter."""

    def __init__(self, decision: Decision) -> None:
        sentence = _(
            "What you wrote to the author of %(number)s stands nowhere in the e-mail:"
            " put {remarks} where it belongs."
        )
        super().__init__(sentence % {"number": decision.submission.reference})


class NothingAsked(DecisionsError):
    def __init__(self, decision: Decision) -> None:
        sentence = _("A revision of %(number)s is asked for without a point to answer: write one at least.")
        super().__init__(sentence % {"number": decision.submission.reference})


class DuePast(DecisionsError):
    def __init__(self, decision: Decision) -> None:
        sentence = _("The day by which %(number)s is due has passed: choose a later one.")
        super().__init__(sentence % {"number": decision.submission.reference})


class TooLate(DecisionsError):
    """The minute is over, or the author has gone on."""

    def __init__(self, decision: Decision) -> None:
        sentence = _("The decision on %(number)s can no longer be undone: its e-mail has gone.")
        super().__init__(sentence % {"number": decision.submission.reference})


class AlreadyDrafted(DecisionsError):
    def __init__(self) -> None:
        super().__init__(_("The draft of this essay is made already, so its acceptance stays."))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
