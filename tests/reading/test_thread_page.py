from copy import deepcopy
from datetime import UTC, datetime

import pytest
import time_machine

from responses.threads.services.publishing import publish, withdraw
from tests.cast import FAN_ZHEN
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import read

DATED = {"dated_precision": "day", "dated_year": 2017, "dated_month": 9, "dated_day": 21}


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        found = thread_with_prompt(themes=[theme()], slug="spirit", prompt_slug="extinction", dated=DATED)
        found.texts["en"]["framing"] = "<p>A question put long ago.</p>"
        found.save()
        publish_all(found)
        yield found


@pytest.fixture
def thread(db, built):
    return deepcopy(built)


@pytest.fixture
def prompt(thread):
    return prompt_of(thread)


def test_the_parts_stand_in_the_order_of_the_brief(prompt):
    publish_all(response_to(prompt))
    parts = [
        "h1",
        ".framing",
        ".themes",
        ".state",
        ".languages",
        "article div.prose",
        "section.responses",
        "details.cite",
        "p.totop",
    ]
    assert read("/threads/spirit/").order(*parts) == parts


def test_the_question_is_the_only_h1_and_the_prompt_is_there_in_full(prompt):
    page = read("/threads/spirit/")
    assert page.texts("h1") == ["Does the spirit outlive the body?"]
    assert page.texts("article div.prose p") == ["The first paragraph.", "The second paragraph."]


@pytest.mark.parametrize("count", [1, 2, 12, 62])
def test_every_response_is_a_row_in_thread_order(prompt, count):
    publish_all(*(response_to(prompt, f"Reply {n}") for n in range(count)))
    page = read("/threads/spirit/")
    assert page.texts("section.responses .title a") == [f"Reply {n}" for n in range(count)]


def test_a_thread_without_responses_has_no_empty_list(thread):
    assert read("/threads/spirit/").texts("section.responses") == []


def test_ten_replies_deep_stay_flat_and_say_what_they_answer(prompt):
    target = prompt
    for depth in range(10):
        target = response_to(target, f"Depth {depth}")
        publish_all(target)
    page = read("/threads/spirit/")
    assert page.texts("section.responses .title a") == [f"Depth {n}" for n in range(10)]
    assert page.texts(".reply") == [f"in reply to Depth {n}" for n in range(9)]
    assert page.tree.cssselect("li.row li.row") == []


def test_the_closing_reply_is_last_and_marked(prompt):
    publish_all(response_to(prompt, "The last word", kind="closing_reply"), response_to(prompt, "Late"))
    page = read("/threads/spirit/")
    assert page.texts("section.responses .title a") == ["Late", "The last word"]
    assert page.text("li.closing .mark") == "Closing reply"


def test_a_row_says_who_and_from_where_first_then_title_sentence_and_date(prompt):
    publish_all(response_to(prompt, "A reply", summary="In short. And long.", dated=DATED))
    page = read("/threads/spirit/")
    assert page.texts("li.row > *") == [
        "Anne Conway, Ragley Hall",
        "A reply",
        "In short.",
        "September 21, 2017",
    ]


def test_a_row_without_summary_shows_its_first_sentence_marked_as_such(prompt):
    publish_all(response_to(prompt, "A reply", body="<p>It begins. It goes on.</p>"))
    assert read("/threads/spirit/").text("li.row .sentence") == "First sentence: It begins."


def test_a_row_without_date_has_none(prompt):
    publish_all(response_to(prompt))
    assert read("/threads/spirit/").texts("li.row time") == []


def test_two_authors_share_a_row(prompt):
    publish_all(response_to(prompt, authors=[person(FAN_ZHEN), person()]))
    who = read("/threads/spirit/").text("li.row .who")
    assert who == "Fan Zhen (Court of Qi) and Anne Conway (Ragley Hall)"


def test_languages_are_counted_over_responses_only(prompt):
    answers = [response_to(prompt, f"Reply {n}") for n in range(3)]
    publish_all(*answers, response_to(prompt, "中文", language="zh-hans"))
    publish_all(translation_of(answers[0], "zh-hans"), response_to(prompt, "End", kind="closing_reply"))
    assert read("/threads/spirit/").text(".languages") == "4 responses: 3 English, 2 简体"


def test_one_response_is_singular(prompt):
    publish_all(response_to(prompt))
    assert read("/threads/spirit/").text(".languages") == "1 response: 1 English"


def test_dates_are_told_by_both_clocks(db):
    with time_machine.travel(datetime(2026, 9, 13, 2, 0, tzinfo=UTC), tick=False):
        publish_all(thread_with_prompt(slug="clocks"))
        state = read("/threads/clocks/").text(".state")
    assert "12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing" in state


def test_a_row_in_another_language_is_marked_as_such(prompt):
    publish_all(response_to(prompt, "中文回应", language="zh-hans"))
    page = read("/threads/spirit/")
    assert page.attribute("li.row .title a", "lang") == "zh-Hans"
    assert "lang" not in read("/zh-hans/threads/spirit/").tree.cssselect("li.row .title a")[0].attrib


def test_a_withdrawn_prompt_keeps_its_thread_and_what_answered_it(prompt):
    publish_all(response_to(prompt, "Still here", slug="still-here"))
    withdraw(edition=edition_of(prompt), user=None, note="The author asked for it.")
    page = read("/threads/spirit/")
    assert page.status == 200
    assert "The author asked for it." in page.body
    assert "On the extinction of the spirit" not in page.body
    assert page.texts("section.responses .title a") == ["Still here"]


def test_the_thread_in_a_lacking_language_shows_the_original_prompt_and_says_so(prompt):
    page = read("/zh-hant/threads/spirit/")
    assert page.status == 200
    assert page.attribute("article div.prose", "lang") == "en"
    assert set(page.alternates) == {"en", "x-default"}
    assert page.attribute('link[rel="canonical"]', "href").endswith("/threads/spirit/")


def test_the_whole_thread_is_on_one_page_with_ids_that_do_not_collide(prompt):
    body = '<p>One<span data-footnote="">A note.</span>.</p>'
    first = response_to(prompt, "First", slug="first", body=body)
    second = response_to(first, "Second", slug="second", body=body)
    publish_all(first, second)
    page = read("/threads/spirit/full/")
    ids = [element.get("id") for element in page.tree.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    assert page.texts("h1") == ["Does the spirit outlive the body?"]
    assert "A note." in page.body
    assert page.body.index("First") < page.body.index("Second")


def test_an_unpublished_thread_is_not_there(db):
    thread_with_prompt(slug="hidden")
    for path in ("/threads/hidden/", "/threads/hidden/full/", "/threads/hidden/feed/"):
        assert read(path).status == 404


def test_an_updated_prompt_is_read_as_published(prompt):
    from tests.factories import save

    publish(revision=save(edition_of(prompt), body="<p>New words.</p>"), user=None)
    assert read("/threads/spirit/").texts("article div.prose p") == ["New words."]
