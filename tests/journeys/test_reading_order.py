"""The order in which a page is read aloud and walked through by keyboard: that of PRODUCT's pages."""

import re

import pytest

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.threads.models import Theme
from tests.factories import answering, prompt_of, publish_all, response_to, theme, thread_with_prompt

pytestmark = [pytest.mark.pages, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DATED = {"dated_precision": "day", "dated_year": 2017, "dated_month": 9, "dated_day": 21}


@pytest.fixture
def world(live_server):
    """A response that answers words, is answered, and has neighbours, a theme, and its like elsewhere."""
    subject: Theme = theme()
    thread = thread_with_prompt(slug="spirit", themes=[subject], dated=DATED)
    prompt = prompt_of(thread)
    made = [
        response_to(
            prompt, f"Reply {number}", slug=f"reply-{number}", dated=DATED, summary=f"Summary {number}."
        )
        for number in range(5)
    ]
    reply = response_to(made[1], "To the reply", slug="to-the-reply", dated=DATED)
    publish_all(prompt, *made, reply)
    answering(made[1], (1, "second paragraph"))
    answering(reply, (0, ""))
    elsewhere = thread_with_prompt("Elsewhere?", slug="elsewhere", themes=[subject], dated=DATED)
    alike = response_to(prompt_of(elsewhere), "Alike", slug="alike", dated=DATED)
    publish_all(prompt_of(elsewhere), alike)


# What a screen reader meets, in order: pieces of the accessibility tree of a response.
RESPONSE = [
    "link: Skip to the content",
    "link: Menu",
    "link: Dialogue Initiative",
    "navigation: Language",
    "main",
    "link: Body and spirit",
    "time: September 21, 2017",
    "text: Responding To",
    "link: On the extinction of the spirit",
    'heading "Reply 1" [level=1]',
    "link: Anne Conway",
    "Summary 1.",
    "The words it answers",
    "second paragraph",
    "The first paragraph.",
    "Taken up by",
    "The second paragraph.",
    'heading "About the author"',
    'heading "Answers to this response"',
    'heading "Other Responses to',
    "2 of 5",
    "Previous",
    "Next",
    "Read all 5",
    'heading "You might also like"',
    "Cite",
    "Back to top",
    "contentinfo",
]


def test_a_response_is_read_in_the_order_of_its_meaning(page, world):
    page.goto("/responses/reply-1/")
    tree = page.locator("html").aria_snapshot()
    places = []
    for piece in RESPONSE:
        found = _find(tree, piece, places[-1] if places else 0)
        assert found is not None, f"{piece!r} does not follow what stands before it in:\n{tree}"
        places.append(found)
    assert places == sorted(places)


def _find(tree, piece, start):
    """Where a piece stands, after what was found last: “role: name” or a part of the text."""
    role, _colon, name = piece.partition(": ")
    pattern = rf"{re.escape(role)}[^\n]*?{re.escape(name)}" if name else re.escape(role)
    match = re.compile(pattern, re.IGNORECASE).search(tree, start)
    return match.start() if match else None


EVERY_STOP = """() => [...document.querySelectorAll('a[href]:not([tabindex="-1"]), summary, button, input')]
    .filter(each => each.checkVisibility()).map(each => each.outerHTML)"""


def test_the_keyboard_walks_a_page_in_the_order_of_the_document_and_misses_nothing(page, world):
    for path in ("/", "/threads/spirit/", "/responses/reply-1/", "/people/"):
        for language in LANGUAGES:
            page.goto(in_language(path, language))
            expected, walked = page.evaluate(EVERY_STOP), []
            for _step in expected:
                page.keyboard.press("Tab")
                walked.append(page.evaluate("document.activeElement.outerHTML"))
            assert (path, language, walked) == (path, language, expected)
            assert len(expected) > 5


def test_headings_go_down_one_step_at_a_time(page, world):
    for path in (
        "/",
        "/threads/spirit/",
        "/threads/spirit/full/",
        "/responses/reply-1/",
        "/themes/",
        "/people/",
    ):
        page.goto(path)
        levels = page.evaluate(
            "() => [...document.querySelectorAll('h1, h2, h3, h4')].map(each => Number(each.tagName[1]))"
        )
        steps = zip([0, *levels], levels, strict=False)
        assert (path, levels.count(1)) == (path, 1)
        assert all(here <= before + 1 for before, here in steps), (path, levels)
