"""The sentences that an author agrees to or answers: kept with what was sent, as they were shown."""

from django.utils.translation import gettext as _


def said_of_own_work() -> str:
    return _("This is my own work. I name every source, and it has not been published elsewhere.")


def said_of_ai() -> str:
    return _("How did you use AI, if at all? In your own words; “none” will do.")
