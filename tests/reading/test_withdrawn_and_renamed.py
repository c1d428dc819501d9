"""Addresses and pages after texts were renamed or withdrawn, some of their editions staying."""

import json
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.threads.models import Essay, Theme, Thread
from responses.threads.services.addresses import claim_slug
from responses.threads.services.publishing import reinstate, withdraw
from tests.factories import (
    edition_of,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import PageRead, read
from tests.reading.worlds import DATED, LATER, NOON, START, at

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        subject = theme()
        yield subject, a_live_thread(subject)


@pytest.fixture
def subject(built) -> Theme:
    return deepcopy(built[0])


@pytest.fixture
def thread(built) -> Thread:
    return deepcopy(built[1])


def a_live_thread(subject: Theme) -> Thread:
    """A live thread of 2017 with two live replies, all of one theme."""
    with at(START):
        thread = thread_with_prompt(slug="spirit", prompt_slug="extinction", dated=DATED, themes=[subject])
        prompt = prompt_of(thread)
        replies = [
            response_to(prompt, title, slug=slug, dated=DATED, themes=[subject])
            for title, slug in (("First reply", "first"), ("Second reply", "second"))
        ]
        publish_all(prompt, *replies)
    return thread


def rename(row: Thread | Essay, slug: str) -> None:
    claim_slug(row, slug)
    row.save()


def withdraw_all(essay: Essay, note: str = "At the author’s wish.") -> None:
    for edition in essay.editions.all():
        withdraw(edition=edition, user=None, note=note)


def led_to(path: str) -> tuple[int, str]:
    page = read(path)
    return (page.status, page.headers.get("Location", ""))


def data(page: PageRead) -> dict[str, Any]:
    (block,) = page.tree.cssselect('script[type="application/ld+json"]')
    return json.loads(block.text)


LISTS = ("/responses/2017/", "/themes/body-and-spirit/")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", LISTS)
def test_a_list_that_began_at_a_renamed_essay_begins_at_its_present_address(thread, path, code):
    path = in_language(path, code)
    with at(NOON):
        rename(Essay.objects.get(slug="second"), "again")
        assert led_to(f"{path}?from=second") == (301, f"{path}?from=again")
        assert led_to(f"{path}?from=again") == (200, "")


@pytest.mark.parametrize("path", LISTS)
def test_a_list_that_began_at_a_withdrawn_essay_begins_anew_in_one_hop(thread, path):
    with at(NOON):
        second = Essay.objects.get(slug="second")
        rename(second, "again")
        withdraw_all(second)
        assert led_to(f"{path}?from=again") == (301, path)
        assert led_to(f"{path}?from=second") == (301, path)


@pytest.mark.parametrize("path", [*LISTS, "/threads/"])
def test_a_list_says_nothing_of_an_essay_that_was_never_public(thread, path):
    with at(NOON):
        response_to(prompt_of(thread), "A draft", slug="draft", dated=DATED)
        assert led_to(f"{path}?from=draft") == led_to(f"{path}?from=nonsense") == (404, "")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", ["/responses/first", "/threads/spirit/full", "/responses/2017", "/feed"])
def test_an_address_without_its_last_slash_leads_to_the_one_with_it(thread, path, code):
    path = in_language(path, code)
    with at(NOON):
        assert led_to(path) == (301, f"{path}/")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_former_address_without_its_last_slash_leads_to_the_present_one_in_one_hop(thread, subject, code):
    with at(NOON):
        second = Essay.objects.get(slug="second")
        short = second.short_id
        for row in (second, thread, subject):
            rename(row, f"new-{row.slug}")
        leading = {
            "/responses/second": "/responses/new-second/",
            "/threads/spirit": "/threads/new-spirit/",
            "/threads/spirit/full": "/threads/new-spirit/full/",
            "/prompts/extinction": "/threads/new-spirit/",
            f"/themes/{subject.slug.removeprefix('new-')}/feed": f"/themes/{subject.slug}/feed/",
            "/responses/2017?from=second": "/responses/2017/?from=new-second",
        }
        found = {path: led_to(in_language(path, code)) for path in leading}
        assert found == {path: (301, in_language(led, code)) for path, led in leading.items()}
        assert led_to(in_language(f"/t/{short}", code)) == (302, in_language("/responses/new-second/", code))


def test_without_its_last_slash_a_draft_is_like_nothing_and_nothing_counts_as_read(thread, monkeypatch):
    seen: list[tuple[int, str]] = []
    monkeypatch.setattr("responses.visits.counting.tally.add", lambda *opened: seen.append(opened))
    browser = {"headers": {"User-Agent": "Mozilla/5.0"}}
    with at(NOON):
        response_to(prompt_of(thread), "A draft", slug="draft")
        withdraw_all(Essay.objects.get(slug="second"))
        for slug in ("draft", "nonsense", "second", "first"):
            answer = Client().get(f"/responses/{slug}", **browser)
            assert (answer.status_code, answer["Location"]) == (301, f"/responses/{slug}/")
        assert seen == []
        Client().get("/responses/first/", **browser)
        assert len(seen) == 1


@pytest.mark.parametrize("path", ["/search?q=river", "/feed", "/threads", "/people"])
def test_where_an_address_names_nothing_its_slash_is_added_without_a_query(
    thread, path, django_assert_num_queries
):
    bare, _, query = path.partition("?")
    with at(NOON), django_assert_num_queries(0):
        assert led_to(path) == (301, f"{bare}/?{query}" if query else f"{bare}/")


def test_the_list_of_threads_follows_a_renamed_thread(thread):
    with at(NOON):
        rename(thread, "ghost")
        assert led_to("/threads/?from=spirit") == (301, "/threads/?from=ghost")


def test_a_year_whose_texts_are_all_withdrawn_is_gone(thread):
    with at(NOON):
        for essay in Essay.objects.all():
            withdraw_all(essay)
        assert [read(path).status for path in ("/responses/2017/", "/responses/2018/")] == [410, 404]


def test_undated_texts_that_are_all_withdrawn_leave_their_list_gone(thread):
    with at(START):
        essay = response_to(prompt_of(thread), "Undated", slug="some-day")
        publish_all(essay)
    with at(NOON):
        withdraw_all(essay)
        assert read("/responses/undated/").status == 410


def test_a_translation_whose_original_is_withdrawn_is_no_translation_of_itself(thread):
    first = Essay.objects.get(slug="first")
    with at(START):
        publish_all(translation_of(first, "zh-hans"), translation_of(first, "zh-hant"))
    with at(NOON):
        assert (
            data(read("/zh-hant/responses/first/"))["translationOfWork"]["@id"] == f"{SITE}/responses/first/"
        )
        withdraw(edition=edition_of(first), user=None, note="")
        for code in LANGUAGES:
            assert "translationOfWork" not in data(read(in_language("/responses/first/", code)))


def test_machines_are_told_the_same_at_the_address_of_a_language_that_is_lacking(thread):
    prompt = prompt_of(thread)
    with at(START):
        publish_all(translation_of(prompt, "zh-hans"))
    with at(NOON):
        english, lacking = (data(read(in_language("/responses/first/", code))) for code in ("en", "zh-hans"))
        assert lacking == english
        assert english["isBasedOn"]["@id"] == f"{SITE}/threads/spirit/"


def test_what_a_text_answers_is_named_in_the_language_that_it_has(thread):
    first = Essay.objects.get(slug="first")
    with at(START):
        publish_all(translation_of(first, "zh-hans"))
    with at(NOON):
        found = data(read("/zh-hans/responses/first/"))
        assert found["isBasedOn"]["@id"] == f"{SITE}/threads/spirit/"
        assert found["author"][0]["url"] == f"{SITE}/zh-hans/people/anne-conway/"


def test_home_does_not_call_a_site_empty_whose_only_prompt_is_withdrawn(thread):
    with at(NOON):
        withdraw_all(prompt_of(thread))
        found = read("/").text("main")
        assert "First reply" in found
        assert "Nothing has been published yet." not in found


def test_a_thread_closed_on_the_same_day_in_every_language(thread):
    with at(NOON):
        closing = response_to(prompt_of(thread), "Closing", slug="closing", kind=Essay.Kind.CLOSING_REPLY)
        publish_all(closing)
    with at(LATER):
        publish_all(translation_of(closing, "zh-hans"))
        pages = [read(in_language("/threads/spirit/", code)) for code in LANGUAGES]
        closed = [page.tree.cssselect(".state time")[0].get("datetime") for page in pages]
        assert closed == [NOON.isoformat(timespec="minutes")] * 3


@pytest.mark.parametrize("path", ["/responses/first/", "/threads/spirit/"])
def test_a_public_note_carries_its_own_language(thread, path):
    with at(NOON):
        withdraw_all(Essay.objects.get(slug="first"), "At the author’s wish.")
        withdraw_all(prompt_of(thread), "应作者要求。")
        chinese = path.startswith("/threads/")
        found = {code: read(in_language(path, code)).attribute(".note", "lang") for code in LANGUAGES}
        assert found == (
            {"en": "zh", "zh-hans": None, "zh-hant": None}
            if chinese
            else {"en": None, "zh-hans": "en", "zh-hant": "en"}
        )


@pytest.mark.parametrize(
    ("on_translation", "expected"),
    [
        ("应作者要求撤回。", {"en": "At the author’s wish.", "zh-hans": "应作者要求撤回。"}),
        ("", {"en": "At the author’s wish.", "zh-hans": "At the author’s wish."}),
    ],
)
def test_each_language_reads_the_note_on_its_own_edition_else_that_on_the_original(
    thread, on_translation, expected
):
    essay = Essay.objects.get(slug="first")
    with at(START):
        translation = translation_of(essay, "zh-hans")
        publish_all(translation)
    with at(NOON):
        withdraw(edition=edition_of(essay), user=None, note="At the author’s wish.")
    with at(LATER):
        withdraw(edition=translation, user=None, note=on_translation)
        found = {code: read(in_language("/responses/first/", code)) for code in LANGUAGES}
    said = {code: page.tree.cssselect(".note")[0].text for code, page in found.items()}
    assert said == {**expected, "zh-hant": "At the author’s wish."}


def test_of_an_edition_withdrawn_twice_the_latest_note_counts(thread):
    essay = Essay.objects.get(slug="first")
    with at(NOON):
        withdraw(edition=edition_of(essay), user=None, note="By mistake.")
        reinstate(edition=edition_of(essay), user=None)
    with at(LATER):
        withdraw(edition=edition_of(essay), user=None, note="")
        assert read("/responses/first/").tree.cssselect(".note") == []
