"""Sending to a real mail server: one that is down, slow, refuses, asks for patience, or dies."""

import logging
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from responses.notifications import services
from responses.notifications.answers import kept
from responses.notifications.delivery import plain
from responses.notifications.models import Letter
from responses.notifications.services import send_due_letters, settle_letters

pytestmark = pytest.mark.django_db

State, Failure = Letter.State, Letter.Failure


def outcome(letter):
    letter.refresh_from_db()
    return letter.state, letter.failure, letter.tries


def later(**span):
    return timezone.now() + timedelta(**span)


def test_a_letter_arrives_once_and_says_what_it_is(sink, write):
    letter = write(subject="新密碼", text="一行。\n\nA second line.", language="zh-hant")

    assert (send_due_letters(), send_due_letters(), send_due_letters(now=later(days=3))) == (1, 0, 0)

    (mail,) = sink.mails
    assert (mail["To"], mail["Message-ID"]) == (letter.recipient, letter.message_id)
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "zh-Hant")
    assert sink.bodies[0].replace("\r\n", "\n").strip() == "一行。\n\nA second line."
    assert outcome(letter) == (State.SENT, "", 1)


def test_letters_wait_while_the_server_is_down_and_go_when_it_is_back(sink, write):
    letter = write()
    sink.stop()
    assert send_due_letters() == 0
    assert outcome(letter) == (State.WAITING, Failure.UNREACHABLE, 1)
    assert send_due_letters() == 0
    assert outcome(letter) == (State.WAITING, Failure.UNREACHABLE, 1)  # not due yet

    sink.start()
    assert send_due_letters(now=later(minutes=2)) == 1
    assert outcome(letter) == (State.SENT, "", 2)
    assert len(sink.mails) == 1


def test_a_letter_is_tried_ever_more_rarely_for_two_days_and_then_given_up(sink, write):
    letter = write()
    sink.stop()
    start = timezone.now()
    tried = []
    while letter.state != State.GIVEN_UP:
        send_due_letters(now=letter.due_at)
        tried.append(letter.due_at)
        letter.refresh_from_db()
    sink.start()

    assert [after - before for before, after in pairwise(tried)] == list(services.WAITS)
    assert timedelta(hours=44) < tried[-1] - start < timedelta(hours=50)
    assert outcome(letter) == (State.GIVEN_UP, Failure.UNREACHABLE, 8)
    assert send_due_letters(now=later(days=9)) == 0
    assert sink.mails == []


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_asks_for_patience_is_given_it(sink, write, step):
    letter = write()
    sink.answers[step] = "451 Come back later"
    send_due_letters()
    assert outcome(letter)[::2] == (State.WAITING, 1)
    assert letter.handed_over_at is None

    sink.answers.clear()
    send_due_letters(now=later(minutes=2))
    assert (outcome(letter)[0], len(sink.mails)) == (State.SENT, 1)


def test_an_address_refused_for_good_is_given_up_at_once_and_holds_nobody(sink, write):
    letters = [write(f"{name}@example.org") for name in ("first", "gone", "full", "last")]
    sink.answers["RCPT"] = {
        "gone@example.org": "550 gone@example.org: no such person",
        "full@example.org": "452 Mailbox full",
    }

    assert send_due_letters() == 2

    assert [outcome(letter) for letter in letters] == [
        (State.SENT, "", 1),
        (State.GIVEN_UP, Failure.REFUSED, 1),
        (State.WAITING, Failure.LATER, 1),
        (State.SENT, "", 1),
    ]
    assert sink.recipients == ["first@example.org", "last@example.org"]


def test_a_text_refused_for_good_is_given_up(sink, write):
    letter = write()
    sink.answers["DATA"] = "554 We like it not"
    send_due_letters()
    assert outcome(letter) == (State.GIVEN_UP, Failure.REFUSED, 1)


