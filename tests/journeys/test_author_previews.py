"""A draft by link in a browser: the editor makes it, the author opens it on a phone and leaves a note."""

import re

import pytest
from django.urls import reverse

from tests.cast import ALICE
from tests.factories import make_user, prompt_of, publish_all, response_to, thread_with_prompt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft():
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread)
    return response_to(prompt_of(thread), "Of Souls", slug="of-souls")


@pytest.fixture
def phone(browser, live_server):
    """An author's own telephone, without scripts; what it sends is noted."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.sent = []
    # Playwright writes upon its handlers, and a built-in method cannot be written upon.
    page.on("request", lambda request: page.sent.append(request))  # noqa: PLW0108
    yield page
    context.close()


def make_link(page, draft):
    page.goto(reverse("admin:responses_response_change", args=[draft.pk]))
    page.get_by_role("link", name="Make or revoke links…").click()
    page.get_by_role("button", name="Make a link").click()
    return re.sub(r"^https?://[^/]+", "", page.input_value("#made-address"))


def test_an_author_reads_a_draft_on_a_phone_and_the_editor_reads_the_authors_note(page, enter, phone, draft):
    enter(page, make_user(ALICE))
    path = make_link(page, draft)

    assert phone.goto(path).status == 200
    assert phone.inner_text("h1") == "Of Souls"
    assert phone.inner_text(".band strong") == "Draft, not for citation"
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.get_by_role("link", name="Leave a note to the editors").click()
    phone.fill("[name=note]", "One name is wrong.")
    phone.get_by_role("button", name="Send the note").click()
    assert phone.inner_text("[role=status]") == "Your note has reached the editors. Thank you."
    phone.locator("p.target a").click()
    assert phone.url.endswith("/threads/spirit/")

    assert phone.context.cookies() == []
    told = [request.header_value("referer") or "" for request in phone.sent]
    assert [referrer for referrer in told if "/preview/" in referrer] == []
    page.goto(reverse("admin:responses_response_change", args=[draft.pk]))
    assert page.inner_text("[aria-labelledby=notes-title] .text") == "One name is wrong."
    assert "opened 1 time" in page.inner_text("[aria-labelledby=previews-title]")


def test_an_editor_revokes_a_link_and_it_opens_nothing_any_more(page, enter, phone, draft):
    enter(page, make_user(ALICE))
    path = make_link(page, draft)

    page.get_by_role("button", name="Revoke").click()
    page.wait_for_selector(".success")
    assert phone.goto(path).status == 404
    assert path not in phone.content()
