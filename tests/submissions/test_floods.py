"""Floods: of one address five essays an hour, of one network as many as come; nothing is ever lost by it."""

from datetime import timedelta

import pytest
import time_machine

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.errors import TooMany
from responses.submissions.models import Submission
from responses.submissions.sending import guard
from responses.submissions.services import floods
from responses.submissions.services.sending import send
from responses.submissions.services.writing import keep
from tests.submissions.forms import SUBMIT, filled, opened, press
from tests.submissions.making import call, content, submission, unfinished

pytestmark = pytest.mark.django_db


def five(to):
    for _each in range(floods.ESSAYS):
        submission(to, 1)


def test_the_sixth_essay_of_an_address_within_an_hour_waits_and_says_so(client):
    river = call(entries_per_person=20)
    five(river)

    answer = press(client, "send")

    page = client.get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert "Too many essays were sent with this e-mail address within an hour." in page
    assert "carries no flag" in page
    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=1)):
        sixth = send(submission=Submission.objects.unfinished().get())
    assert sixth.submission.number == 6


def test_whoever_was_held_back_in_time_may_send_after_the_end(client):
    river = call(entries_per_person=20, closes_at=clock.now() + timedelta(minutes=5))
    five(river)

    press(client, "send")

    held = Submission.objects.unfinished().get()
    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=1)):
        assert send(submission=held).number == 1
    held.refresh_from_db()
    assert held.is_late is True


def test_changing_one_essay_often_is_no_flood_but_without_end_it_is():
    essay = submission(call())

    def change(number):
        essay.refresh_from_db()
        keep(submission=essay, content=content(title=f"Title {number}"), based_on=essay.edit)
        send(submission=essay)

    for number in range(2, floods.VERSIONS + 1):
        change(number)
    with pytest.raises(TooMany):
        change(floods.VERSIONS + 1)


def test_an_address_gets_ten_receipts_a_day_by_mail_and_every_essay_counts():
    river = call(entries_per_person=20)
    begun = clock.now()
    for number in range(12):
        with time_machine.travel(begun + timedelta(minutes=20 * number)):
            submission(river, 1)

    assert Letter.objects.filter(purpose="receipt").count() == 10
    assert Submission.objects.sent().count() == 12


def test_one_essay_more_than_is_allowed_is_taken_and_shown_to_editors():
    river = call(entries_per_person=1)

    first, second, other = submission(river, 1), submission(river, 1), submission(river, 2)

    assert list(Submission.objects.more_than_allowed()) == [second]
    assert {first.state, other.state} == {Submission.State.RECEIVED}


def test_beyond_a_high_ceiling_the_answer_waits_and_is_the_same(client, monkeypatch):
    call()
    monkeypatch.setitem(guard.AT_ONCE, "essay", 2)

    waits = []
    for number in range(4):
        answer = press(client, "send", number=number)
        waits.append(answer.wsgi_request.META.get("responses.pause", 0))
        assert answer.headers["Location"].endswith("?sent=1")

    assert waits == [0, 0, 1, 1]


def test_wrong_codes_are_answered_later_and_later_and_never_otherwise(client, monkeypatch):
    monkeypatch.setitem(guard.AT_ONCE, "code", 1)

    answers = [client.post("/submissions/", {"code": "0000-0000-0000-0000"}) for _each in range(3)]

    assert [each.wsgi_request.META.get("responses.pause", 0) for each in answers] == [0, 1, 1]
    assert [each.status_code for each in answers] == [404] * 3


def test_names_that_are_hidden_are_not_read_off_the_outbox():
    submission(call(names_hidden=True))

    assert Letter.objects.get().hides_recipient is True


def test_letters_lose_their_links_once_they_are_sent():
    submission(call())

    assert Letter.objects.get().holds_secret is True


def test_keys_of_strangers_begin_an_essay_of_their_own(client):
    river = call()
    mine = unfinished(river)
    carried = opened(client) | {"key": mine.key[:5]}

    with time_machine.travel(clock.now().timestamp() + 30):
        client.post(SUBMIT, carried | filled(2, act="save"))

    mine.refresh_from_db()
    assert mine.content["name"] == "Rivka Example 1"
    assert Submission.objects.count() == 2
