"""What is new in a feed or a list is what is new in its own language."""

import xml.etree.ElementTree as ET

import pytest

from tests.factories import prompt_of, publish_all, response_to, thread_with_prompt, translation_of
from tests.reading.pages import read
from tests.reading.worlds import LATER, NOON, START, at

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(path: str) -> list[str | None]:
    return [
        entry.findtext(f"{ATOM}title") for entry in ET.fromstring(read(path).body).findall(f"{ATOM}entry")
    ]


@pytest.fixture(scope="module", autouse=True)
def translated(laid):
    """25 old replies, then a new one, then the old ones’ translations."""
    with laid():
        _write()
        yield


def _write() -> None:
    with at(START):
        prompt = prompt_of(thread_with_prompt(slug="spirit"))
        publish_all(prompt)
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


@pytest.mark.parametrize("path", ["/feed/", "/threads/spirit/feed/", "/people/anne-conway/feed/"])
def test_translations_push_no_new_text_out_of_the_feed_of_another_language(path):
    with at(LATER):
        found = titles(path)
        assert (found[0], found[1], len(found)) == ("New", "Old 24", 15)


def test_a_translation_is_news_in_the_feed_of_its_own_language():
    with at(LATER):
        found = titles("/zh-hans/feed/")
        assert (found[0], found[-1], len(found)) == ("旧文24", "旧文10", 15)


@pytest.mark.parametrize("path", ["/", "/responses/"])
def test_the_newest_on_a_page_are_those_new_in_its_language(path):
    with at(LATER):
        assert read(path).texts("section[aria-labelledby=newest-title] .title a")[:2] == ["New", "Old 24"]
