"""Views of a text a day: counted in memory, added up in one write, and nothing of a reader in it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from responses.visits.counting import Tally, tally
from responses.visits.models import DailyViews
from responses.visits.services import add_views
from tests.cast import ALICE, CHARLIE
from tests.factories import make_user, prompt_of, publish_all, response_to, thread_with_prompt, translation_of
from tests.threads.test_concurrency import at_once

LIST = "/admin/responses/dailyviews/"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
READER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def counting(monkeypatch):
    """A tally that counts, without the thread that writes it down."""
    fresh = Tally()
    fresh.started = True
    monkeypatch.setattr("responses.visits.counting.tally", fresh)
    return fresh


@pytest.fixture
def reply(db):
    thread = thread_with_prompt(slug="spirit")
    essay = response_to(prompt_of(thread), slug="a-reply")
    publish_all(thread)
    publish_all(translation_of(essay, "zh-hans"))
    return essay


def counted():
    return list(
        DailyViews.objects.order_by("essay", "language", "day").values_list("language", "day", "count")
    )


def test_a_text_opened_twice_is_counted_twice_in_the_language_that_was_read(reply, counting):
    for path in ("/responses/a-reply/", "/zh-hant/responses/a-reply/", "/zh-hans/responses/a-reply/"):
        assert Client(headers=READER).get(path).status_code == 200
    assert counted() == []
    counting.write()
    day = datetime.now(UTC).date()
    assert counted() == [("en", day, 2), ("zh-hans", day, 1)]
    assert Client(headers=READER).get("/threads/spirit/").status_code == 200
    counting.write()
    prompt = prompt_of(reply.thread)
    assert [each.count for each in DailyViews.objects.filter(essay=prompt)] == [1]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        READER | {"Sec-Purpose": "prefetch;prerender"},
        READER | {"Purpose": "prefetch"},
    ],
)
def test_machines_and_browsers_that_fetch_ahead_are_not_counted(reply, counting, headers):
    Client(headers=headers).get("/responses/a-reply/")
    Client(headers=READER).head("/responses/a-reply/")
    assert dict(counting.counts) == {}


def test_a_draft_and_an_address_that_never_was_are_not_counted(reply, counting):
    response_to(reply, slug="a-draft")
    for path in ("/responses/a-draft/", "/responses/nowhere/"):
        Client(headers=READER).get(path)
    assert dict(counting.counts) == {}


@pytest.mark.django_db
def test_a_process_that_was_not_started_counts_nothing(reply):
    Client(headers=READER).get("/responses/a-reply/")
    assert (tally.started, dict(tally.counts)) == (False, {})


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_processes_that_add_at_once_both_count():
    thread = thread_with_prompt()
    seen = (prompt_of(thread).pk, "en", NOON.date())
    at_once(*[lambda: add_views({seen: 5})] * 4)
    assert counted() == [("en", NOON.date(), 20)]


def test_what_the_database_does_not_take_waits_for_the_next_time(reply, counting, monkeypatch):
    counting.add(reply.pk, "en")
    with monkeypatch.context() as broken:
        broken.setattr("responses.visits.services.ADD", "INSERT INTO nowhere VALUES (%s, %s, %s, %s)")
        with transaction.atomic():
            counting.write()
    counting.add(reply.pk, "en")
    counting.write()
    assert [count for _language, _day, count in counted()] == [2]


@pytest.mark.parametrize("many", [1, 3])
def test_editors_see_what_was_most_read_in_a_week_and_in_a_month(
    client, reply, many, django_assert_num_queries
):
    client.force_login(make_user(ALICE))
    others = [response_to(reply, f"Reply {n}", slug=f"reply-{n}") for n in range(many)]
    with time_machine.travel(NOON, tick=False):
        for ago, number in ((0, 5), (6, 7), (7, 100), (29, 1000), (30, 9999)):
            day = NOON.date() - timedelta(days=ago)
            add_views({(reply.pk, "en", day): number} | {(each.pk, "en", day): 1 for each in others})
        client.get(LIST)
        with django_assert_num_queries(7):
            lines = client.get(LIST).context["lines"]
    assert [(line.week, line.month) for line in lines] == [(12, 1112), *[(2, 4)] * many]
    assert lines[0].label.endswith("A reply")


@pytest.mark.parametrize("many", [1, 30])
def test_editors_see_the_days_of_a_text_by_language(client, reply, many, django_assert_num_queries):
    client.force_login(make_user(ALICE))
    today = NOON.date()
    seen = {("en", 0): 1, ("zh-hant", 0): 2, ("zh-hans", 29): 4, ("en", 30): 9999}
    others = {(reply.pk, "zh-hant", today - timedelta(days=ago)): 1 for ago in range(1, many)}
    with time_machine.travel(NOON, tick=False):
        add_views({(reply.pk, code, today - timedelta(days=ago)): n for (code, ago), n in seen.items()})
        add_views({(prompt_of(reply.thread).pk, "en", today): 50} | others)
        listed = client.get(LIST)
        line = listed.context["lines"][1]
        assert f'href="{line.days}"' in listed.text
        assert (line.label.endswith("A reply"), line.month) == (True, 6 + many)
        assert line.by_language == [1, 4, 1 + many]
        with django_assert_num_queries(7):
            page = client.get(line.days)
    days = page.context["days"]
    assert (len(days), days[0]) == (30, (today, [1, 0, 2], 3))
    assert days[29] == (today - timedelta(days=29), [0, 4, int(many == 30)], 4 + int(many == 30))
    assert '<th scope="row">2026-11-22</th>' in page.text


def test_a_text_that_nobody_opened_says_so_and_what_is_none_is_not_found(client, reply):
    client.force_login(make_user(ALICE))
    address = reverse("admin:responses_dailyviews_text", args=[reply.pk])
    add_views({(reply.pk, "en", datetime.now(UTC).date() - timedelta(days=40)): 1})
    page = client.get(address).text
    assert ("Nobody opened this text in the last 30 days" in page, "<table" in page) == (True, False)
    missing = reverse("admin:responses_dailyviews_text", args=[10**30])
    assert client.get(missing).status_code == 404
    client.force_login(make_user(CHARLIE))
    assert client.get(address).status_code == 403


def test_the_desk_says_for_how_long_a_page_that_was_kept_is_not_counted_again(client, reply):
    kept = re.search(r"max-age=(\d+)", Client().get("/responses/a-reply/")["Cache-Control"])[1]
    client.force_login(make_user(ALICE))
    address = reverse("admin:responses_dailyviews_text", args=[reply.pk])
    for page in (LIST, address):
        assert f"which they keep for {kept} seconds" in client.get(page).text


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "name"),
    [("'en', '2026-11-22', 0", "daily_views_are_some"), ("'en', '2026-11-21', 1", "counted_once|essay_id")],
)
def test_the_table_refuses(row, name):
    essay = prompt_of(thread_with_prompt())
    add_views({(essay.pk, "en", NOON.date() - timedelta(days=1)): 1})
    sql = f"INSERT INTO responses_dailyviews (essay_id, language, day, count) VALUES ({essay.pk}, {row})"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        connection.cursor().execute(sql)
