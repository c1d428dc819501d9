"""An editor reads what a response answers beside the form, selects words, and readers see both ends."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import ALICE
from tests.factories import make_user, prompt_of, publish_all, response_to, thread_with_prompt, translation_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>Spirit is to body as sharpness to a blade. Who has seen it left behind?</p><p>One sentence.</p>"
CHINESE = "<p>神之于形，犹利之于刃。谁见过它独存？</p><p>一句。</p>"


@pytest.fixture
def reply(live_server):
    prompt = prompt_of(thread_with_prompt(slug="spirit", body=BODY))
    reply = response_to(prompt, "A reply", slug="reply")
    publish_all(prompt, translation_of(prompt, "zh-hans", body=CHINESE), reply)
    return reply


@pytest.fixture
def form(page, enter, reply):
    enter(page, make_user(ALICE))
    page.goto(reverse("admin:responses_response_change", args=[reply.pk]))
    expect(page.locator(".keeping[data-keeping=on]")).to_be_attached()
    page.locator(".answering summary").click()
    return page


def select(page, said, start, end):
    """Select characters of a paragraph, as dragging over them does."""
    said.evaluate(
        """(element, [start, end]) => {
            const range = document.createRange();
            range.setStart(element.firstChild, start);
            range.setEnd(element.firstChild, end);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [start, end],
    )


def test_words_are_selected_saved_and_seen_at_both_ends(form, reply):
    said = form.locator(".said").first
    start = BODY.index("Who") - len("<p>")
    select(form, said, start + 1, start + 12)  # “ho has seen”: whole words are meant
    form.locator(".answering-this button").click()
    expect(form.locator("[name=passages-1]")).to_be_checked()
    expect(form.locator("[name=passages-1-words]")).to_have_value("Who has seen")
    form.keyboard.press("Escape")
    expect(form.locator(".answering-text")).to_be_hidden()
    form.locator("[name=_save]").click()
    expect(form.locator(".success")).to_be_visible()

    form.goto("/responses/reply/")
    expect(form.locator(".answered blockquote")).to_have_text("Who has seen")
    form.goto("/zh-hans/responses/reply/")
    expect(form.locator(".answered blockquote")).to_have_text("谁见过它独存？")
    form.locator(".answered a").click()
    expect(form).to_have_url("/zh-hans/threads/spirit/#p1")
    expect(form.locator("#p1 + .takers a")).to_have_attribute("href", "/zh-hans/responses/reply/")


def test_what_is_chosen_and_not_saved_is_kept(form, reply):
    form.locator("[name=passages-2]").check()
    expect(form.locator(".keeping-words")).to_contain_text("Kept")
    form.reload()
    form.locator(".answering summary").click()
    expect(form.locator("[name=passages-2]")).to_be_checked()
    assert not reply.passages.exists()


def test_the_keyboard_alone_is_enough(form, reply):
    form.locator(".answering summary").focus()
    form.keyboard.press("Tab")
    form.keyboard.press("Space")
    expect(form.locator("[name=passages-1]")).to_be_checked()
    form.keyboard.press("Tab")
    form.keyboard.press("ArrowDown")
    expect(form.locator("[name=passages-1-words]")).to_have_value(
        "Spirit is to body as sharpness to a blade."
    )
    form.keyboard.press("Control+Enter")
    expect(form.locator(".success")).to_be_visible()
    assert [each.words for each in reply.passages.all()] == ["Spirit is to body as sharpness to a blade."]
