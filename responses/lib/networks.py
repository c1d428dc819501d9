"""How often one network asks for something. A campus has one address for all: what is counted slows, only.

Counted is a keyed digest of the address, in the cache, for a quarter of an hour.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WHILE = timedelta(minutes=15)


def number_of(request: HttpRequest, act: str) -> int:
    """The how many-th ``act`` of its network this request is; counts it."""
    key = f"{act}-{salted_hmac(f'{act} from', network_of(request), algorithm='sha256').hexdigest()[:32]}"
    cache.add(key, 0, WHILE.total_seconds())
    try:
        return cache.incr(key)
    except ValueError:  # it ended between the two
        return 1


def network_of(request: HttpRequest) -> str:
    """The address that a request came from, as far as our own proxies say; never to be kept as it is."""
    address: str = get_adapter(request).get_client_ip(request)
    return address
