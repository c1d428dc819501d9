"""`kill -9` at any moment of publishing leaves what was before or what comes after, never half of it."""

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.killing import Killing


@pytest.fixture(scope="module")
def killing(first_start, tmp_path_factory):
    data_dir = shutil.copytree(first_start["copy"], tmp_path_factory.mktemp("site") / "data")
    process = Killing(data_dir, is_prepared=True)
    process.data_dir = data_dir
    yield process
    process.stop()


def test_fifteen_kills_leave_nothing_half_done_and_lose_nothing_acknowledged(killing):
    chance = random.Random(2026)
    for seed in range(15):
        assert killing.kill_one(seed, chance.uniform(0, 0.05)) == []
    with closing(sqlite3.connect(killing.data_dir / "site.sqlite3")) as connection, connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_is_half_done_would_be_seen(killing):
    with (
        closing(sqlite3.connect(killing.data_dir / "site.sqlite3", isolation_level=None)) as connection,
        connection,
    ):
        lost = connection.execute("SELECT max(id) + 1 FROM responses_publication").fetchone()[0]
        edition = connection.execute("SELECT min(edition_id) FROM responses_liveperiod").fetchone()[0]
        taken = connection.execute("SELECT * FROM responses_liveperiod WHERE edition_id = ?", [edition])
        taken = taken.fetchall()
        connection.execute("DELETE FROM responses_liveperiod WHERE edition_id = ?", [edition])
        killing.acknowledged.append(("publication", lost))

        found = killing.problems()

        killing.acknowledged.pop()
        places = ", ".join("?" * len(taken[0]))
        connection.executemany(f"INSERT INTO responses_liveperiod VALUES ({places})", taken)
    assert found == [
        f"lost: publication {lost}",
        f"edition {edition}: live periods do not follow from its publications",
    ]
