"""The real server, as `make run` starts it once everything is installed."""

import hashlib
import os
import random
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("site") / "data"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    def __init__(self, data_dir, port=None):
        self.port = port or free_port()
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def get(self, path):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()

    def wait(self, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                return self.get("/healthz")
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"The site does not answer: {self.process.communicate()[0]}")

    def stop(self, number=signal.SIGTERM):
        """The exit status, the seconds it took, and what was printed."""
        asked = time.monotonic()
        self.process.send_signal(number)
        printed = self.process.communicate(timeout=20)[0]
        return self.process.returncode, time.monotonic() - asked, printed


def processes_of(data_dir):
    """The processes whose environment names this data folder; zombies have none."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"DATA_DIR={data_dir}\0".encode() in (folder / "environ").read_bytes() + b"\0":
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def rows(data_dir):
    """Everything that the database holds, and the files beside it but for the logs of SQLite."""
    with sqlite3.connect(data_dir / "site.sqlite3") as connection:
        dump = "\n".join(connection.iterdump())
    files = sorted(str(path) for path in data_dir.rglob("*") if "sqlite3" not in path.name)
    return hashlib.sha256(dump.encode()).hexdigest(), files


@pytest.fixture(scope="module")
def first_start(data_dir):
    site = Site(data_dir)
    answer = site.wait()
    page = site.get("/")
    status, seconds, printed = site.stop()
    return {"healthz": answer, "home": page, "status": status, "seconds": seconds, "printed": printed}


def test_a_first_start_serves_and_says_where_everything_is(first_start, data_dir):
    assert first_start["healthz"][0] == 200
    assert first_start["home"][0] == 200
    assert first_start["home"][1]["x-content-type-options"] == "nosniff"
    for part in ("Readers  http://127.0.0.1:", "/admin/", str(data_dir / "mail"), "editor@localhost"):
        assert part in first_start["printed"]


def test_the_editors_password_is_printed_and_kept_for_the_owner_alone(first_start, data_dir):
    file = data_dir / "editor-password.txt"

    assert file.read_text().strip() in first_start["printed"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def newest_in(folder):
    return max(path.stat().st_mtime_ns for path in folder.rglob("*"))


def test_a_stop_is_quick_clean_and_leaves_nobody_behind(first_start, data_dir):
    assert first_start["status"] == 0
    assert first_start["seconds"] < 5
    assert processes_of(data_dir) == []


def test_a_second_start_changes_no_data_collects_nothing_and_prints_no_password(first_start, data_dir):
    before, collected = rows(data_dir), newest_in(data_dir / "static")
    site = Site(data_dir)
    site.wait()
    status, _, printed = site.stop(signal.SIGINT)

    assert status == 0
    # What makes it quick; how quick it is depends on the machine and decides no test.
    assert newest_in(data_dir / "static") == collected
    assert rows(data_dir) == before
    assert (data_dir / "editor-password.txt").read_text().strip() not in printed


def test_a_stop_at_any_moment_of_a_start_takes_less_than_five_seconds(first_start, data_dir):
    chance = random.Random(2026)
    for number in (signal.SIGTERM, signal.SIGINT) * 4:
        site = Site(data_dir)
        time.sleep(chance.uniform(0, 2))
        status, seconds, printed = site.stop(number)

        assert seconds < 5
        # Before our own code runs, the signal ends Python as it ends any program.
        assert status in {0, 1, -number}, printed
        assert processes_of(data_dir) == []


def test_a_stop_while_the_database_makes_it_wait_takes_less_than_five_seconds(tmp_path):
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    with sqlite3.connect(data_dir / "site.sqlite3", isolation_level=None) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN EXCLUSIVE")
        site = Site(data_dir)
        time.sleep(2)

        status, seconds, _ = site.stop()

    assert (status, seconds < 5) == (0, True)
    assert processes_of(data_dir) == []


def test_a_busy_port_is_said_in_one_sentence(first_start, data_dir):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        site = Site(data_dir, port=other.getsockname()[1])
        printed = site.process.communicate(timeout=20)[0]

    assert site.process.returncode == 1
    assert printed == f"Port {site.port} is in use; please choose another, as in: PORT=8001 make run\n"
