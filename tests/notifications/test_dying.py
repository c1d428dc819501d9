"""Senders that are really killed, at every step, and several senders at once: one mail, or a doubt."""

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from responses.notifications.models import Announcement, Letter, Notice
from responses.notifications.sender import look
from responses.notifications.services import CLAIM_LASTS, send_due_letters, settle_letters
from tests.factories import prompt_of, publish_all, response_to, thread_with_prompt
from tests.notifications.followers import reader
from tests.notifications.senders import ROOT, Senders, environment
from tests.notifications.sink import STEPS
from tests.threads.test_concurrency import at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

State = Letter.State


@pytest.fixture(scope="module")
def senders(django_db_setup):
    senders = Senders(connection.settings_dict["NAME"])
    yield senders
    senders.stop()


@pytest.fixture
def start(sink, senders):
    """Start a sender as a process of its own, on this test's database and mail server."""
    started = []

    def process(*options):
        started.append(senders.start(sink.port, *options))
        return started[-1]

    yield process
    for each in started:
        each.kill()
        each.wait()


def wait_until(true, seconds=30):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "in vain"
        time.sleep(0.02)


@pytest.mark.parametrize("step", STEPS)
def test_a_sender_killed_at_any_step_sends_one_mail_or_leaves_a_doubt_never_two(sink, write, start, step):
    letter, other = write(), write("other@example.org")
    sink.halts = step
    sender = start()
    assert sink.halted.wait(30)
    sender.send_signal(signal.SIGKILL)
    assert sender.wait() == -signal.SIGKILL
    sink.halts = None
    sink.resumed.set()

    # At once, only what nobody has claimed; once the claim is over, what was not handed over.
    assert send_due_letters() == 1
    afterwards = timezone.now() + CLAIM_LASTS
    settle_letters(now=afterwards)
    again = send_due_letters(now=afterwards)
    send_due_letters(now=afterwards + timedelta(days=9))

    letter.refresh_from_db()
    other.refresh_from_db()
    doubtful = step in ("DATA", "taken")
    assert (letter.state, again) == ((State.UNCERTAIN, 0) if doubtful else (State.SENT, 1))
    assert other.state == State.SENT
    # That is the doubt: killed over the text, the one had arrived and the other had not.
    assert sorted(sink.recipients) == ["other@example.org", *["reader@example.org"] * (step != "DATA")]


def test_a_sender_that_only_seemed_dead_does_not_send_what_another_took_over(sink, write, start):
    letter = write()
    sink.halts = "RCPT"
    slow = start()
    assert sink.halted.wait(30)
    sink.halts = None
    assert send_due_letters(now=timezone.now() + CLAIM_LASTS) == 1
    sink.resumed.set()
    assert slow.wait(30) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (State.SENT, 2)
    assert sink.recipients == ["reader@example.org"]


def test_four_senders_at_once_send_forty_letters_once_each(sink, write):
    wanted = [f"reader{number}@example.org" for number in range(40)]
    for recipient in wanted:
        write(recipient)
    assert sum(at_once(*[send_due_letters] * 4)) == 40
    assert sorted(sink.recipients) == sorted(wanted)
    assert set(Letter.objects.values_list("state", "tries")) == {(State.SENT, 1)}


def test_the_sender_beside_the_site_sends_what_is_written_later_and_ends_when_told(sink, write):
    # As it is started in use; the others here are forked.
    command = [sys.executable, "manage.py", "send_letters", "--loop"]
    where = environment(connection.settings_dict["NAME"], sink.port)
    with subprocess.Popen(command, cwd=ROOT, env=where) as sender:
        try:
            for number in range(2):
                write(f"reader{number}@example.org")
                wait_until(lambda number=number: len(sink.mails) == number + 1)
            sender.send_signal(signal.SIGTERM)
            assert sender.wait(5) == 0
        finally:
            sender.kill()


def test_a_sender_told_to_end_ends_what_it_is_at_first(sink, write, start):
    letter = write()
    sink.halts = "taken"
    sender = start("--loop")
    assert sink.halted.wait(30)
    write("next@example.org")
    sender.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    sink.resumed.set()
    assert sender.wait(5) == 0
    letter.refresh_from_db()
    assert letter.state == State.SENT
    assert sink.recipients == ["reader@example.org"]


@pytest.fixture
def spread(sink):
    """Start a process that writes letters to followers, and say when it has written so many batches."""
    started = []

    def process():
        command = [sys.executable, "-m", "tests.notifications.spreading"]
        where = environment(connection.settings_dict["NAME"], sink.port)
        started.append(subprocess.Popen(command, cwd=ROOT, env=where, stdout=subprocess.PIPE))
        return started[-1]

    yield process
    for each in started:
        each.kill()
        each.wait()
        each.stdout.close()


def test_a_writer_killed_amid_many_followers_writes_to_none_twice_and_misses_none(sink, spread, settings):
    settings.LETTERS_A_MINUTE = 100_000
    thread = thread_with_prompt()
    publish_all(thread)
    wanted = [f"reader{number:02}@example.org" for number in range(40)]
    for address in wanted:
        reader(address, thread=thread)
    publish_all(response_to(prompt_of(thread), "Of Souls"))

    for batches in (1, 4):
        writer = spread()
        for _batch in range(batches):
            assert writer.stdout.readline() == b"written\n"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert 15 <= Letter.objects.of_news().count() < 40
    # Two at once, as when a killed one is replaced before it is quite gone.
    at_once(*[write_all] * 2)

    assert Announcement.objects.exclude(event="nothing").count() == 1
    assert sorted(Letter.objects.of_news().values_list("recipient", flat=True)) == wanted
    assert Notice.objects.count() == 40
    send_due_letters()
    assert sorted(sink.recipients) == wanted


def write_all():
    while look():
        pass
