"""The lists: states in words, searching, and the same number of queries for one row and for fifteen."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from responses.events.services import record
from responses.threads.models import Page
from responses.threads.services.editions import convert_edition
from responses.threads.services.publishing import withdraw
from tests.cast import ANNE_CONWAY, BOB, DORA, FAN_ZHEN, LI_ZHI
from tests.factories import (
    edition_of,
    make_user,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db

LATER = datetime(2090, 3, 5, 14, tzinfo=UTC)


def listed(client, table, **query):
    page = client.get(reverse(f"admin:responses_{table}_changelist"), query)
    return page, [row.pk for row in page.context["cl"].result_list]


def states_of(client, essay):
    page, _rows = listed(client, "response", q=essay.slug)
    return re.sub("<[^>]*>", "", page.text.split('class="field-states">')[1].split("</td>")[0])


def test_a_draft_is_called_so(client, alice):
    essay = response_to(prompt_of(thread_with_prompt()))
    assert states_of(client, essay) == "English: draft"


def test_every_edition_has_its_state(client, alice):
    thread = thread_with_prompt()
    essay = response_to(prompt_of(thread))
    publish_all(prompt_of(thread), essay)
    translation_of(essay, "zh-hans")
    publish_all(translation_of(essay, "zh-hant"), at=LATER)
    assert states_of(client, essay) == (
        "English: live; 简体: draft; 繁體: scheduled for 5 March 2090, 09:00 Washington / 22:00 Beijing"
    )


def test_a_newer_version_of_a_live_text_is_said(client, alice):
    thread = thread_with_prompt()
    essay = response_to(prompt_of(thread))
    publish_all(thread)
    save(edition_of(essay), "Newer")
    assert states_of(client, essay) == "English: live, newer version saved Compare with live"
    publish_all(edition_of(essay), at=LATER)
    moment = "5 March 2090, 09:00 Washington / 22:00 Beijing"
    assert states_of(client, essay) == f"English: live, update scheduled for {moment} Compare with live"


def test_a_withdrawal_is_said_before_and_after_its_hour(client, alice):
    thread = thread_with_prompt()
    essay = response_to(prompt_of(thread))
    publish_all(thread)
    withdraw(edition=edition_of(essay), user=alice, note="", at=LATER)
    moment = "5 March 2090, 09:00 Washington / 22:00 Beijing"
    assert states_of(client, essay) == f"English: live, withdrawn from {moment}"
    withdraw(edition=edition_of(essay), user=alice, note="")
    assert states_of(client, essay) == "English: withdrawn"


def test_essays_are_found_by_title_author_and_address(client, alice):
    prompt = prompt_of(thread_with_prompt())
    essay = response_to(prompt, "A reply", authors=[person(ANNE_CONWAY), person(LI_ZHI)])
    response_to(prompt, "Other", authors=[person(FAN_ZHEN)])
    save(edition_of(essay), "Improved")
    for typed in ("improved", "Conway", "Conway improved", "a-reply", "李贽"):
        assert listed(client, "response", q=typed)[1] == [essay.pk], typed


@pytest.mark.parametrize(("typed", "slug"), [("范", "fan-zhen"), ("conway", "anne-conway"), ("贽", "li-zhi")])
def test_people_are_found_in_any_script(client, alice, typed, slug):
    people = {who.slug: who.pk for who in (person(FAN_ZHEN), person(ANNE_CONWAY), person(LI_ZHI))}
    assert listed(client, "person", q=typed)[1] == [people[slug]]


def test_threads_are_found_by_their_question_in_any_language(client, alice):
    thread = thread_with_prompt("神灭乎？", language="zh-hans")
    thread_with_prompt("Another?")
    assert listed(client, "thread", q="灭")[1] == [thread.pk]


def test_editions_are_listed_by_what_is_to_be_done(client, alice):
    thread = thread_with_prompt()
    prompt = prompt_of(thread)
    by_name = {
        name: response_to(prompt, name) for name in ("draft", "scheduled", "live", "newer", "withdrawn")
    }
    publish_all(prompt, *(by_name[name] for name in ("live", "newer", "withdrawn")))
    publish_all(by_name["scheduled"], at=LATER)
    save(edition_of(by_name["newer"]), "Newer")
    withdraw(edition=edition_of(by_name["withdrawn"]), user=alice, note="")
    expected = {name: {name} for name in by_name} | {
        "live": {"live", "newer", prompt.slug},
        "unchecked": set(),
        "nonsense": {prompt.slug, *by_name},
    }
    pages = {state: listed(client, "edition", state=state)[0] for state in expected}
    found = {
        state: {row.essay.slug for row in page.context["cl"].result_list} for state, page in pages.items()
    }
    assert found == expected


# Four of them for the session, its user and their rights; one for the count of the pages.
QUERIES = {
    "thread": 6,
    "prompt": 8,
    "response": 9,
    "edition": 7,
    "publication": 7,
    "theme": 6,
    "person": 6,
    "page": 6,
    "event": 6,
    "user": 8,
}


# Tables that fill together.
TOGETHER = [("response", "edition", "publication"), ("thread", "prompt")]
ALONE = [(table,) for table in QUERIES.keys() - {table for tables in TOGETHER for table in tables}]


@pytest.mark.parametrize("tables", [*TOGETHER, *sorted(ALONE)], ids="-".join)
@pytest.mark.parametrize("count", [1, 15])
def test_a_list_asks_as_much_for_one_row_as_for_fifteen(client, django_assert_num_queries, tables, count):
    client.force_login(make_user(DORA))
    fill(tables[0], count)
    for table in tables:
        address = reverse(f"admin:responses_{table}_changelist")
        client.get(address)
        with django_assert_num_queries(QUERIES[table]):
            page = client.get(address)
        assert len(page.context["cl"].result_list) >= count, table


def fill(table, count):
    if table == "response":
        prompt = prompt_of(thread_with_prompt())
        for number in range(count):
            translation_of(response_to(prompt, f"Reply {number}"), "zh-hans")
        publish_all(prompt.thread, at=LATER)
    else:
        for number in range(count):
            MAKE[table](number)


def make_page(number):
    return Page.objects.create(slug=f"page-{number}", texts={"en": {"title": f"Page {number}"}})


MAKE = {
    "thread": lambda number: publish_all(thread_with_prompt(f"Question {number}?")),
    "theme": lambda number: theme(f"Theme {number}", slug=f"theme-{number}"),
    "page": make_page,
    "person": lambda number: person(ANNE_CONWAY, slug=f"anne-{number}"),
    "user": lambda number: make_user(BOB._replace(email=f"bob{number}@example.org")),
    "event": lambda number: record(f"tried {number}"),
}


def test_the_first_page_counts_what_waits(client, alice):
    thread = thread_with_prompt()
    essay = response_to(prompt_of(thread), language="zh-hans")
    publish_all(prompt_of(thread), at=LATER)
    convert_edition(source=edition_of(essay), user=alice)
    page = client.get("/admin/")
    waiting = [(each.number, each.words) for each in page.context["waiting"]]
    assert waiting == [
        (1, "drafts of yours"),
        (1, "automatic conversions, unchecked"),
        (1, "drafts of others"),
    ]
    assert page.context["scheduled"] == 1
    sections = {
        each["name"]: [model["object_name"] for model in each["models"]] for each in page.context["app_list"]
    }
    assert sections == {
        "Content": ["Thread", "Prompt", "Response", "Edition", "Publication", "Theme", "Image", "DailyViews"],
        "Essays sent in": ["Call", "Submission", "Decision", "LetterTemplate"],
        "People": ["Person"],
    }


@pytest.mark.parametrize(
    "typed", ["wú", "Wu", "chényǔ", "wuchenyu", "wú chényǔ", "wu chen yu", "吳晨雨", "晨雨", "wu-chenyu"]
)
def test_a_person_is_found_as_the_name_sounds(client, alice, typed):
    wanted = person({"zh-hans": {"name": "吴晨雨"}}, slug="rain")
    person({"zh-hans": {"name": "李雨"}}, slug="other")
    assert listed(client, "person", q=typed)[1] == [wanted.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_a_person_is_found_in_a_fixed_number_of_queries(client, alice, number, django_assert_num_queries):
    for each in range(number):
        person({"zh-hans": {"name": "吴晨雨"}}, slug=f"rain-{each}")
    listed(client, "person", q="wuchenyu")
    with django_assert_num_queries(7):
        assert len(listed(client, "person", q="wuchenyu")[1]) == number


def test_essays_are_found_by_title_text_and_author_in_either_script(client, alice):
    prompt = prompt_of(thread_with_prompt())
    essay = response_to(prompt, "論靈魂", authors=[person(ANNE_CONWAY)])
    save(edition_of(essay), "論靈魂", body="<p>Spirit is extended, 靈魂.</p>")
    response_to(prompt, "Something else")
    for typed in ("灵魂", "靈魂", "灵魂 conway", "extended"):
        assert listed(client, "response", q=typed)[1] == [essay.pk], typed
