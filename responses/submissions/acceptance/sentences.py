"""The sentences that authors agree to, each with its version: what is kept is the very words that were shown.

Whoever changes a sentence raises its version.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from responses.threads.models import Consent

Purpose = Consent.Purpose


class Sentence(NamedTuple):
    purpose: str
    version: int
    words: str | Promise


CONSENTS = (
    Sentence(
        Purpose.PUBLISH,
        1,
        gettext_lazy(
            "My essay may be published on this site under my name, and stay there. The copyright stays mine."
        ),
    ),
    Sentence(
        Purpose.TRANSLATE,
        1,
        gettext_lazy(
            "It may be translated, and the translation published beside it. The translator is named."
        ),
    ),
    Sentence(
        Purpose.PHOTO,
        1,
        gettext_lazy("The photograph that I send here may be shown with my essay and in news of it."),
    ),
    Sentence(
        Purpose.VOLUME,
        1,
        gettext_lazy("It may stand in a volume of this dialogue: a PDF, an e-book, a printed book."),
    ),
    Sentence(
        Purpose.INDEX,
        1,
        gettext_lazy(
            "Search engines may show it. If not, its page asks them to leave it out, and most obey;"
            " the search of this site finds it in either case."
        ),
    ),
)
APPROVAL_VERSION = 1


def said(sentence: Sentence, *, has_coauthors: bool) -> str:
    """The sentence as it is shown and kept, in the language in force."""
    words, too = str(sentence.words), _("I say this for my co-authors too.")
    joint = pgettext("two sentences", "%(first)s %(second)s")
    # The photograph is of who sends it.
    is_of_all = has_coauthors and sentence.purpose != Purpose.PHOTO
    return joint % {"first": words, "second": too} if is_of_all else words


def versions() -> str:
    """All versions in one word, so that a page that was open while a sentence changed is noticed."""
    return ".".join(f"{each.purpose}{each.version}" for each in CONSENTS)


def approval_of(names: str, number: int) -> str:
    """What an author says of one version."""
    return _("Version %(number)s, as it stands on this page, may carry my name, printed so: %(names)s") % {
        "number": number,
        "names": names,
    }
