"""Feeds, each by what is new in its own language."""

import xml.etree.ElementTree as ET

import pytest

from responses.threads.models import Essay
from tests.factories import prompt_of, publish_all, response_to, thread_with_prompt, translation_of
from tests.reading.pages import read
from tests.reading.worlds import LATER, NOON, START, at

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(path: str) -> list[ET.Element]:
    return ET.fromstring(read(path).body).findall(f"{ATOM}entry")


def titles(path: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(path)]


@pytest.fixture
def prompt() -> Essay:
    with at(START):
        prompt = prompt_of(thread_with_prompt(slug="spirit"))
        publish_all(prompt)
    return prompt


@pytest.fixture
def translated(prompt: Essay) -> list[Essay]:
    """25 old replies, then a new one, then the old ones’ translations."""
    with at(START):
        old = [response_to(prompt, f"Old {number}", slug=f"old-{number}") for number in range(25)]
        publish_all(*old)
    with at(NOON):
        publish_all(response_to(prompt, "New", slug="new"))
    with at(LATER):
        for number, essay in enumerate(old):
            publish_all(
                translation_of(essay, "zh-hans", f"旧文{number}"),
                translation_of(essay, "zh-hant", f"舊文{number}"),
            )
    return old


@pytest.mark.parametrize("path", ["/feed/", "/threads/spirit/feed/", "/people/anne-conway/feed/"])
def test_translations_push_no_new_text_out_of_the_feed_of_another_language(translated, path):
    with at(LATER):
        found = titles(path)
        assert (found[0], found[1], len(found)) == ("New", "Old 24", 15)


def test_a_translation_is_news_in_the_feed_of_its_own_language(translated):
    with at(LATER):
        found = titles("/zh-hans/feed/")
        assert (found[0], found[-1], len(found)) == ("旧文24", "旧文10", 15)


@pytest.mark.parametrize("path", ["/", "/responses/"])
def test_the_newest_on_a_page_are_those_new_in_its_language(translated, path):
    with at(LATER):
        assert read(path).texts("section[aria-labelledby=newest-title] .title a")[:2] == ["New", "Old 24"]


def test_title_and_summary_of_an_entry_are_in_its_own_language(prompt):
    with at(NOON):
        (entry,) = entries("/zh-hant/feed/")
        assert entry.get(LANG) == "en"


def test_a_summary_that_looks_like_markup_is_read_as_it_was_written(prompt):
    with at(NOON):
        publish_all(response_to(prompt, "Reply", slug="reply", summary="Is a < b, or <b>a</b> &amp; b?"))
        summary = entries("/feed/")[0].find(f"{ATOM}summary")
        assert summary is not None
        assert (summary.get("type"), summary.text) == (
            "html",
            "Is a &lt; b, or &lt;b&gt;a&lt;/b&gt; &amp;amp; b?",
        )
