"""Idle connections, slow heads, slow bodies, slow readers: others are served as before."""

import time
from statistics import median
from threading import Event, Thread

import pytest

pytestmark = pytest.mark.drill

BIG = "/static/admin/js/vendor/jquery/jquery.js"
HEAD = b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n"
KINDS = {
    "200 idle connections": (200, b"", 0),
    "200 slow heads": (200, b"GET /threads/ HTTP/1.1\r\nX-Slow: ", 0),
    "60 slow bodies": (60, HEAD, 0),
    "60 slow readers of a large page": (60, f"GET {BIG} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(), 4096),
}


def times(site, path, count=40):
    """Milliseconds of each of `count` ordinary requests."""
    found = []
    for _ in range(count):
        begun = time.perf_counter()
        status = site.get(path)[0]
        found.append((time.perf_counter() - begun) * 1000)
        assert status == 200
    return found


def trickle(connections, ended):
    """One byte a second on each, as long as the server takes it."""
    while not ended.wait(1):
        for connection in connections:
            try:
                connection.send(b"x")
            except OSError:
                continue


@pytest.mark.parametrize("kind", KINDS)
def test_others_are_served_as_before(site, kind, measured):
    count, raw, receive = KINDS[kind]
    times(site, "/threads/", 20)
    before = times(site, "/threads/")
    slow = [site.open(raw, receive=receive) for _ in range(count)]
    ended = Event()
    feeder = Thread(target=trickle, args=(slow if raw and not receive else [], ended))
    feeder.start()
    try:
        time.sleep(1.5)
        during = times(site, "/threads/")
        form = times(site, "/accounts/login/", 10)
    finally:
        ended.set()
        feeder.join()
        for connection in slow:
            connection.close()
    measured(
        f"{kind}: a page, median",
        f"{median(during):.1f} ms, before {median(before):.1f} ms",
        "< 3 times + 20 ms",
    )
    measured(f"{kind}: the log-in form, slowest of 10", f"{max(form):.0f} ms", "< 2000 ms")
    assert median(during) < 3 * median(before) + 20
    assert max(form) < 2000


def test_a_body_that_does_not_come_is_given_up(site, measured):
    connection = site.open(HEAD + b"a")
    connection.settimeout(60)
    begun = time.monotonic()
    answer = connection.recv(4096)
    connection.close()
    measured("a body that does not come is answered 408 after", f"{time.monotonic() - begun:.0f} s", "< 40 s")
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_connection_that_asks_for_nothing_is_closed(site, measured):
    connection = site.open(b"")
    connection.settimeout(60)
    begun = time.monotonic()
    assert connection.recv(4096) == b""
    connection.close()
    measured("an idle connection is closed after", f"{time.monotonic() - begun:.0f} s", "< 20 s")
