# ruff: noqa: DTZ001 - wall times without a zone are the subject

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from responses.lib.clock import AmbiguousTime, NonexistentTime, localize, now

WASHINGTON = "America/New_York"


def test_now_is_the_servers_clock_in_utc():
    with time_machine.travel(datetime(2026, 9, 13, 2, 0, tzinfo=UTC), tick=False):
        assert now() == datetime(2026, 9, 13, 2, 0, tzinfo=UTC)
        assert now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("wall", "zone", "instant"),
    [
        (datetime(2026, 9, 12, 22, 0), WASHINGTON, datetime(2026, 9, 13, 2, 0, tzinfo=UTC)),
        (datetime(2026, 12, 12, 22, 0), WASHINGTON, datetime(2026, 12, 13, 3, 0, tzinfo=UTC)),
        (datetime(2026, 9, 13, 10, 0), "Asia/Shanghai", datetime(2026, 9, 13, 2, 0, tzinfo=UTC)),
        (datetime(2028, 2, 29, 23, 59, 59), "UTC", datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)),
        (datetime(2026, 3, 8, 1, 59, 59), WASHINGTON, datetime(2026, 3, 8, 6, 59, 59, tzinfo=UTC)),
        (datetime(2026, 3, 8, 3, 0), WASHINGTON, datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_wall_time_names_one_instant(wall, zone, instant):
    assert localize(wall, zone) == instant


def test_a_time_that_clocks_skip_is_refused():
    with pytest.raises(NonexistentTime) as refused:
        localize(datetime(2026, 3, 8, 2, 30), WASHINGTON)

    expected = "2026-03-08 02:30 does not exist in America/New_York: clocks were put forward over it."
    assert str(refused.value) == expected


def test_a_skipped_time_is_refused_even_when_a_fold_is_given():
    with pytest.raises(NonexistentTime):
        localize(datetime(2026, 3, 8, 2, 30), WASHINGTON, fold=1)


def test_a_time_that_clocks_show_twice_is_refused():
    with pytest.raises(AmbiguousTime) as refused:
        localize(datetime(2026, 11, 1, 1, 30), WASHINGTON)

    expected = "2026-11-01 01:30 occurs twice in America/New_York: clocks were put back. Say which."
    assert str(refused.value) == expected


@pytest.mark.parametrize(("fold", "hour"), [(0, 5), (1, 6)])
def test_a_fold_says_which_of_the_two(fold, hour):
    instant = localize(datetime(2026, 11, 1, 1, 30), WASHINGTON, fold=fold)

    assert instant == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)


def test_a_fold_changes_nothing_for_a_time_that_occurs_once():
    assert localize(datetime(2026, 9, 13, 10), "Asia/Shanghai", fold=1) == datetime(
        2026, 9, 13, 2, tzinfo=UTC
    )


def test_beijing_once_had_summer_time():
    with pytest.raises(NonexistentTime):
        localize(datetime(1988, 4, 17, 2, 30), "Asia/Shanghai")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "America", "a\0b"])
def test_an_unknown_zone_is_a_sentence(zone):
    with pytest.raises(ValueError, match="is not a time zone") as refused:
        localize(datetime(2026, 9, 13, 10), zone)

    assert str(refused.value) == f"“{zone}” is not a time zone."


def test_a_time_with_a_zone_is_refused():
    with pytest.raises(ValueError, match=r"^This time already has a zone\.$"):
        localize(datetime(2026, 9, 13, 10, tzinfo=UTC), "UTC")


@pytest.mark.parametrize(
    ("wall", "zone", "starts", "ends"),
    [
        (datetime(2026, 3, 8, 2, 0), WASHINGTON, datetime(2026, 3, 8, 2), datetime(2026, 3, 8, 3)),
        (datetime(2026, 3, 8, 2, 59, 59), WASHINGTON, datetime(2026, 3, 8, 2), datetime(2026, 3, 8, 3)),
        (
            datetime(2026, 10, 4, 2, 15),
            "Australia/Lord_Howe",
            datetime(2026, 10, 4, 2),
            datetime(2026, 10, 4, 2, 30),
        ),
        (datetime(2011, 12, 30, 12), "Pacific/Apia", datetime(2011, 12, 30), datetime(2011, 12, 31)),
    ],
)
def test_a_skipped_time_names_its_gap(wall, zone, starts, ends):
    with pytest.raises(NonexistentTime) as refused:
        localize(wall, zone)

    assert (refused.value.starts, refused.value.ends) == (starts, ends)


def test_a_time_shown_twice_names_both_instants():
    with pytest.raises(AmbiguousTime) as refused:
        localize(datetime(2026, 11, 1, 1, 30), WASHINGTON)

    either = (refused.value.first, refused.value.second)
    assert either == (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
