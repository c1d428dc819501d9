"""The window closes by the server's clock; nothing typed is lost, and it says what can still be done."""

import re
from datetime import timedelta

import pytest
import time_machine

from responses.calls.models import Invitation
from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Submission, SubmissionVersion
from responses.submissions.tokens import token_of
from tests.submissions.forms import SUBMIT, filled, hidden, opened, press, token_in
from tests.submissions.making import call, unfinished

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def at_the_minute(call_, minutes):
    """The clock, so many minutes after the call has closed."""
    return time_machine.travel(call_.closes_at + minutes * MINUTE, tick=False)


def text_of(answer):
    return answer.content.decode()


def test_what_was_begun_is_sent_in_grace_and_nothing_speaks_of_it(client):
    river = call(grace_minutes=10)
    essay = unfinished(river, rich=False, text="Of rivers.")
    path = f"/submissions/{token_of(essay)}/write/"

    with at_the_minute(river, 1):
        page = text_of(client.get(path))
        answer = client.post(path, hidden(page) | filled(1, act="send"))
        receipt = text_of(client.get(answer.headers["Location"]))

    said = page + receipt + "".join(Letter.objects.values_list("text", flat=True))
    assert Submission.objects.get().is_late is True
    assert "Your essay has come" in receipt
    assert re.findall(r"\bgrace|\blate\b", said.lower()) == []


def test_a_form_that_was_open_when_the_call_closed_is_taken_in_grace(client):
    river = call(grace_minutes=10)
    with at_the_minute(river, -2):
        carried = opened(client)

    with at_the_minute(river, 1):
        answer = client.post(SUBMIT, carried | filled(1, act="send"))
        fresh = client.get(SUBMIT)

    assert answer.headers["Location"].endswith("?sent=1")
    assert "This call takes no new essays." in text_of(fresh)
    assert "<textarea" not in text_of(fresh)


def test_after_grace_it_is_not_sent_but_kept_and_can_be_copied(client):
    river = call(grace_minutes=10)
    with at_the_minute(river, -2):
        carried = opened(client)

    with at_the_minute(river, 11):
        answer = client.post(SUBMIT, carried | filled(1, act="send"), follow=True)

    page = text_of(answer)
    assert SubmissionVersion.objects.count() == 0
    assert "The call has closed. What you wrote is below: you can read and copy it." in page
    assert "carries no flag" in page
    assert "What can still be done" in page


def test_what_is_typed_after_the_end_is_kept_too(client):
    river = call()
    essay = unfinished(river, rich=False, text="Before.")
    keep_at = f"/submissions/{token_of(essay)}/keep/"

    with at_the_minute(river, 3):
        answer = client.post(keep_at, filled(1, text="After.", edit="1"))

    essay.refresh_from_db()
    assert answer.json()["open"] is False
    assert essay.content["text"] == "After."


def test_with_an_access_code_it_is_sent_late(client):
    river = call()
    essay = unfinished(river)
    code = Invitation.objects.create(call=river, good_until=river.closes_at + timedelta(days=2)).code
    author_at = f"/submissions/{token_of(essay)}/"

    with at_the_minute(river, 60):
        wrong = client.post(author_at, {"access_code": "NO-SUCH-CODE"}, follow=True)
        right = client.post(author_at, {"access_code": code.lower()})
        page = text_of(client.get(right.headers["Location"]))
        answer = client.post(right.headers["Location"], hidden(page) | filled(1, act="send"))

    assert "This access code is not good for this call." in text_of(wrong)
    assert answer.headers["Location"].endswith("?sent=1")
    assert Submission.objects.get().is_late is True


def test_where_only_the_invited_send_a_code_is_needed_and_is_used_once(client):
    river = call(entry="invited")
    code = Invitation.objects.create(call=river).code

    without = press(client, "send", follow=True)
    first = press(client, "send", f"{SUBMIT}?code={code}", number=2, access_code=code)
    second = press(client, "send", number=3, access_code=code)

    assert "refused=NotInvited" in without.headers["Location"]
    assert first.headers["Location"].endswith("?sent=1")
    assert "refused=NotInvited" in second.headers["Location"]
    page = text_of(client.get(second.headers["Location"].partition("#")[0]))
    assert "This access code is not good for this call." in page


def test_a_call_that_is_not_open_yet_or_not_shown_takes_nothing(client):
    now = clock.now()
    call("coming", opens_at=now + timedelta(days=1))
    call("hidden", shown_from=None)

    ahead, unseen, none = (client.get(f"/calls/{slug}/submit/") for slug in ("coming", "hidden", "none"))

    assert "This call takes no essays yet." in text_of(ahead)
    assert [ahead.status_code, unseen.status_code, none.status_code] == [200, 404, 404]
    assert text_of(unseen).replace("/hidden/", "/none/") == text_of(none)
    assert client.post("/calls/hidden/submit/", filled()).status_code == 404


def test_what_was_changed_and_not_sent_before_the_end_is_said_and_shown(client):
    river = call()
    token = token_in(press(client, "send"))
    press(client, "save", f"/submissions/{token}/write/", text="A later thought.")

    with at_the_minute(river, 5):
        page = text_of(client.get(f"/submissions/{token}/"))

    assert "You changed something that is not sent yet." in page
    assert "A later thought." in page
    assert "Change it and send it again" not in page


@pytest.mark.parametrize(("hard", "arrives"), [(True, 0), (False, 1)])
def test_a_hard_limit_says_how_many_too_many_and_an_advisory_one_takes_it(client, hard, arrives):
    call(limits={"en": {"most": 10}}, limits_are_hard=hard)

    answer = press(client, "send")

    page = text_of(client.get(answer.headers["Location"].partition("#")[0]))
    assert SubmissionVersion.objects.count() == arrives
    assert ("The essay is 4 words too long: at most 10 are asked for." in page) is hard
    assert ("14 / 10 words – 4 too many" in page) is hard
