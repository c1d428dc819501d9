"""Writing letters: with what they tell of or not at all, once each, and not too many at a stranger's wish."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from responses.notifications.models import Letter
from responses.notifications.services import send_due_letters
from tests.threads.test_concurrency import at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
RESET = {"purpose": Letter.Purpose.PASSWORD_RESET, "holds_secret": True}


def test_a_letter_is_written_with_what_it_tells_of_or_not_at_all(write, sink):
    class Died(Exception):
        pass

    @transaction.atomic
    def write_and_die():
        write()
        raise Died

    with pytest.raises(Died):
        write_and_die()
    with transaction.atomic():
        write("second@example.org")
        assert at_once(send_due_letters) == [0]  # not yet committed, so nobody else sees it
    send_due_letters()
    assert sink.recipients == ["second@example.org"]


def test_twenty_equal_queuings_at_once_are_one_letter(write):
    letters = at_once(*[lambda: write(key="receipt 17")] * 20)
    assert {letter.pk for letter in letters} == {Letter.objects.get().pk}
    assert write(key="receipt 18") != write(purpose=Letter.Purpose.PASSWORD_RESET, key="receipt 18")


def test_twenty_wishes_of_a_stranger_at_once_are_one_letter(write):
    letters = at_once(*[lambda: write(**RESET)] * 20)
    assert [type(letter).__name__ for letter in letters].count("Letter") == 1
    assert Letter.objects.count() == 1


def test_a_stranger_makes_us_write_three_times_a_day_to_one_address(write):
    written = []
    for hour in range(0, 48, 4):
        with time_machine.travel(MONDAY + timedelta(hours=hour), tick=False):
            written += [hour] if write("Reader@Example.org", **RESET) else []
    assert written == [0, 4, 8, 24, 28, 32]
    with time_machine.travel(MONDAY + timedelta(hours=12), tick=False):
        assert write("another@example.org", **RESET)
        assert write("reader@example.org").purpose == Letter.Purpose.ACCOUNT


@pytest.mark.parametrize(
    "recipient", ["", "nobody", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"]
)
def test_what_is_not_one_address_gets_no_letter(write, recipient):
    with pytest.raises(ValidationError):
        write(recipient)
    assert not Letter.objects.exists()


def test_a_subject_of_several_lines_becomes_one_and_adds_no_header(write, sink):
    write(subject="News\r\nBcc: victim@example.org\r\n\r\nBody")
    send_due_letters()
    (mail,) = sink.mails
    assert (mail["Subject"], mail["Bcc"]) == ("News Bcc: victim@example.org Body", None)
