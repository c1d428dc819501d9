"""Following by mail without an account: asked for, confirmed, changed, ended, erased."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail

from responses.notifications.forms import new_stamp
from responses.notifications.models import Follower, Subscription
from responses.notifications.sender import look
from responses.notifications.services import send_due_letters
from tests.factories import (
    prompt_of,
    publish_all,
    response_to,
    thread_with_prompt,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def thread(clock):
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread)
    clock.shift(3600)
    return thread


def form(**changes):
    events = ["wants_responses", "wants_closing_replies", "wants_translations", "wants_corrections"]
    asked = {"address": "reader@example.org", "language": "en", "rhythm": "at_once", "events": events}
    return asked | {"stamp": new_stamp()} | changes


def ask(client, clock, path="/follow/?thread=spirit", **changes):
    typed = form(**changes)
    clock.shift(10)
    return client.post(path, typed)


def sent():
    send_due_letters()
    found, mail.outbox[:] = list(mail.outbox), []
    return found


def link_in(letter, words):
    found = re.search(rf"http://\S*/follow/\S*{words}", letter.body)
    return found[0].removeprefix("http://127.0.0.1:8000")


def test_the_whole_way(client, clock, thread):
    assert client.get("/threads/spirit/").status_code == 200
    assert ask(client, clock).url == "/follow/?thread=spirit&asked=1"
    assert "Look into your mailbox" in client.get("/follow/?thread=spirit&asked=1").text
    (letter,) = sent()
    assert (letter.to, letter.subject) == (
        ["reader@example.org"],
        "Please confirm: follow Does the spirit outlive the body?",
    )
    link = link_in(letter, "/confirm/")
    assert "Does the spirit" in client.get(link).text
    assert not Follower.objects.exists()
    page = client.post(link, follow=True)
    assert "Confirmed." in page.text
    clock.shift(60)
    response = response_to(prompt_of(thread), "Of Souls", summary="Souls differ. In degree only. So it is.")
    publish_all(response)
    look()
    (news,) = sent()
    assert news.subject == "New response: Of Souls"
    assert news.to == ["reader@example.org"]
    assert "Souls differ." in news.body
    one_click = re.match(r"<http://127.0.0.1:8000([^>]+)>", news.extra_headers["List-Unsubscribe"])[1]
    assert "Shall no more e-mails come?" in client.get(one_click).text
    assert Subscription.objects.count() == 1
    answer = client.post(one_click, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.cookies.output()) == (200, "")
    assert Subscription.objects.count() == 0
    publish_all(response_to(prompt_of(thread), "Another"))
    look()
    assert sent() == []
