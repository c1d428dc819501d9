"""The real server, as `make run` starts it once everything is installed."""

import os
import random
import shutil
import signal
import socket
import sqlite3
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.notifications.sink import Sink
from tests.running import Site, numbered_processes_of, processes_of, rows


@pytest.fixture
def data_dir(first_start):
    """The folder of the first start; nobody else uses it."""
    return first_start["data_dir"]


def test_a_first_start_serves_and_says_where_everything_is(first_start, data_dir):
    assert first_start["healthz"][0] == 200
    assert first_start["home"][0] == 200
    assert first_start["home"][1]["x-content-type-options"] == "nosniff"
    for part in ("Readers  http://127.0.0.1:", "/admin/", str(data_dir / "mail"), "editor@localhost"):
        assert part in first_start["printed"]


def test_what_pages_load_is_kept_compressed_and_nothing_else(first_start, data_dir):
    (style,) = (data_dir / "static" / "css").glob("site.*.css")
    assert style.with_name(f"{style.name}.br").stat().st_size < style.stat().st_size
    compressed = {path.name for path in (data_dir / "static").rglob("*.br")}
    assert compressed.isdisjoint({"site.css.br", "jquery.js.br"})
    assert any(name.startswith("jquery.min.") for name in compressed)


def test_the_editors_password_is_printed_and_kept_for_the_owner_alone(first_start, data_dir):
    file = data_dir / "editor-password.txt"

    assert file.read_text().strip() in first_start["printed"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def senders_of(data_dir):
    found = numbered_processes_of(data_dir)
    return [number for number, words in found.items() if "send_letters" in words]


def wait_until(true, seconds=30):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "in vain"
        time.sleep(0.05)


def test_mail_goes_out_beside_the_site_by_a_sender_that_comes_back_when_it_dies(first_start, data_dir):
    site = Site(data_dir)
    site.wait()
    try:
        wait_until(lambda: senders_of(data_dir))
        for number in senders_of(data_dir):
            os.kill(number, signal.SIGKILL)
        status = site.fill_in("/accounts/password/reset/", {"email": "editor@localhost"})[0]
        wait_until(lambda: any(b"-----" in path.read_bytes() for path in (data_dir / "mail").glob("*")))
    finally:
        ended, seconds, printed = site.stop()

    (file,) = (data_dir / "mail").glob("*")
    assert (status, file.read_text().count("To: editor@localhost")) == (302, 1)
    assert (ended, seconds < 5) == (0, True), printed
    assert processes_of(data_dir) == []


LETTER = (
    "INSERT INTO responses_letter (purpose, recipient, language, subject, text, holds_secret, message_id,"
    " state, turn, failure, tries, created_at, changed_at, due_at, claim,"
    " is_kept, hides_recipient) VALUES ('account', 'a@example.org',"
    " 'en', 'News', 'News.', 0, '<1@example.org>', 'waiting', 0, '', 0, ?, ?, ?, '', 0, 0)"
)


def copied(data_dir, own):
    """A folder of data as it is now, also while somebody has its database open."""
    shutil.copytree(data_dir, own, ignore=shutil.ignore_patterns("site.sqlite3*"))
    there = own / "site.sqlite3"
    with closing(sqlite3.connect(data_dir / there.name)) as site, closing(sqlite3.connect(there)) as copy:
        site.backup(copy)
    return own


def test_a_stop_while_a_mail_server_makes_it_wait_takes_less_than_five_seconds(
    first_start, tmp_path, data_dir
):
    own = copied(data_dir, tmp_path / "data")
    with closing(sqlite3.connect(own / "site.sqlite3")) as connection, connection:
        connection.execute(LETTER, ["2026-01-01 00:00:00"] * 3)
    with Sink() as sink:
        sink.halts = "EHLO"
        address = f"smtp://127.0.0.1:{sink.port}"
        site = Site(
            own,
            SECRET_KEY="x" * 50,
            ALLOWED_HOSTS="x.example",
            SITE_URL="https://x.example",
            EMAIL_URL=address,
        )
        assert sink.halted.wait(60)
        status, seconds, printed = site.stop()

    assert (status, seconds < 5) == (0, True), printed
    assert processes_of(own) == []


def newest_in(folder):
    return max(path.stat().st_mtime_ns for path in folder.rglob("*"))


def test_a_stop_is_quick_clean_and_leaves_nobody_behind(first_start, data_dir):
    assert first_start["status"] == 0
    assert first_start["seconds"] < 5
    assert processes_of(data_dir) == []


def test_a_stop_at_any_moment_of_a_start_takes_less_than_five_seconds(first_start, data_dir, tmp_path):
    def start_and_stop(side, moments):
        folder = copied(data_dir, tmp_path / side)
        for number, begun in zip((signal.SIGTERM, signal.SIGINT), moments, strict=True):
            site = Site(folder)
            # The one that begins processes, the one that prepares, then server and sender in its place.
            wait_until(lambda begun=begun: len(processes_of(folder)) >= begun)
            time.sleep(chance.uniform(0, 0.5))
            status, seconds, printed = site.stop(number)

            assert seconds < 5
            # Before our own code runs, the signal ends Python as it ends any program.
            assert status in {0, 1, -number}, printed
            assert processes_of(folder) == []

    chance = random.Random(2026)
    # Two at once, each with its own folder: most of the time is waiting.
    with ThreadPoolExecutor(2) as both:
        list(both.map(start_and_stop, "ab", [(1, 2), (3, 3)]))


def test_a_stop_while_the_database_makes_it_wait_takes_less_than_five_seconds(tmp_path):
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    with closing(sqlite3.connect(data_dir / "site.sqlite3", isolation_level=None)) as other, other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN EXCLUSIVE")
        site = Site(data_dir)
        # The second is the preparation, which the first can only have begun when it listens for signals.
        while len(processes_of(data_dir)) < 2:
            time.sleep(0.05)

        status, seconds, _ = site.stop()

    assert (status, seconds < 5) == (0, True)
    assert processes_of(data_dir) == []


def test_a_killed_server_takes_its_children_along_and_further_starts_change_nothing(first_start, data_dir):
    before, collected = rows(data_dir), newest_in(data_dir / "static")
    site = Site(data_dir)
    site.wait()
    site.stop(signal.SIGKILL)
    wait_until(lambda: not processes_of(data_dir))

    again = Site(data_dir, port=site.port)
    try:
        assert again.wait()[0] == 200
    finally:
        status, _, printed = again.stop(signal.SIGINT)

    assert status == 0
    # What makes it quick; how quick it is depends on the machine and decides no test.
    assert newest_in(data_dir / "static") == collected
    assert rows(data_dir) == before
    assert (data_dir / "editor-password.txt").read_text().strip() not in printed


def test_a_busy_port_is_said_in_one_sentence(first_start, data_dir):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        site = Site(data_dir, port=other.getsockname()[1])
        printed = site.printed()

    assert site.process.returncode == 1
    assert printed == f"Port {site.port} is in use; please choose another, as in: PORT=8001 make run\n"
