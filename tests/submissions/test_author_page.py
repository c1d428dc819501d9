"""The author's own page: true words on where the essay stands, and how to take it back."""

import re
from datetime import timedelta

import pytest

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.errors import Unmoved
from responses.submissions.models import Submission
from responses.submissions.sending.stands import said_of_state
from responses.submissions.services.ending import withdraw
from responses.submissions.tokens import token_of
from tests.submissions.forms import filled, opened, press, token_in
from tests.submissions.making import call, submission, unfinished

pytestmark = pytest.mark.django_db

State = Submission.State


def text_of(answer):
    return answer.content.decode()


def standing(essay, state, **columns):
    essay.state = state
    for name, value in columns.items():
        setattr(essay, name, value)
    return said_of_state(essay).name


def test_each_state_is_said_in_words_and_being_read_only_once_it_is():
    essay = submission(call())

    assert standing(essay, State.RECEIVED) == "Received"
    assert standing(essay, State.RECEIVED, opened_at=clock.now()) == "Being read"
    said = [standing(essay, state) for state in State if state != State.RECEIVED]
    assert said == [
        "Not sent yet",
        "Please put something right",
        "A revision is asked for",
        "Your revision has come",
        "Accepted",
        "Not accepted",
        "Withdrawn",
    ]


@pytest.mark.parametrize("state", [state for state in State if state != State.UNFINISHED])
def test_what_happens_next_is_said_only_while_an_answer_is_to_come(client, state):
    essay = submission(call(answer_by=clock.now().date() + timedelta(days=30)))
    ended_at = clock.now() if state in Submission.ENDED else None
    Submission.objects.filter(pk=essay.pk).update(state=state, ended_at=ended_at)

    page = text_of(client.get(f"/submissions/{token_of(essay)}/"))

    assert ("What happens next" in page) == (state in (State.RECEIVED, State.REVISION_IN))
    assert ("after our answer" in page) == (state not in (State.WITHDRAWN, State.ACCEPTED))
    assert ("stays with the response" in page) == (state == State.ACCEPTED)
    assert ("after you withdrew it" in page) == (state == State.WITHDRAWN)


def test_what_was_never_sent_is_said_to_go_a_month_after_the_end(client):
    page = text_of(client.get(f"/submissions/{token_of(unfinished(call()))}/"))

    assert "deleted when the call has been closed for a month" in page
    assert "after our answer" not in page


def test_what_was_sent_is_listed_and_each_version_can_be_read(client):
    river = call()
    token = token_in(press(client, "send"))
    path = f"/submissions/{token}/write/"
    client.post(path, opened(client, path) | filled(1, act="send", title="Another title"))

    page = text_of(client.get(f"/submissions/{token}/"))
    first = text_of(client.get(f"/submissions/{token}/versions/1/"))

    assert re.findall(r'<a href="[^"]*/versions/\d/">(.*?)</a>', page) == [
        "Another title",
        "The river in turn 1",
    ]
    assert f"Essay {river.pk}-001, version 1" in first
    assert "It carries no flag." in first
    missing = [client.get(f"/submissions/{token}/versions/{number}/").status_code for number in (0, 3, 99999)]
    assert missing == [404, 404, 404]


def test_withdrawing_is_shown_by_get_and_done_by_post_once_with_one_letter(client):
    essay = submission(call())
    path = f"/submissions/{token_of(essay)}/withdraw/"

    shown = client.get(path)
    essay.refresh_from_db()
    before = essay.state
    client.post(path)
    client.post(path)

    essay.refresh_from_db()
    assert "Withdraw your essay?" in text_of(shown)
    assert (before, essay.state) == (State.RECEIVED, State.WITHDRAWN)
    letter = Letter.objects.get(purpose="submission")
    assert letter.subject == f"Your essay is withdrawn: {essay.reference}"
    assert "Rivka" not in letter.text
    page = text_of(client.get(f"/submissions/{token_of(essay)}/"))
    assert [words in page for words in ("Withdrawn", "Change it and send it again")] == [True, False]


def test_what_was_decided_on_is_not_withdrawn(client):
    essay = submission(call())
    Submission.objects.filter(pk=essay.pk).update(state=State.DECLINED, ended_at=clock.now())

    with pytest.raises(Unmoved):
        withdraw(submission=essay)

    answer = client.post(f"/submissions/{token_of(essay)}/withdraw/")
    assert answer.status_code == 409
    assert "This essay can no longer be withdrawn here. Please write to us." in text_of(answer)


def test_an_unfinished_one_can_be_thrown_away_with_its_letters(client):
    call()
    token = token_in(press(client, "save"))

    page = text_of(client.post(f"/submissions/{token}/", {"throw_away": "1"}))

    assert "What you wrote is deleted, with everything you told us." in page
    assert [Submission.objects.count(), Letter.objects.count()] == [0, 0]
    assert client.get(f"/submissions/{token}/").status_code == 404


def test_a_sent_one_is_not_thrown_away_so(client):
    essay = submission(call())

    client.post(f"/submissions/{token_of(essay)}/", {"throw_away": "1"})

    assert Submission.objects.get() == essay


@pytest.mark.parametrize("page", ["", "write/", "withdraw/", "versions/1/"])
def test_whoever_has_another_key_or_none_gets_what_a_page_that_never_was_gives(client, page):
    mine, other = submission(call(), 1), unfinished(call("another"), 2)
    crossed = f"{mine.pk}-{token_of(other).partition('-')[2]}"
    keys = [crossed, f"{mine.pk}-{'0' * 48}", f"999-{'0' * 48}", "x", str(mine.pk)]

    answers = [client.get(f"/submissions/{key}/{page}") for key in keys]

    assert [each.status_code for each in answers] == [404] * 5
    bodies = {
        text_of(each).replace(f"submissions/{key}/", "KEY") for each, key in zip(answers, keys, strict=True)
    }
    assert len(bodies) == 1
    assert client.post(f"/submissions/{crossed}/keep/", filled()).status_code == 404


def test_what_is_not_sent_stands_on_no_other_page(client):
    river = call()
    secret = unfinished(river, 1, title="Xyzzy in the river", rich=False, text="Plugh.")
    paths = [
        "/",
        "/calls/who-owns-a-river/submit/",
        "/submissions/",
        "/feed/",
        "/search/?q=xyzzy",
        "/sitemap.xml",
    ]

    before = [text_of(client.get(path)) for path in paths]

    assert [
        path for path, page in zip(paths, before, strict=True) if "Xyzzy" in page or "Plugh" in page
    ] == []
    assert "Xyzzy" in text_of(client.get(f"/submissions/{token_of(secret)}/"))


@pytest.mark.parametrize("number", [1, 3])
def test_an_authors_page_asks_the_database_little(client, number, django_assert_num_queries):
    token = token_in(press_many(client, number))
    client.get(f"/submissions/{token}/")

    with django_assert_num_queries(5):
        client.get(f"/submissions/{token}/")


def press_many(client, number):
    call()
    answer = press(client, "send")
    path = f"/submissions/{token_in(answer)}/write/"
    for each in range(2, number + 1):
        client.post(path, opened(client, path) | filled(1, act="send", title=f"Title {each}"))
    return answer