def test_a_server_that_refuses_us_says_nothing_about_the_letter(sink, write):
    letter = write()
    sink.answers["MAIL"] = "550 Who are you?"
    send_due_letters()
    assert outcome(letter) == (State.WAITING, Failure.NOT_LET_IN, 1)


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT"])
def test_a_server_that_dies_before_the_text_leaves_no_doubt(sink, write, step):
    letter = write()
    sink.breaks.add(step)
    send_due_letters()
    assert outcome(letter) == (State.WAITING, Failure.UNREACHABLE, 1)

    sink.breaks.clear()
    send_due_letters(now=later(minutes=2))
    assert (outcome(letter)[0], len(sink.mails)) == (State.SENT, 1)


@pytest.mark.parametrize(("step", "taken"), [("DATA", 0), ("taken", 1)])
def test_a_server_that_dies_over_the_text_leaves_a_doubt_and_nothing_is_sent_twice(sink, write, step, taken):
    letter, other = write(), write("other@example.org")
    sink.breaks.add(step)
    send_due_letters()
    sink.breaks.clear()
    send_due_letters(now=later(days=3))

    assert outcome(letter) == (State.UNCERTAIN, Failure.BROKEN_OFF, 1)
    assert outcome(other) == (State.UNCERTAIN, Failure.BROKEN_OFF, 1)
    assert len(sink.mails) == 2 * taken


@pytest.mark.parametrize(
    ("step", "expected"),
    [("RCPT", (State.WAITING, Failure.UNREACHABLE)), ("DATA", (State.UNCERTAIN, Failure.BROKEN_OFF))],
)
def test_a_server_too_slow_to_wait_for_is_as_one_that_died(sink, write, settings, step, expected):
    settings.EMAIL_TIMEOUT = 0.5
    letter = write()
    sink.halts = step
    send_due_letters()
    assert outcome(letter)[:2] == expected


def test_a_letter_that_cannot_be_written_keeps_no_other_from_going(sink, write):
    broken, sound = write(), write("other@example.org")
    Letter.objects.filter(pk=broken.pk).update(recipient="no address, at all")
    assert send_due_letters() == 1
    assert outcome(broken) == (State.WAITING, Failure.BROKEN, 1)
    assert outcome(sound) == (State.SENT, "", 1)


def test_what_opens_an_account_is_kept_only_until_it_is_sent_or_given_up(sink, write):
    kept = write()
    sent, refused, doubtful, waiting = (
        write(f"{name}@example.org", holds_secret=True) for name in ("sent", "gone", "doubt", "late")
    )
    sink.answers["RCPT"] = {"gone@example.org": "550 Gone", "late@example.org": "450 Late"}
    Letter.objects.filter(pk=doubtful.pk).update(due_at=later(minutes=1))
    send_due_letters()
    sink.breaks.add("DATA")
    send_due_letters(now=later(seconds=61))
    texts = dict(Letter.objects.values_list("pk", "text"))
    assert {pk for pk, text in texts.items() if not text} == {sent.pk, refused.pk}

    settle_letters(now=later(days=3, minutes=1))
    assert outcome(doubtful)[:2] == outcome(waiting)[:2] == (State.GIVEN_UP, Failure.TOO_LATE)
    assert list(Letter.objects.exclude(text="").values_list("pk", flat=True)) == [kept.pk]


def test_letters_are_removed_a_fortnight_after_their_end(sink, write):
    write()
    waiting = write("other@example.org")
    Letter.objects.filter(pk=waiting.pk).update(due_at=later(days=30))
    send_due_letters()
    settle_letters(now=later(days=13, hours=23))
    assert Letter.objects.count() == 2
    settle_letters(now=later(days=14, minutes=1))
    assert list(Letter.objects.all()) == [waiting]


def test_no_log_names_an_address_or_quotes_a_server_or_a_letter(sink, write, caplog):
    caplog.set_level(logging.DEBUG, logger="responses")
    write("secretive@example.org", text="a secret link", holds_secret=True)
    sink.answers["RCPT"] = "550 secretive@example.org: no such person"
    send_due_letters()
    messages = [record.getMessage() for record in caplog.records if record.name.startswith("responses")]
    assert len(messages) == 1
    assert "refused 550" in messages[0]
    assert "secret" not in messages[0]


