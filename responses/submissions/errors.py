"""What can go wrong with a submission. Every message is a sentence for the author, or for the editor."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from responses.submissions.models import Submission


class SubmissionsError(Exception):
    """A refused act; ``str()`` says why and what to do."""


class NotOpen(SubmissionsError):
    """The call takes no essays now, by the server's clock."""

    def __init__(self) -> None:
        super().__init__(_("This call takes no essays now. What you wrote is kept, and you can copy it."))


class NotInvited(SubmissionsError):
    """The call takes essays of the invited only, and the code is missing, used up or no longer good."""

    def __init__(self) -> None:
        super().__init__(_("This access code is not good for this call. Ask whoever gave it to you."))


class TooMany(SubmissionsError):
    """So many essays were sent with one address that the next one waits until ``again``."""

    def __init__(self, again: datetime) -> None:
        self.again = again
        super().__init__(
            _(
                "Too many essays were sent with this e-mail address within an hour. Everything is kept:"
                " please press Send again later, also if the call has closed by then."
            )
        )


class KeptElsewhere(SubmissionsError):
    """Another window kept a newer text. ``current`` is the row as it is now."""

    def __init__(self, current: "Submission") -> None:
        self.current = current
        super().__init__(_("This essay was changed in another window. Both texts are kept: compare them."))


class Unmoved(SubmissionsError):
    """The submission is in no state for this act."""


class Incomplete(SubmissionsError):
    """Something is missing; ``fields`` says what, by the form's field, a sentence each."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__(" ".join(fields.values()))


class Unmarked(SubmissionsError):
    """No such mark."""

    def __init__(self) -> None:
        super().__init__(_("A mark is yes, perhaps or no. Choose one of them."))


class NeedsThread(SubmissionsError):
    """The draft has no place yet: the call has no thread, or its thread has no prompt at hand."""

    def __init__(self) -> None:
        super().__init__(_("Choose the thread that this essay answers; then its draft can be made."))


class NothingMade(SubmissionsError):
    """There is no draft yet for what is asked."""

    def __init__(self) -> None:
        super().__init__(_("There is no draft of this essay yet. Make it first."))


class ChangedElsewhere(SubmissionsError):
    """Another window kept something newer of the same form."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This page was changed in another window. What you see is what you typed here;"
                " send it again to keep it."
            )
        )


class PhotoRefused(SubmissionsError):
    """The picture cannot be read or kept; the message says why."""
