"""One form for all the forms of an English word."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from responses.lib.stems import stem


@pytest.fixture
def hurried():
    """Threads that take turns after every few steps."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_read_at_once_do_not_stem_one_anothers_words(hurried):
    ends = ("s", "ing", "ed", "ation", "ness")
    words = [
        f"{first}{middle}{end}"
        for first in "bdfgmnrt"
        for middle in ("ational", "eriv", "ool")
        for end in ends
    ]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(4) as threads:
        found = threads.map(lambda _turn: [stem.__wrapped__(word) for word in words], range(8))
    assert list(found) == [alone] * 8
