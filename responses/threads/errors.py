"""What can go wrong when content is written. Every message is a sentence for the editor."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from responses.lib.versions import StaleRow

if TYPE_CHECKING:
    from responses.threads.models import Revision


class ThreadsError(Exception):
    """A refused act; ``str()`` says why and what to do."""


class StaleSave(ThreadsError, StaleRow):
    """Somebody saved another version first. ``current`` is that version, when it is a revision."""

    def __init__(self, current: "Revision | None" = None) -> None:
        self.current = current
        StaleRow.__init__(self)


class NotReady(ThreadsError):
    """The revision lacks something that a published text needs."""


class NothingToAnswer(ThreadsError):
    """What the text answers is not live at that instant."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "What this text answers will not be live at that time."
                " Publish that first, or choose a later time."
            )
        )


class NotTogether(ThreadsError):
    """Nothing was published. ``refusals`` says why, by the number of the revision."""

    def __init__(self, refusals: dict[int, str]) -> None:
        self.refusals = refusals
        sentences = dict.fromkeys(refusals.values())
        super().__init__(" ".join([_("Nothing was published."), *sentences]))


class IsSetAside(ThreadsError):
    """A text that lies aside is neither written, published nor answered."""

    def __init__(self) -> None:
        super().__init__(_("This text is set aside. Take it back, then go on."))


class AnswersNothingAtHand(ThreadsError):
    def __init__(self) -> None:
        super().__init__(_("What this text answers is set aside. Take that back first, or answer another."))


class Unmoved(ThreadsError):
    """Nothing was set aside, or taken back. ``refusals`` says why, by the number of the essay."""

    def __init__(self, done: str, refusals: dict[int, str]) -> None:
        self.refusals = refusals
        super().__init__(" ".join([done, *dict.fromkeys(refusals.values())]))


class NothingChosen(ThreadsError):
    def __init__(self) -> None:
        super().__init__(_("No text is ticked. Tick what should go live."))


class InThePast(ThreadsError):
    def __init__(self) -> None:
        super().__init__(_("That time has passed. Choose “now” or a later time."))


class LeavesAnswersBehind(ThreadsError):
    """Answers are scheduled that would go live without what they answer."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Answers to this text are scheduled that would then go live without it."
                " Unschedule those first."
            )
        )


class NotLive(ThreadsError):
    def __init__(self) -> None:
        super().__init__(_("This edition is not live, so there is nothing to withdraw."))


class NeverLive(ThreadsError):
    def __init__(self) -> None:
        super().__init__(_("This edition was never live. Publish it instead of reinstating it."))


class WrittenByHand(ThreadsError):
    """A conversion would write over an edition that somebody wrote or translated."""

    def __init__(self) -> None:
        super().__init__(
            _("There is a text in that script already, and it was not converted from this one: it stays.")
        )


class ImagesInUse(ThreadsError):
    """Nothing was removed. ``refusals`` says why, by the number of the image."""

    def __init__(self, refusals: dict[int, str]) -> None:
        self.refusals = refusals
        super().__init__(" ".join([_("Nothing was removed."), *dict.fromkeys(refusals.values())]))


class SlugTaken(ThreadsError):
    def __init__(self, slug: str) -> None:
        super().__init__(
            _("The web address “%(slug)s” belongs, or once belonged, to something else. Choose another.")
            % {"slug": slug}
        )


class SlugRefused(ThreadsError):
    def __init__(self, slug: str) -> None:
        super().__init__(
            _(
                "“%(slug)s” cannot be a web address here. Use lower-case letters, digits and hyphens,"
                " with at least one letter; “feed”, “full”, “undated” and years are taken."
            )
            % {"slug": slug}
        )


class NoRoom(ThreadsError):
    """The disk, or the share of it that files may take, is full."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is no room for this file just now. Nothing was lost here:"
                " try again later, or tell an administrator."
            )
        )


class NoSuchWords(ThreadsError):
    """The words, or the paragraph, do not stand in the text that is answered."""

    def __init__(self, words: str) -> None:
        sentence = _(
            "“%(words)s” does not stand in that paragraph of the text that is answered."
            " Select the words there again, or answer the whole paragraph."
        )
        super().__init__(sentence % {"words": words})


class RemarkRefused(ThreadsError):
    """A remark that cannot be kept; the message says why."""
