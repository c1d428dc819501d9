"""What can go wrong with a letter. Each message of a refusal is a sentence."""

from django.utils.translation import gettext as _


class NotificationsError(Exception):
    """A refused act; ``str()`` says why and what to do."""


class NotSentAgain(NotificationsError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This e-mail is not sent again: it waits already, its text is no longer kept, or it was sent"
                " and it is not ticked that it may arrive twice."
            )
        )


class ClaimLost(NotificationsError):
    """Another sender took the letter over meanwhile: this one must leave it alone."""


class NoSuchRequest(NotificationsError):
    def __init__(self) -> None:
        super().__init__(
            _("This link is no longer good. Ask once more on the page of what you want to follow.")
        )


class NoLongerWanted(NotificationsError):
    """Whoever a letter is for has left, or what it tells of is live no more: it is not sent."""
