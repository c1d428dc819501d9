"""The language of what stands beside a text: where its authors are from, and its date in words."""

import pytest

from tests.factories import person, prompt_of, publish_all, response_to, thread_with_prompt
from tests.reading.pages import read

pytestmark = pytest.mark.django_db

JANE = {"en": {"name": "Jane Doe", "affiliation": "Tufts University"}}
RUTH = {"en": {"name": "Ruth Roe", "affiliation": "Ragley Hall"}}


@pytest.fixture
def prompt():
    prompt = prompt_of(thread_with_prompt(slug="spirit"))
    publish_all(prompt)
    return prompt


def foreign(path: str, css: str) -> list[tuple[str, str | None]]:
    return [(element.text, element.get("lang")) for element in read(path).tree.cssselect(css)]


def test_an_affiliation_carries_the_language_of_its_text(prompt):
    publish_all(response_to(prompt, "Reply", slug="reply", authors=[person(JANE, slug="jane")]))
    assert foreign("/zh-hans/responses/reply/", ".by > span") == [("Tufts University", "en")]
    assert foreign("/zh-hans/threads/spirit/", ".row .who > span") == [("Tufts University", "en")]
    assert foreign("/responses/reply/", ".by > span") == []


def test_each_of_several_affiliations_carries_the_language_of_its_text(prompt):
    authors = [person(JANE, slug="jane"), person(RUTH, slug="ruth")]
    publish_all(response_to(prompt, "Reply", slug="reply", authors=authors))
    assert foreign("/zh-hant/responses/reply/", ".by > span") == [
        ("Tufts University", "en"),
        ("Ragley Hall", "en"),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("始元六年", {"/": "zh", "/zh-hans/": None}), ("Lent 1669", {"/": None, "/zh-hans/": "en"})],
)
def test_a_date_in_words_carries_the_language_of_the_words(prompt, words, expected):
    dated = {"dated_precision": "words", "dated_words": words}
    publish_all(response_to(prompt, "Reply", slug="reply", dated=dated))
    found = {root: foreign(f"{root}responses/reply/", ".date > span") for root in expected}
    assert found == {root: [(words, lang)] for root, lang in expected.items()}


def test_the_heading_of_the_notes_is_in_the_language_of_the_page(prompt):
    body = '<p>A text.<span data-footnote="">A note.</span></p>'
    publish_all(response_to(prompt, "Reply", slug="reply", body=body))
    chinese = read("/zh-hant/responses/reply/").tree
    assert [element.get("lang") for element in chinese.cssselect(".notes h2, .notes a")] == ["zh-Hant"] * 2
    english = read("/responses/reply/").tree
    assert [element.get("lang") for element in english.cssselect(".notes h2, .notes a")] == [None] * 2
