"""Two editors in the same text at once, in browsers of their own: nothing is lost, nothing typed again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import ALICE, BOB
from tests.factories import edition_of, make_user, prompt_of, response_to, save, thread_with_prompt
from tests.journeys.conftest import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>The first paragraph.</p>\n<p>The second paragraph.</p>\n<p>The third paragraph.</p>"


@pytest.fixture
def essay(transactional_db):
    found = response_to(prompt_of(thread_with_prompt()), "Of Souls")
    save(edition_of(found), "Of Souls", body=BODY)
    return found


@pytest.fixture
def editors(browser, live_server, enter, essay):
    """Alice’s and Bob’s page of the same text, each signed in elsewhere."""
    contexts, pages = [], []
    for account in (ALICE, BOB):
        context = browser.new_context(base_url=live_server.url, locale="en-US")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        enter(page, make_user(account))
        page.goto(reverse("admin:responses_response_change", args=[essay.pk]))
        expect(page.locator(".ProseMirror")).to_be_visible()
        contexts.append(context)
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()


def add_to(page, paragraph, words):
    """Type at the end of one paragraph."""
    page.locator(".ProseMirror p", has_text=paragraph).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def paragraphs(essay):
    return edition_of(essay).latest.body.split("\n")


def test_what_two_editors_changed_in_different_places_is_put_together(editors, essay):
    alice, bob = editors
    add_to(bob, "The second", " Bob was here.")
    bob.locator("[name=_save]").click()
    expect(bob.locator(".success")).to_be_visible()
    add_to(alice, "The first", " Alice was here.")
    alice.locator("[name=_save]").click()
    expect(alice.locator(".both")).to_contain_text("Both are put together in the form below")
    expect(alice.locator(".found-here")).to_be_hidden()
    expect(alice.locator(".ProseMirror")).to_contain_text("The second paragraph. Bob was here.")
    alice.get_by_role("button", name="Save both together").click()
    expect(alice.locator(".success")).to_be_visible()
    assert paragraphs(essay) == [
        "<p>The first paragraph. Alice was here.</p>",
        "<p>The second paragraph. Bob was here.</p>",
        "<p>The third paragraph.</p>",
    ]


def test_where_both_changed_one_paragraph_either_is_chosen_without_typing(editors, essay):
    alice, bob = editors
    add_to(bob, "The second", " So says Bob.")
    bob.locator("[name=_save]").click()
    expect(bob.locator(".success")).to_be_visible()
    add_to(alice, "The second", " So says Alice.")
    alice.locator("[name=_save]").click()
    expect(alice.locator(".both legend")).to_have_text("Paragraph that both changed, 1")
    alice.get_by_role("radio", name="Theirs").check()
    alice.get_by_role("button", name="Save both together").click()
    expect(alice.locator(".success")).to_be_visible()
    assert paragraphs(essay)[1] == "<p>The second paragraph. So says Bob.</p>"
