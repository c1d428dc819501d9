"""What can go wrong at the desk beyond what content itself refuses. Each message is a sentence."""

from django.utils.translation import gettext as _

from responses.threads.errors import ThreadsError


class EditorialError(ThreadsError):
    """A refused act; ``str()`` says why and what to do."""


class LastsTooLong(EditorialError):
    def __init__(self) -> None:
        super().__init__(_("A preview link lasts from one to seven days."))


class NothingToShow(EditorialError):
    def __init__(self) -> None:
        super().__init__(_("Nothing is saved here yet. Save a text, then make a link to it."))


class ReadAnOlderVersion(EditorialError):
    def __init__(self, title: str) -> None:
        sentence = _("Nothing was marked. “%(title)s” has a newer version by now: read that, then mark it.")
        super().__init__(sentence % {"title": title})


class NoSuchPreview(EditorialError):
    """Wrong, expired, revoked: one answer for all of them."""


class NoteRefused(EditorialError):
    """The note is empty or too long."""


class TooManyNotes(EditorialError):
    def __init__(self) -> None:
        super().__init__(
            _("Several notes were sent by this link already. Please wait an hour, or write to the editors.")
        )


class OtherWindow(EditorialError):
    """The same user has typed into the same text in another window since."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You have this text open in another window, which keeps its own changes."
                " What you type here is kept in this browser; save it as a version to keep it for good."
            )
        )


class TooManyUnfinished(EditorialError):
    def __init__(self) -> None:
        super().__init__(
            _("You have a hundred unfinished texts. Finish or throw away some of them, then start another.")
        )
