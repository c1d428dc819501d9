"""When a form without a cookie was given out, signed: nobody fills one in faster, or keeps it longer."""

from math import inf

from django.core import signing

from responses.lib import clock

AT_LEAST, AT_MOST = 2, 24 * 3600  # seconds


def new_stamp(form: str) -> str:
    """For the form of that name, given out now."""
    return signing.Signer(salt=form).sign(str(int(clock.now().timestamp() * 1000)))


def age_of(stamp: str, form: str) -> float:
    """For how many seconds a stamp has been out; endless for one that is not ours, or another form's."""
    try:
        begun = int(signing.Signer(salt=form).unsign(stamp[:200]))
    except (signing.BadSignature, ValueError):
        return inf
    return clock.now().timestamp() - begun / 1000


def is_timely(stamp: str, form: str) -> bool:
    return AT_LEAST <= age_of(stamp, form) <= AT_MOST


def renewed(stamp: str, form: str) -> str:
    """For a form that is shown again: the stamp that it has, while that may still become good."""
    return stamp if age_of(stamp, form) <= AT_MOST else new_stamp(form)
