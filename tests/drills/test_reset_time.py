"""Asking for a new password tells by its time nothing of who has an account: real server, pairs in turn."""

import sqlite3
import statistics
from contextlib import closing

import pytest

from tests.running import Site

pytestmark = pytest.mark.drill

PAIRS = 60
RESET = "/accounts/password/reset/"
BOUND = 0.020


@pytest.fixture
def site(data_dir):
    """Behind a proxy, so that the drill can come from many addresses: each has a limit of its own."""
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as connection, connection:
        connection.executemany(
            "INSERT INTO responses_user (email, name, language, password, is_staff, is_active, is_superuser,"
            " has_second_factor, date_joined) VALUES (?, '', '', '!', 0, 1, 0, 0, '2026-01-01')",
            [(f"known{number}@example.org",) for number in range(PAIRS)],
        )
    running = Site(data_dir, TRUSTED_PROXIES="1")
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_the_answer_takes_as_long_for_an_address_that_nobody_has(site, data_dir, measured):
    taken = {"known": [], "nobody": []}
    answers = set()
    for number in range(PAIRS):
        # Who goes first changes, so that no warming up favours one of them.
        for who in sorted(taken, reverse=bool(number % 2)):
            header = {"X-Forwarded-For": f"198.51.100.{number}"}
            *answer, seconds = site.fill_in(RESET, {"email": f"{who}{number}@example.org"}, **header)
            answers.add(tuple(answer))
            taken[who].append(seconds)
    known, nobody = (statistics.median(taken[who]) for who in ("known", "nobody"))
    measured("new password asked for, known address, median", f"{known * 1000:.1f} ms")
    measured("the same, unknown address", f"{nobody * 1000:.1f} ms", "within 20 ms of it")
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as connection, connection:
        written = connection.execute("SELECT COUNT(*) FROM responses_letter").fetchone()[0]
    assert (written, answers) == (PAIRS, {(302, "/accounts/password/reset/done/")})
    assert abs(known - nobody) < BOUND