def answer_to(letter):
    letter.refresh_from_db()
    return letter.answer


@pytest.mark.parametrize(
    ("step", "said", "answer"),
    [
        ("MAIL", "550 5.7.1 Who are you?", "550 5.7.1 Who are you?"),
        ("RCPT", "550 5.1.1 <reader@example.org>: no such person", "550 5.1.1 <…>: no such person"),
        ("RCPT", "452 4.2.2 Mailbox of reader is full", "452 4.2.2 Mailbox of … is full"),
        ("DATA", "554 5.7.1 It looks like spam", "554 5.7.1 It looks like spam"),
        ("taken", "250 2.0.0 Ok: queued as 4F2A", "250 2.0.0 Ok: queued as 4F2A"),
    ],
)
def test_what_the_server_said_at_the_last_try_is_kept(sink, write, step, said, answer):
    letter = write()
    sink.answers[step] = said
    send_due_letters()
    assert answer_to(letter) == answer


def test_the_answer_is_the_last_one_and_none_where_there_was_none(sink, write):
    letter = write()
    sink.answers["RCPT"] = "451 Come back later"
    send_due_letters()
    assert answer_to(letter) == "451 Come back later"
    sink.stop()
    send_due_letters(now=later(minutes=2))
    assert (outcome(letter), letter.answer) == ((State.WAITING, Failure.UNREACHABLE, 2), None)
    sink.start()
    sink.answers.clear()
    send_due_letters(now=later(minutes=9))
    assert (outcome(letter), letter.answer) == ((State.SENT, "", 3), "250 OK")


def test_a_line_that_breaks_over_the_text_leaves_no_older_answer(sink, write):
    letter = write()
    sink.answers["RCPT"] = "451 Come back later"
    send_due_letters()
    sink.answers.clear()
    sink.breaks.add("taken")
    send_due_letters(now=later(minutes=2))
    assert (outcome(letter)[0], letter.answer) == (State.UNCERTAIN, None)


@pytest.mark.parametrize("backend", ["console", "filebased", "locmem"])
def test_what_is_no_server_gives_no_answer(write, settings, tmp_path, capsys, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    letter = write()
    send_due_letters()
    assert (outcome(letter)[0], letter.answer) == (State.SENT, None)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("5.1.1 READER@EXAMPLE.ORG\n5.1.1 unknown", "550 5.1.1 … 5.1.1 unknown"),
        ("<reader@example.org> via <other@example.com>", "550 <…> via <…>"),
        ("reader＠example.org, reader@[192.0.2.1]", "550 …"),
        ("see https://x.test/?to=reader%40example.org&id=7 now", "550 see … now"),
        ("bounce+reader=40example.org refused", "550 … refused"),
        ("no user reader in mail.example.org or example.org", "550 no user … in … or …"),
        ("ha\x00lf\x1b[31m a\tline\r\nand \u202emore", "550 half[31m a line and more"),
        ("your text, “Open http://127.0.0.1/key/abc-def”", "550 your text, “Open …"),
        ("we found key abc-def-0123456789 in it", "550 we found… it"),
        ("密鑰無效", "550 密鑰無效"),
        (b"\xff\xfe refused", "550 \ufffd\ufffd refused"),
        ("", "550"),
        ("a" * 300, "550 " + "a" * 196),
        ("reader@example.org " * 27, "550 …"),
    ],
)
@pytest.mark.django_db
def test_an_answer_names_no_address_and_quotes_no_letter(write, said, answer):
    letter = write(text="Write to nobody: key abc-def-0123456789 is yours.")
    said = said if isinstance(said, bytes) else said.encode()
    assert kept(550, said, plain(letter)) == answer
    assert "reader" not in answer.lower()
