"""What can go wrong with a call. Every message is a sentence for the editor, or for who sends an essay."""

from django.utils.translation import gettext as _

from responses.threads.errors import ThreadsError


class CallsError(ThreadsError):
    """A refused act; ``str()`` says why and what to do."""


class CallIsKnown(CallsError):
    """Readers have the address, and somebody has begun an essay: it stays."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Readers know this call, and essays have been begun for it: it stays, under its web address."
                " To take no more essays, let it close now."
            )
        )


class NotLater(CallsError):
    """The end of a call is only put off, to a time that is still to come."""

    def __init__(self) -> None:
        super().__init__(_("Choose a time that is later than the present end, and still to come."))


class SlowDown(CallsError):
    """So many wrong codes came from one network that each further try waits its turn."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Many wrong codes have been tried from your network."
                " Wait ten seconds, then try again; nothing is lost."
            )
        )
