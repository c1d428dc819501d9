"""What the desk sees of following: what a letter says, and how late everything is."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from responses.notifications.follows import leave
from responses.notifications.models import Letter
from responses.notifications.news.finding import announce
from responses.notifications.sender import look
from responses.notifications.services import send_due_letters
from responses.notifications.tokens import CHANGE, LEAVE, token_for
from responses.threads.services.publishing import withdraw
from tests.cast import ALICE, DORA
from tests.factories import (
    edition_of,
    make_user,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
)
from tests.notifications.followers import MONDAY, reader

pytestmark = pytest.mark.django_db

LIST = "/admin/responses/letter/"


@pytest.fixture
def dora(client):
    user = make_user(DORA)
    client.force_login(user)
    return user


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def essay(clock):
    """A response that has just gone live, of a thread that somebody follows."""
    thread = thread_with_prompt()
    publish_all(thread)
    reader(thread=thread)
    clock.shift(60)
    essay = response_to(prompt_of(thread), "Of Souls")
    publish_all(essay)
    return essay


def waiting(client):
    return [(each.number, each.words) for each in client.get("/admin/").context["waiting"]]


def test_a_letter_to_a_follower_is_read_at_the_desk_without_its_readers_links(client, essay, dora):
    look()
    letter = Letter.objects.of_news().get()
    page = client.get(reverse("admin:responses_letter_change", args=[letter.pk])).text
    assert ("New response: Of Souls" in page, "&lt;h2&gt;" in page) == (True, True)
    follower = letter.notices.get().follower
    assert [token_for(follower, purpose) in page for purpose in (CHANGE, LEAVE)] == [False, False]
    assert client.get(f"{LIST}?purpose__exact=news").context["cl"].result_count == 1
    withdraw(edition=edition_of(essay), user=None, note="A mistake.")
    page = client.get(reverse("admin:responses_letter_change", args=[letter.pk])).text
    assert ("Of Souls" in page, "is live no more" in page) == (False, True)


def test_a_letter_in_doubt_is_sent_again_though_it_keeps_no_text(client, essay, dora, sink):
    look()
    letter = Letter.objects.of_news().get()
    Letter.objects.update(state="uncertain", handed_over_at=MONDAY)
    client.post(reverse("admin:responses_letter_again", args=[letter.pk]))
    assert (send_due_letters(), sink.recipients) == (1, ["reader@example.org"])


def test_the_desk_says_how_late_what_nobody_sends_is(client, clock, essay, dora):
    assert waiting(client) == []
    clock.shift(timedelta(minutes=12))
    running = "is send_letters running?"
    assert waiting(client) == [(1, f"texts live and not told of for 12 minutes: {running}")]
    announce()
    clock.shift(timedelta(minutes=6))
    assert waiting(client) == [(1, f"news not written for 6 minutes: {running}")]
    look()
    clock.shift(timedelta(minutes=7))
    assert waiting(client) == [(1, f"e-mails not sent for 7 minutes: {running}")]
    send_due_letters()
    assert waiting(client) == []


def test_whoever_may_not_open_the_letters_is_told_how_late_they_are_too(client, clock, essay):
    client.force_login(make_user(ALICE))
    assert waiting(client) == []
    clock.shift(timedelta(minutes=12))
    tell = "tell whoever runs the site"
    assert waiting(client) == [(1, f"texts live and not told of for 12 minutes: {tell}")]
    announce()
    clock.shift(timedelta(minutes=6))
    assert waiting(client) == [(1, f"news not written for 6 minutes: {tell}")]
    look()
    clock.shift(timedelta(minutes=7))
    assert waiting(client) == [(1, f"e-mails not sent for 7 minutes: {tell}")]
    page = client.get("/admin/").text
    assert (f"e-mails not sent for 7 minutes: {tell}: 1" in page, LIST in page) == (True, False)
    send_due_letters()
    assert waiting(client) == []


def test_news_that_wait_their_turn_while_others_go_are_not_late(client, clock, essay, dora):
    reader("second@example.org", thread=essay.thread)
    clock.shift(1)
    publish_all(response_to(prompt_of(essay.thread), "Of Bodies"))
    look()
    clock.shift(timedelta(minutes=7))
    first = Letter.objects.of_news().earliest("pk")
    Letter.objects.filter(pk=first.pk).update(state="sent", handed_over_at=MONDAY + timedelta(minutes=8))
    assert Letter.objects.of_news().filter(state="waiting").exists()
    assert waiting(client) == []
    clock.shift(timedelta(minutes=6))
    assert [words[:19] for _number, words in waiting(client)] == ["e-mails not sent fo"]


def letter_page(client):
    """A letter's page as text, from its first field on."""
    letter = Letter.objects.of_news().get()
    return client.get(reverse("admin:responses_letter_change", args=[letter.pk])).text.partition("<form")[2]


def test_a_letter_that_was_sent_says_what_it_told_of_and_recomposes_nothing(client, clock, essay, dora):
    look()
    page = letter_page(client)
    assert ("Next try" in page, "if it is sent now" in page) == (True, True)
    send_due_letters()
    clock.shift(60)
    save(edition_of(essay), "Of Souls, again")
    publish_all(essay)
    assert_tells_what_it_told_of(letter_page(client))
    clock.shift(60)
    withdraw(edition=edition_of(essay), user=None, note="A mistake.")
    assert_tells_what_it_told_of(letter_page(client))


def assert_tells_what_it_told_of(page):
    assert '<pre lang="en">New response\nOf Souls\n' in page
    assert "<li>New response: Of Souls (English)</li>" in page
    assert ">New response: Of Souls</div>" in page  # the subject
    gone = ("next try", "if it is sent now", "is live no more", "of souls, again")
    assert [each in page.lower() for each in gone] == [False] * 4


def test_what_went_is_read_word_for_word_but_for_the_links_of_its_reader(client, clock, essay, dora, sink):
    look()
    send_due_letters()
    (mail,) = sink.mails
    went = mail.get_payload(0).get_payload(decode=True).decode().replace("\r\n", "\n")
    letter = Letter.objects.of_news().get()
    reader = letter.notices.get().follower
    own = [token_for(reader, purpose) for purpose in (CHANGE, LEAVE)]
    shown = unescape(letter_page(client).partition('<pre lang="en">')[2].partition("</pre>")[0])
    assert [went.count(token) for token in own] == [1, 1]
    for token in own:
        went = went.replace(token, "hidden")
    assert shown.strip() == went.strip() == letter.text.strip()


def test_a_letter_that_was_dropped_says_of_what_and_why(client, clock, essay, dora):
    look()
    clock.shift(60)
    withdraw(edition=edition_of(essay), user=None, note="A mistake.")
    send_due_letters()
    page = letter_page(client)
    assert "Not sent when its turn came" in page
    assert "<li>New response: Of Souls (English)</li>" in page
    assert ("Next try" in page, "if it is sent now" in page) == (False, False)


def test_a_letter_that_was_sent_is_written_anew_for_who_still_follows(client, clock, essay, dora, sink):
    look()
    send_due_letters()
    letter = Letter.objects.of_news().get()
    address = reverse("admin:responses_letter_again", args=[letter.pk])
    client.post(address, {"twice": "on"})
    clock.shift(60)
    assert (send_due_letters(), [mail["Message-ID"] for mail in sink.mails]) == (1, [letter.message_id] * 2)
    client.post(address, {"twice": "on"})
    leave(follower=letter.notices.get().follower)
    clock.shift(60)
    assert (send_due_letters(), len(sink.mails)) == (0, 2)
    letter.refresh_from_db()
    assert letter.state == "dropped"
