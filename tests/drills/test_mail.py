"""The sender of mail is killed again and again in the midst of its work: nobody gets a mail twice."""

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing

import pytest

from tests.notifications.sink import Sink
from tests.running import Site, numbered_processes_of

pytestmark = pytest.mark.drill

LETTERS, KILLS = 60, 8
INSERT = (
    "INSERT INTO responses_letter (purpose, recipient, language, subject, text, holds_secret, message_id,"
    " state, turn, failure, tries, created_at, changed_at, due_at, claim, hides_recipient, is_kept) VALUES"
    " ('account', ?, 'en', 'News', 'News.', 0, ?, 'waiting', 0, '', 0, datetime(), datetime(), '2026-01-01',"
    " '', 0, 0)"
)
# As if five minutes had gone by for the claims of the dead, and all waiting had been waited.
LATER = "UPDATE responses_letter SET due_at = '2026-01-01' WHERE state IN ('waiting', 'sending')"


@pytest.fixture
def asked(data_dir):
    """Ask the site's database, or tell it."""

    def ask(sql, rows=((),)):
        with closing(sqlite3.connect(data_dir / "site.sqlite3", timeout=30)) as connection, connection:
            return [line for row in rows for line in connection.execute(sql, row).fetchall()]

    return ask


def kill_the_sender(data_dir):
    while True:
        for number, words in numbered_processes_of(data_dir).items():
            if "send_letters" in words:
                os.kill(number, signal.SIGKILL)
                return
        time.sleep(0.05)


def test_however_often_its_sender_is_killed_the_site_sends_no_mail_twice(data_dir, asked, measured):
    chance = random.Random(2026)
    recipients = [f"reader{number}@example.org" for number in range(LETTERS)]
    asked(INSERT, [(each, f"<{each}>") for each in recipients])
    with Sink() as sink:
        sink.pause = 0.05
        settings = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "x.example", "SITE_URL": "https://x.example"}
        site = Site(data_dir, **settings, EMAIL_URL=f"smtp://127.0.0.1:{sink.port}")
        for _ in range(KILLS):
            before = len(sink.mails)
            while len(sink.mails) == before:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 1))
            kill_the_sender(data_dir)
        # Once a minute the sender looks for those that were being handed over when it died.
        until = time.monotonic() + 150
        unsettled = "SELECT id FROM responses_letter WHERE state IN ('waiting', 'sending')"
        while asked(unsettled) and time.monotonic() < until:
            asked(LATER)
            time.sleep(5)
        site.stop()

    states = dict(asked("SELECT recipient, state FROM responses_letter"))
    arrived = Counter(sink.recipients)
    uncertain = sum(state == "uncertain" for state in states.values())
    measured(f"kills of the sender of {LETTERS} letters", KILLS)
    measured("letters that came twice", sum(number > 1 for number in arrived.values()), "0")
    measured("letters left to a person’s decision", uncertain, f"at most {KILLS}")
    assert set(states.values()) <= {"sent", "uncertain"}
    assert {each for each in recipients if states[each] == "sent"} <= set(arrived)
    assert (max(arrived.values()), uncertain <= KILLS) == (1, True)
