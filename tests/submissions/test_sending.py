from datetime import timedelta

import pytest

from responses.lib import clock
from responses.submissions.errors import Incomplete, KeptElsewhere, NotOpen
from responses.submissions.models import Submission
from responses.submissions.services.sending import send
from responses.submissions.services.writing import begin, keep
from responses.submissions.tokens import code_of, submission_by, submission_by_code, token_of
from tests.submissions.making import call, content, submission, unfinished

pytestmark = pytest.mark.django_db


def test_a_submission_counts_once_it_is_sent_and_gets_the_next_number_of_its_call():
    river = call()

    first, second = submission(river, 1), submission(river, 2)

    assert [first.number, second.number] == [1, 2]
    assert first.reference == f"{river.pk}-001"
    assert first.state == Submission.State.RECEIVED


def test_the_same_content_sent_again_is_the_version_that_was_sent():
    sent = submission(call())

    again = send(submission=sent)

    assert again.number == 1
    assert sent.versions.count() == 1


def test_what_is_changed_and_sent_before_the_end_is_the_next_version():
    sent = submission(call())
    keep(submission=sent, content=content(title="Another title"), based_on=sent.edit)

    send(submission=sent)

    assert list(sent.versions.order_by("number").values_list("title", flat=True)) == [
        "The river in turn 1",
        "Another title",
    ]


def test_after_the_end_nothing_is_sent_but_what_was_typed_is_kept():
    now = clock.now()
    river = call(opens_at=now - timedelta(days=3), closes_at=now - timedelta(minutes=2))
    typed = unfinished(river)

    with pytest.raises(NotOpen):
        send(submission=typed)

    typed.refresh_from_db()
    assert typed.content["title"] == "The river in turn 1"
    assert typed.number is None


def test_in_the_grace_period_it_is_sent_and_is_late():
    now = clock.now()
    river = call(opens_at=now - timedelta(days=3), closes_at=now - timedelta(minutes=2), grace_minutes=10)

    assert submission(river).is_late is True


def test_what_is_missing_is_said_by_field():
    empty = begin(call=call(), language="en", content={"body": "<p>Some text.</p>"})

    with pytest.raises(Incomplete) as refused:
        send(submission=empty)

    assert list(refused.value.fields) == ["title", "name", "email", "school", "own_work", "ai_use"]


def test_two_windows_notice_each_other():
    typed = unfinished(call())
    keep(submission=typed, content=content(title="In the first window"), based_on=1)

    with pytest.raises(KeptElsewhere):
        keep(submission=typed, content=content(title="In the second window"), based_on=1)


def test_the_same_key_begins_one_submission():
    river = call()

    assert begin(call=river, language="en", content={}, key="k" * 22) == begin(
        call=river, language="en", content={}, key="k" * 22
    )


def test_a_link_and_a_code_open_the_submission_and_nothing_near_them_does():
    typed = unfinished(call())

    assert submission_by(token_of(typed)) == typed
    assert submission_by(token_of(typed)[:-1] + "x") is None
    assert submission_by_code(code_of(typed).lower().replace("-", " ").replace("0", "o")) == typed
    assert submission_by_code("0000-0000-0000-0000") is None
