"""An e-mailed Word file becomes a live page in at most twelve actions, and loses no character on its way."""

from typing import NamedTuple

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.threads.models import Essay, WorkingCopy
from tests.cast import ALICE
from tests.factories import make_user, prompt_of, publish_all, response_to, thread_with_prompt
from tests.lib.word.builders import document, p

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENGLISH = (
    "The keeper of the lock counts boats, not flags; “every boat” pays the same\xa0toll [sic].",
    "Water does not ask — it rises. 50\u202f% of it, at least; and “that” is that…",
)
CHINESE = ("看闸人数的是船，不是旗；“每条船”都付同样的钱。", "水从不发问——它只是上涨，𠮷。")
MOST = 12
PAUSE = 4000  # milliseconds: more than from the last keystroke until what was typed is sent to the site


class Actions:
    """Counts what an editor does: each click, each choice, each address gone to."""

    def __init__(self, page):
        self.page, self.number = page, 0

    def goto(self, address):
        self.number += 1
        self.page.goto(address)

    def click(self, locator):
        self.number += 1
        locator.click()

    def choose(self, file):
        self.number += 1
        self.page.set_input_files(".from-file input[type=file]", file)


@pytest.fixture
def desk(page, enter, settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path / "kept"
    prompt = prompt_of(thread_with_prompt())
    publish_all(prompt)
    enter(page, make_user(ALICE))
    return page, prompt


def from_file_to_live(page, prompt, path, title):
    """What an editor does with a file; returns how many acts it took."""
    acts = Actions(page)
    acts.goto(reverse("admin:responses_thread_change", args=[prompt.thread_id]))
    acts.choose(path)
    expect(page.locator("[name=title]")).to_have_value(title)
    expect(page.locator(".ProseMirror")).to_be_visible()
    acts.click(page.locator("[name=_save]"))
    acts.click(page.get_by_role("link", name="Publish…").first)
    acts.click(page.locator(".submit-row .default"))
    expect(page.locator(".success")).to_contain_text("Live since")
    return acts.number


class Manuscript(NamedTuple):
    title: str
    byline: str
    paragraphs: tuple[str, ...]
    prefix: str


MANUSCRIPTS = (
    Manuscript("What the Canal Teaches", "By Mei Harrow", ENGLISH, ""),
    Manuscript("运河教给我们什么", "作者：林潭", CHINESE, "/zh-hans"),
)


@pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=["English", "Chinese"])
def test_a_word_file_becomes_a_live_page(desk, tmp_path, manuscript):
    page, prompt = desk
    path = tmp_path / "manuscript.docx"
    heading, byline = p(manuscript.title, style="Title"), p(manuscript.byline)
    path.write_bytes(document(heading, byline, *map(p, manuscript.paragraphs)))
    assert from_file_to_live(page, prompt, path, manuscript.title) <= MOST
    essay = Essay.objects.get(kind="response")
    page.goto(f"{manuscript.prefix}/responses/{essay.slug}/")
    assert tuple(page.locator(".prose p").all_text_contents()) == manuscript.paragraphs
    assert page.locator("h1").text_content() == manuscript.title
    assert essay.kept_files.get().name == "manuscript.docx"


def test_what_is_typed_survives_a_dead_network_and_a_closed_window(desk, context):
    essay = response_to(desk[1], "Of Souls")
    address = reverse("admin:responses_response_change", args=[essay.pk])
    page = context.new_page()  # its own: a dead network is an error in a browser's console
    page.clock.install()
    page.goto(address)
    expect(page.locator(".ProseMirror")).to_be_visible()
    expect(page.locator(".keeping")).to_have_attribute("data-keeping", "on")
    context.set_offline(True)
    page.locator(".ProseMirror").press("Control+End")
    page.keyboard.type(" Typed without a network.")
    page.clock.run_for(PAUSE)
    expect(page.locator(".keeping-trouble")).to_contain_text("The site cannot be reached.")
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.clock.install()
    again.goto(address)
    offered = again.get_by_role("button", name="Put it into the form")
    # What the device kept it tells when it can, and it is offered a while after that.
    while not offered.is_visible():
        again.clock.run_for(PAUSE)
    offered.click()
    expect(again.locator(".ProseMirror")).to_contain_text("Typed without a network.")
    again.clock.run_for(PAUSE)
    expect(again.locator(".keeping-words")).to_contain_text("Kept")
    assert "Typed without a network." in WorkingCopy.objects.get().content["body"]


def test_opening_a_text_and_looking_at_it_keeps_nothing(desk, context):
    essay = response_to(desk[1], "Of Souls")
    page = (
        context.new_page()
    )  # its own: the clock is refused in a frame without scripts, and the console says so
    page.clock.install()
    kept = []
    page.on("request", lambda request: kept.append(request.url) if "/keep/" in request.url else None)
    page.goto(reverse("admin:responses_response_change", args=[essay.pk]))
    page.get_by_role("button", name="Show", exact=True).click()
    frame = page.frame_locator(".look iframe")
    expect(frame.locator("h1")).to_have_text("Of Souls")
    page.clock.run_for(PAUSE)
    assert (page.evaluate("1"), kept, WorkingCopy.objects.count()) == (1, [], 0)
    page.locator(".ProseMirror").press("x")
    page.clock.run_for(PAUSE)
    expect(page.locator(".keeping-words")).to_contain_text("Kept")
    assert (len(kept), WorkingCopy.objects.count()) == (1, 1)


def test_a_saved_text_is_not_offered_again(desk):
    page, prompt = desk
    essay = response_to(prompt, "Of Souls")
    address = reverse("admin:responses_response_change", args=[essay.pk])
    page.goto(address)
    expect(page.locator(".keeping")).to_have_attribute("data-keeping", "on")
    page.locator(".ProseMirror").press("Control+End")
    page.keyboard.type(" One sentence more.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".success")).to_be_visible()
    page.goto(address)
    expect(page.locator(".ProseMirror")).to_contain_text("One sentence more.")
    expect(page.locator(".keeping")).to_have_attribute("data-keeping", "on")
    expect(page.locator(".found-here")).to_be_hidden()
    expect(page.locator(".kept")).to_have_count(0)
    assert not WorkingCopy.objects.exists()
