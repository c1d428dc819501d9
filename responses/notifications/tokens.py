"""The keys in the addresses of following: of 192 bits, each for one purpose.

That of a request is random, and kept as a hash. Those in a follower's letters are made anew for each letter,
of their row and the site's own key: nothing in the database opens anything, and an old letter's link is good.
"""

import hashlib
import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from responses.notifications.models import Follower

BYTES = 24
LONGEST = 80
CHANGE, LEAVE = "change", "leave"
# As ``token_for`` makes them, wherever they stand in a text.
TOKEN = re.compile(r"\b[0-9]+-[0-9a-f]{48}\b")


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_for(follower: Follower, purpose: str) -> str:
    """What opens the page of ``purpose`` to this follower, and no other page."""
    said = f"{follower.pk} {follower.salt}"
    return f"{follower.pk}-{salted_hmac(f'following {purpose}', said, algorithm='sha256').hexdigest()[:48]}"


def follower_by(token: str, purpose: str) -> Follower | None:
    """The follower whom this token is of."""
    number = token.partition("-")[0]
    if len(token) > LONGEST or not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    follower = Follower.objects.filter(pk=int(number)).first()
    if follower and constant_time_compare(token, token_for(follower, purpose)):
        return follower
    return None
