"""A reader's way through the room, in a real browser: by keyboard, on a phone, in three languages."""

import pytest
from playwright.sync_api import expect

from tests.cast import LI_ZHI
from tests.factories import (
    person,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
LONG = "<p>" + "Supercalifragilistic" * 40 + " and then some words.</p>" + "<p>A paragraph.</p>" * 30


@pytest.fixture
def dialogue(live_server):
    thread = thread_with_prompt(themes=[theme(zh_hans="形与神")], slug="spirit", body=LONG)
    publish_all(thread)
    prompt = prompt_of(thread)
    first = response_to(prompt, "A first reply", slug="first", body=LONG)
    publish_all(first, response_to(prompt, "A second reply", slug="second"))
    publish_all(translation_of(first, "zh-hans", "第一个回应", translator=person(LI_ZHI)))
    return thread


def test_the_first_tab_offers_the_way_to_the_content_and_enter_takes_it(page, dialogue):
    page.goto("/responses/first/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_back_to_top_moves_the_focus_too(page, dialogue):
    page.goto("/responses/first/")
    page.get_by_role("link", name="Back to Top").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#top")).to_be_focused()
    # A page that glided would swallow this: the way down, begun by the focus, would win over the way up.
    expect(page.locator("#top")).to_be_in_viewport()


def test_the_switch_leads_to_this_text_in_the_other_language_and_back(page, dialogue):
    page.goto("/responses/first/")
    page.get_by_role("link", name="简体").click()
    expect(page.locator("h1")).to_have_text("第一个回应")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("A first reply")


def test_a_dialogue_is_followed_from_text_to_text(page, dialogue):
    page.goto("/")
    page.get_by_role("link", name="Does the spirit outlive the body?").first.click()
    page.get_by_role("link", name="A first reply").click()
    page.get_by_role("link", name="Next A second reply").click()
    expect(page.locator("h1")).to_have_text("A second reply")
    page.locator("p.target a").click()
    expect(page.locator("h1")).to_have_text("Does the spirit outlive the body?")


def test_no_page_scrolls_sideways_on_a_phone(page, dialogue):
    paths = ("/", "/threads/spirit/", "/threads/spirit/full/", "/responses/first/", "/people/")
    wider = {}
    for path in (*paths, "/zh-hans/responses/first/"):
        for size in (NARROW, PHONE):
            page.set_viewport_size(size)
            page.goto(path)
            wider[path, size["width"]] = page.evaluate("document.documentElement.scrollWidth") - size["width"]
    assert {where: pixels for where, pixels in wider.items() if pixels > 0} == {}


def test_every_page_reads_the_same_without_script(browser, live_server, dialogue):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/responses/first/")
    page.locator("details.cite > summary").click()
    expect(page.locator("details.cite .citation")).to_be_visible()
    expect(page.locator("details.cite button")).to_have_count(0)
    context.close()


def test_one_click_copies_a_reference_slant_and_all(page, dialogue):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/responses/first/")
    page.locator("details.cite > summary").click()
    page.get_by_role("button", name="Copy: MLA 9").first.click()
    expect(page.get_by_role("button", name="Copied: MLA 9")).to_be_visible()
    reference = page.locator("dl.references dd").nth(1)
    assert page.evaluate("navigator.clipboard.readText()") == reference.text_content()
    rich = page.evaluate("""async () => {
        const [item] = await navigator.clipboard.read();
        return await (await item.getType("text/html")).text();
    }""")
    assert "Dialogue Initiative</i>" in rich


def test_print_leaves_the_menu_out_and_keeps_the_address(page, dialogue):
    page.goto("/responses/first/")
    page.emulate_media(media="print")
    expect(page.locator("#menu")).to_be_hidden()
    assert page.locator("p.address").inner_text().endswith("/responses/first/")
