"""Ten thousand follow one thread: publishing stays quick, and a sender killed often misses nobody."""

import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.running import ROOT, Site

pytestmark = pytest.mark.drill

MANY = 10_000
PAIRS = 25
BOUND = 0.020


@pytest.fixture
def run(data_dir):
    def run(*words):
        said = subprocess.run(
            [sys.executable, "-m", "tests.drills.following", *words],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": SETTINGS},
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(said.stdout or "null")

    return run


SETTINGS = "initiative.settings"


def sender(data_dir, *options):
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "LETTERS_A_MINUTE": "600"}
    command = [sys.executable, "manage.py", "send_letters", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def test_ten_thousand_followers_of_one_thread_each_get_one_letter(data_dir, run, measured):
    run("follow", str(MANY))
    seconds = run("publish")
    measured(f"publishing a text that {MANY:,} follow", f"{seconds * 1000:.0f} ms", "< 1 s")
    assert seconds < 1
    chance, kills = random.Random(7), 0
    begun = time.monotonic()
    while run("told")[0] < MANY:
        process = sender(data_dir, "--loop")
        time.sleep(1.5 + 2 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
        assert time.monotonic() - begun < 300
    letters, recipients, notices = run("told")
    measured("their letters written, the sender killed meanwhile", f"{kills} times", f"{MANY:,} once each")
    assert (letters, recipients, notices) == (MANY, MANY, MANY)
    mails = [path.read_text() for path in (data_dir / "mail").glob("*.log")]
    news = "\n".join(mail for mail in mails if "\nList-Id: " in mail)
    to = re.findall(r"^To: (r\d+@\S+)", news, re.MULTILINE)
    measured("letters sent meanwhile", len(to), "to nobody twice")
    assert len(to) == len(set(to)) > 0


def test_asking_to_follow_takes_as_long_for_an_address_that_follows_already(data_dir, measured):
    """In pairs, in turn: nothing tells who is known here."""
    site = Site(data_dir, TRUSTED_PROXIES="1")
    try:
        site.wait()
        page = site.get("/follow/")[2].decode()
        stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
        time.sleep(2.1)
        taken, answers = {"r": [], "nobody": []}, set()
        for number in range(PAIRS):
            for who in sorted(taken, reverse=bool(number % 2)):
                *answer, seconds = _ask(site, stamp, f"{who}{number}@example.org", number)
                answers.add(tuple(answer))
                taken[who].append(seconds)
    finally:
        site.stop()
    known, nobody = (statistics.median(taken[who]) for who in ("r", "nobody"))
    measured("asking to follow, known address, median", f"{known * 1000:.1f} ms")
    measured("the same, unknown address", f"{nobody * 1000:.1f} ms", "within 20 ms of it")
    assert answers == {(302, "/follow/?asked=1")}
    assert abs(known - nobody) < BOUND


def _ask(site, stamp, address, number):
    fields = {"address": address, "language": "en", "rhythm": "weekly", "events": "wants_responses"}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": f"198.51.100.{number}"}
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    begun = time.perf_counter()
    connection.request("POST", "/follow/", urlencode(fields | {"stamp": stamp}), headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers["location"], time.perf_counter() - begun
