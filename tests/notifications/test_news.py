"""What went live becomes one letter for each reader who follows it: at once or weekly, in their language."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responses.lib import clock as site_clock
from responses.notifications import follows
from responses.notifications.models import Announcement, Letter, Notice
from responses.notifications.news.finding import announce
from responses.notifications.news.weekly import last_digest
from responses.notifications.news.writing import write_news
from responses.notifications.sender import look, settle
from responses.threads.services.editions import convert_edition
from responses.threads.services.publishing import publish, reinstate, unschedule, withdraw
from responses.threads.services.releases import release
from tests.cast import FAN_ZHEN
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.notifications.followers import MONDAY, html_of, reader, sent, told

pytestmark = pytest.mark.django_db

HOUR = 3600


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def thread(clock):
    thread = thread_with_prompt(slug="spirit", themes=[theme()])
    publish_all(thread)
    clock.shift(HOUR)
    return thread


def answer(thread, title="Of Souls", **said):
    return response_to(prompt_of(thread), title, **said)


def subjects():
    return [letter.subject for letter in told()]


def test_a_letter_says_who_from_where_what_and_what_was_said_in_two_sentences(clock, thread):
    reader(thread=thread)
    clock.shift(HOUR)
    body = "<p>Soul is one. <b>Body</b> is another. Both differ.</p><p>A second paragraph.</p>"
    publish_all(answer(thread, body=body))
    (letter,) = told()
    said = [
        "New response",
        "Of Souls",
        "Anne Conway (Ragley Hall)",
        "Does the spirit outlive the body?",
        "Soul is one. Body is another.",
        "http://127.0.0.1:8000/responses/of-souls/",
    ]
    assert [part in letter.body and part in html_of(letter) for part in said] == [True] * 6
    assert "Both differ" not in letter.body + html_of(letter)
    assert [kind for _content, kind in letter.alternatives] == ["text/html"]
    headers = {name: letter.extra_headers[name] for name in ("Auto-Submitted", "Precedence", "List-Id")}
    assert headers == {
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "List-Id": "<follow.127.0.0.1>",
    }
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_each_reads_in_their_own_language_or_the_original_marked(clock, thread):
    for number, language in enumerate(("en", "zh-hans", "zh-hant")):
        reader(f"r{number}@example.org", language=language, thread=thread)
    clock.shift(HOUR)
    essay = answer(thread)
    publish_all(essay)
    letters = {letter.extra_headers["Content-Language"]: letter for letter in told()}
    assert letters["zh-Hant"].subject == "新回應：Of Souls"
    assert '<a href="http://127.0.0.1:8000/zh-hant/responses/of-souls/" lang="en">' in html_of(
        letters["zh-Hant"]
    )
    assert "[English]" in letters["zh-Hans"].body
    assert "lang=" not in html_of(letters["en"]).partition("<body")[2]

    clock.shift(HOUR)
    publish_all(translation_of(essay, "zh-hans", "论灵魂", summary="灵魂。身体。"))
    (letter,) = told()
    assert letter.subject == "现已有您的语言版本：论灵魂"
    assert ("灵魂。身体。" in letter.body, "[English]" in letter.body) == (True, False)
    clock.shift(HOUR)
    convert_edition(source=edition_of(essay, "zh-hans"), user=None)
    publish_all(edition_of(essay, "zh-hant"))
    assert [each.extra_headers["Content-Language"] for each in told()] == ["zh-Hant"]


def test_texts_published_together_come_in_one_letter_each_once(clock, thread):
    reader(thread=thread, language="zh-hans")
    clock.shift(HOUR)
    first, second = answer(thread), answer(thread, "Of Bodies")
    editions = [edition_of(first), translation_of(first, "zh-hans", "论灵魂"), edition_of(second)]
    release(revisions=[each.latest for each in editions], user=None)
    (letter,) = told()
    assert letter.subject.endswith("2 篇新文章")
    assert [letter.body.count(title) for title in ("论灵魂", "Of Souls", "Of Bodies")] == [1, 0, 1]


def test_who_follows_thread_theme_person_and_everything_hears_of_a_text_once(clock, thread):
    subject, author = thread.themes.get(), person(FAN_ZHEN)
    follower = reader(thread=thread)
    for topic in ({"theme": subject}, {"person": author}, {}):
        follower.subscriptions.create(**topic)
    for number, topic in enumerate(({"theme": subject}, {"person": author}, {})):
        reader(f"r{number}@example.org", **topic)
    reader("other@example.org", person=person())
    clock.shift(HOUR)
    publish_all(answer(thread, authors=[author], themes=[]))
    letters = told()
    assert sorted(letter.to[0] for letter in letters) == [
        "r0@example.org",
        "r1@example.org",
        "r2@example.org",
        "reader@example.org",
    ]


def test_only_what_was_wished_for_is_told(clock, thread):
    reader("a@example.org", thread=thread, wants_responses=False)
    reader("b@example.org", thread=thread, wants_closing_replies=False)
    clock.shift(HOUR)
    publish_all(answer(thread))
    assert [letter.to for letter in told()] == [["b@example.org"]]
    clock.shift(HOUR)
    publish_all(answer(thread, "Last words", kind="closing_reply"))
    assert [(letter.to, letter.subject) for letter in told()] == [
        (["a@example.org"], "Closing reply: Last words")
    ]


def test_a_new_thread_is_told_to_those_who_follow_everything_or_its_theme(clock, thread):
    reader("all@example.org")
    reader("theme@example.org", theme=thread.themes.get())
    reader("thread@example.org", thread=thread)
    clock.shift(HOUR)
    publish_all(
        thread_with_prompt("What is time?", slug="time", themes=[thread.themes.get()], prompt="On time")
    )
    letters = told()
    assert {letter.to[0]: letter.subject for letter in letters} == {
        "all@example.org": "New thread: On time",
        "theme@example.org": "New thread: On time",
    }
    assert "http://127.0.0.1:8000/threads/time/" in letters[0].body


def test_a_correction_is_told_when_it_has_a_note_for_readers_and_never_else(clock, thread):
    essay = answer(thread)
    publish_all(essay)
    reader(thread=thread)
    clock.shift(HOUR)
    release(revisions=[save(edition_of(essay), "Of Soul")], user=None)
    assert subjects() == []
    clock.shift(HOUR)
    release(revisions=[save(edition_of(essay), "Of souls")], user=None, correction="The year is 1690.")
    (letter,) = told()
    assert letter.subject == "Correction: Of souls"
    assert "What was corrected: The year is 1690." in letter.body
    assert "The first paragraph" not in letter.body
    clock.shift(HOUR)
    withdraw(edition=edition_of(essay), user=None, note="A mistake.")
    clock.shift(HOUR)
    reinstate(edition=edition_of(essay), user=None)
    assert subjects() == []


def test_a_scheduled_text_is_told_after_its_instant_once_and_never_before(clock, thread):
    reader(thread=thread)
    clock.shift(HOUR)
    live_at = site_clock.now() + timedelta(hours=5)
    publish_all(answer(thread), at=live_at)
    clock.move_to(live_at - timedelta(seconds=1))
    assert subjects() == []
    clock.move_to(live_at + timedelta(seconds=1))
    assert subjects() == ["New response: Of Souls"]
    clock.shift(HOUR)
    assert subjects() == []


def test_what_was_called_off_is_never_told(clock, thread):
    reader(thread=thread)
    clock.shift(HOUR)
    (act,) = publish_all(answer(thread), at=site_clock.now() + timedelta(hours=5))
    unschedule(publication=act, user=None)
    clock.shift(6 * HOUR)
    assert subjects() == []


def test_a_letter_whose_text_was_withdrawn_or_whose_reader_left_is_dropped_unsent(clock, thread):
    staying, leaving = reader(thread=thread), reader("leaving@example.org", thread=thread)
    clock.shift(HOUR)
    essay, other = answer(thread), answer(thread, "Of Bodies")
    publish_all(essay, other)
    look()
    assert Letter.objects.of_news().count() == 2
    withdraw(edition=edition_of(essay), user=None, note="A mistake.")
    follows.leave(follower=leaving)
    (letter,) = sent()
    assert (letter.to, letter.subject) == ([staying.address], "New response: Of Bodies")
    assert "Of Souls" not in letter.body + html_of(letter)
    assert list(Letter.objects.of_news().order_by("pk").values_list("state", flat=True)) == [
        "sent",
        "dropped",
    ]


def test_news_older_than_the_reader_are_no_news(clock, thread):
    publish_all(answer(thread))
    clock.shift(HOUR)
    reader(thread=thread)
    assert subjects() == []
    assert Announcement.objects.count() == 0


def test_a_weekly_reader_gets_one_letter_on_monday_morning_in_washington(clock, thread):
    reader(thread=thread, rhythm="weekly")
    for day, title in ((1, "Of Souls"), (3, "Of Bodies")):
        clock.move_to(MONDAY + timedelta(days=day))
        publish_all(answer(thread, title))
        assert subjects() == []
    release(revisions=[save(edition_of(thread.essays.last()), "Of bodies")], user=None, correction="A note.")
    look()
    clock.move_to(MONDAY.replace(hour=12, minute=59, second=59) + timedelta(days=7))  # 07:59:59 there
    settle()
    assert sent() == []
    clock.shift(1)
    settle()
    (letter,) = sent()
    assert letter.subject == "Dialogue Initiative: 2 texts this week"
    # Of a text that is new to its reader, a correction is no news of its own.
    assert [letter.body.count(words) for words in ("Of Souls", "Of bodies", "A note.")] == [1, 1, 0]
    clock.shift(HOUR)
    publish_all(answer(thread, "Of Time"))
    look()
    settle()
    assert sent() == []
    clock.shift(7 * 24 * HOUR)
    settle()
    assert [letter.subject for letter in sent()] == ["Dialogue Initiative: 1 text this week"]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-09T11:59:59+00:00", "2026-03-02T13:00:00+00:00"),  # clocks went forward on Sunday
        ("2026-03-09T12:00:00+00:00", "2026-03-09T12:00:00+00:00"),
        ("2026-11-25T00:00:00+00:00", "2026-11-23T13:00:00+00:00"),
    ],
)
def test_the_weekly_hour_is_by_the_clocks_of_the_first_place(db, now, due):
    assert last_digest(datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_letters_to_followers_go_at_a_rate_and_behind_all_others(clock, thread, settings, write):
    settings.LETTERS_A_MINUTE = 20
    for number in range(5):
        reader(f"r{number}@example.org", thread=thread)
    clock.shift(HOUR)
    publish_all(answer(thread))
    look()
    write("urgent@example.org")
    assert [letter.to[0] for letter in sent()] == ["urgent@example.org", "r0@example.org", "r1@example.org"]
    assert sent() == []
    clock.shift(6)
    assert [letter.to[0] for letter in sent()] == ["r2@example.org", "r3@example.org"]


@pytest.mark.parametrize("many", [1, 25])
def test_publishing_asks_as_much_however_many_follow_and_so_does_a_batch_of_letters(clock, thread, many):
    # Another thread, so that what is published is compared with something.
    publish_all(thread_with_prompt("Who owns a lake?"))
    for number in range(many):
        reader(f"r{number}@example.org", thread=thread)
    clock.shift(HOUR)
    revision = edition_of(answer(thread)).latest
    with CaptureQueriesContext(connection) as publishing:
        publish(revision=revision, user=None)
    with CaptureQueriesContext(connection) as announcing:
        bulletin = announce()
    with CaptureQueriesContext(connection) as writing:
        write_news(bulletin=bulletin)
    assert (len(publishing), len(announcing), len(writing)) == (23, 9, 13)
    assert Letter.objects.of_news().count() == Notice.objects.count() == many


def test_a_letter_of_one_text_and_of_many_takes_the_same_queries(clock, thread):
    reader("one@example.org", thread=thread)
    clock.shift(HOUR)
    counts = []
    for number in (1, 5):
        for each in range(number):
            publish_all(answer(thread, f"Title {number}-{each}"))
        clock.shift(HOUR)
        look()
        with CaptureQueriesContext(connection) as queries:
            assert len(sent()) == 1
        counts.append(len(queries))
    assert counts[0] == counts[1]
