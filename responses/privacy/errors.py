"""Why something about a person cannot be erased now. Every message is a sentence for the administrator."""

from django.utils.translation import gettext as _


class PrivacyError(Exception):
    """A refused act; ``str()`` says why and what to do."""


class NothingKnown(PrivacyError):
    """Nothing on the site is about this person."""

    def __init__(self) -> None:
        super().__init__(_("Nothing here is about this address or person."))


class NotYet(PrivacyError):
    """Something has to be settled first."""
