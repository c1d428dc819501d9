"""A second start is quick and changes nothing; a stop is quick at every moment."""

import random
import signal
import time

import pytest

from tests.running import Site, processes_of, rows

pytestmark = pytest.mark.drill


def test_a_second_start_serves_in_less_than_five_seconds_and_changes_no_data(data_dir, measured):
    before, took = rows(data_dir), []
    for _ in range(5):
        begun = time.monotonic()
        site = Site(data_dir)
        site.wait()
        took.append(time.monotonic() - begun)
        site.stop()
    measured("second start until it serves, longest of 5", f"{max(took):.2f} s", "< 5 s")
    assert max(took) < 5
    assert rows(data_dir) == before


def test_a_stop_takes_less_than_five_seconds_whenever_it_comes(data_dir, measured):
    chance, took = random.Random(2026), []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP) * 4:
        site = Site(data_dir)
        time.sleep(chance.uniform(0, 3))
        took.append(site.stop(number)[1])
        assert processes_of(data_dir) == []
    measured("stop, starting or serving, longest of 12", f"{max(took):.2f} s", "< 5 s")
    assert max(took) < 5
