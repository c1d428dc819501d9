"""How fast one network may make us write to addresses: beyond a high ceiling slower, never refused.

A campus has one address for all. What is counted is a keyed digest of it, in the cache, for a quarter of an
hour.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AT_ONCE = 30  # letters in a quarter of an hour that do not wait
WHILE = timedelta(minutes=15)


def wait_of(request: HttpRequest) -> timedelta:
    """How long the letter that this request asks for waits before it is sent; counts the request."""
    network = get_adapter(request).get_client_ip(request)
    key = f"follow-{salted_hmac('following from', network, algorithm='sha256').hexdigest()[:32]}"
    cache.add(key, 0, WHILE.total_seconds())
    try:
        number = cache.incr(key)
    except ValueError:  # it ended between the two
        number = 1
    return WHILE * ((number - 1) // AT_ONCE)
