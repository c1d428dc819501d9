"""Feeds, each by what is new in its own language."""

import xml.etree.ElementTree as ET

import pytest

from responses.threads.models import Essay
from responses.threads.services.essays import save_essay
from tests.factories import prompt_of, publish_all, response_to, thread_with_prompt, translation_of
from tests.reading.pages import read
from tests.reading.worlds import NOON, START, at

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(path: str) -> list[ET.Element]:
    return ET.fromstring(read(path).body).findall(f"{ATOM}entry")


@pytest.fixture
def prompt() -> Essay:
    with at(START):
        prompt = prompt_of(thread_with_prompt(slug="spirit"))
        publish_all(prompt)
    return prompt


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


def test_an_entry_keeps_its_id_when_its_text_moves_to_another_address(prompt):
    def ids(path):
        return [entry.findtext(f"{ATOM}id") for entry in entries(path)]

    with at(NOON):
        reply = response_to(prompt, "Reply", slug="reply")
        publish_all(reply)
        publish_all(translation_of(reply, "zh-hans"))
        before = ids("/feed/"), ids("/zh-hans/feed/")
        save_essay(essay=reply, slug="renamed")
        assert (ids("/feed/"), ids("/zh-hans/feed/")) == before
        (english, _prompt), (chinese, _prompt) = before
        assert english != chinese
        assert (
            read(english.removeprefix("http://127.0.0.1:8000")).headers["Location"] == "/responses/renamed/"
        )
