"""How fast one network may try codes: beyond a number of wrong ones each further try waits its turn.

Nobody is refused for long, for a campus has one address for all. What is counted is a keyed digest of it,
in the cache, for a quarter of an hour.
"""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from responses.calls.errors import SlowDown

WRONG_AT_ONCE = 30  # wrong codes in a quarter of an hour that cost no waiting
WHILE, TURN = 15 * 60, 10  # seconds


def wait_turn(network: str) -> None:
    """Raises ``SlowDown`` when wrong codes from this network are many and another was just tried."""
    key = _key(network)
    if cache.get(key, 0) >= WRONG_AT_ONCE and not cache.add(f"{key}-turn", 1, TURN):
        raise SlowDown


def note_wrong(network: str) -> None:
    key = _key(network)
    cache.add(key, 0, WHILE)
    try:
        cache.incr(key)
    except ValueError:  # it ended between the two
        cache.add(key, 1, WHILE)


def _key(network: str) -> str:
    return f"code-{salted_hmac('codes from', network, algorithm='sha256').hexdigest()[:32]}"
