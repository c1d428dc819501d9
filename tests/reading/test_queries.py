"""Queries are counted, not timed: the same number for one item and for forty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from responses.lib.short_ids import short_id
from responses.threads.models import Essay
from tests.cast import ANNE_CONWAY
from tests.factories import (
    answering,
    person,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)

DATED = {"dated_precision": "day", "dated_year": 2017, "dated_month": 9, "dated_day": 21}


def a_site(responses: int) -> None:
    """``responses`` answers by as many people in one thread, and as many more threads of its theme."""
    subject = theme()
    thread = thread_with_prompt(themes=[subject], slug="spirit", dated=DATED)
    prompt = prompt_of(thread)
    publish_all(prompt)
    for number in range(responses):
        author = person(
            {"en": {"name": f"Author {number:02}"}} if number else ANNE_CONWAY, slug=f"author-{number}"
        )
        answer = response_to(prompt, f"Reply {number}", slug=f"reply-{number}", authors=[author], dated=DATED)
        publish_all(answering(answer, (0, ""), (1, "second paragraph")))
        publish_all(translation_of(answer, "zh-hans"))
        reply = response_to(
            Essay.objects.get(slug="reply-0"), f"To the first {number}", slug=f"second-{number}", dated=DATED
        )
        publish_all(answering(reply, (1, "")))
        other = {"slug": f"other-{number}", "prompt_slug": f"prompt-{number}"}
        publish_all(thread_with_prompt(f"Thread {number}?", themes=[subject], **other))


COUNTS = {
    "/": 6,
    "/threads/": 5,
    "/threads/spirit/": 7,
    "/threads/spirit/full/": 7,
    "/responses/reply-0/": 7,
    "/zh-hans/responses/reply-0/": 7,
    "/zh-hant/responses/reply-0/": 7,
    "/responses/": 6,
    "/responses/2017/": 4,
    "/themes/": 2,
    "/themes/body-and-spirit/": 6,
    "/people/": 2,
    "/people/author-0/": 5,
    "/about/": 2,
    "/search/": 1,
    "/search/?q=second+paragraph": 5,
    "/search/?q=%22second+paragraph%22&sort=date": 5,
    "/search/?q=author:conway": 4,
    "/zh-hans/search/?language=zh-hans": 4,
    "/search/feed/?q=paragraph": 4,
    "/search/suggestions/?q=au": 1,
    "/feed/": 3,
    "/calendar.ics": 4,
    "/threads/spirit/calendar.ics": 3,
    "/themes/body-and-spirit/calendar.ics": 4,
    "/people/author-0/calendar.ics": 4,
    "/follow/": 1,
    "/follow/?thread=spirit": 2,
    "/threads/spirit/feed/": 4,
    "/themes/body-and-spirit/feed/": 4,
    "/people/author-0/feed/": 4,
    "/sitemap.xml": 2,
    "/sitemap-1.xml": 2,
    "/nowhere/": 2,
    "/responses/reply-0/cite.bib": 4,
    "/zh-hans/responses/reply-0/cite.ris": 4,
    "/threads/spirit/cite.json": 4,
    "/threads/spirit/full/cite.json": 3,
    f"/t/{short_id('reply-0')}": 1,
}


@pytest.fixture(scope="module", params=[1, 40])
def built(laid, request):
    with laid():
        yield a_site(request.param)


def test_every_page_asks_a_fixed_number_of_queries(built, db):
    client, found = Client(), {}
    # Read into memory once after each change, by whoever searches first: what is live.
    client.get("/search/?q=nothing")
    for path in COUNTS:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[path] = len(queries)
    assert found == COUNTS


@pytest.mark.parametrize(
    "path",
    ["/responses/reply-0/card.png", "/zh-hans/responses/reply-0/card.png", "/threads/spirit/card.png"],
)
def test_a_card_asks_a_fixed_number_of_queries(built, db, path, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    found = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        found.append(len(queries))
    assert found == [4, 4]
