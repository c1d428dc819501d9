"""The pictures of the guides, made from the screens themselves: ``make pictures``."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from responses.interchange.demonstrating import load_demonstration
from responses.languages.paths import in_language
from tests.cast import ALICE
from tests.factories import make_user, prompt_of, publish_all, response_to, thread_with_prompt, translation_of
from tests.journeys.fonts import wait_for_fonts
from tests.journeys.test_editor_posts import sign_in
from tests.lib.word.builders import document, p

pytestmark = [pytest.mark.pictures, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE = {"width": 1360, "height": 850}
PHONE = {"width": 390, "height": 844}
THREAD = "/threads/who-keeps-a-shared-record/"
# What a reader sees, and the part of the page that is brought to the top.
READ = {
    "home": ("/", "body"),
    "prompt": (THREAD, "body"),
    "map": (THREAD, ".prose > .taken"),
    "response": ("/responses/a-split-tally/", "body"),
}
MANUSCRIPT = (
    p("What the Canal Teaches", style="Title"),
    p("By Mei Harrow"),
    p("The keeper of the lock counts boats, not flags; every boat pays the same toll. " * 3),
    p("Water does not ask. It rises, and the gate opens, and whoever waits goes on. " * 4),
    p("Mei Harrow, a plainly invented student, writes about canals."),
)


@pytest.fixture
def desk(page, settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path / "kept"
    make_user(ALICE)
    prompt = prompt_of(thread_with_prompt("What do neighbours owe each other?"))
    publish_all(prompt)
    translation_of(prompt, "zh-hans")
    page.set_viewport_size(WIDE)
    wait_for_fonts(page)
    sign_in(page)
    return page, prompt


@pytest.fixture
def reader(browser, live_server):
    with time_machine.travel(datetime(2026, 9, 14, 12, tzinfo=UTC)):
        load_demonstration()
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
        page = context.new_page()
        wait_for_fonts(page)
        yield page
        context.close()


def picture(page, name):
    page.evaluate("document.fonts.ready")
    shown = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    # Letters on paper need few colours.
    shown.convert("RGB").quantize(200, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_a_reader_sees(reader, language, size):
    reader.set_viewport_size(PHONE if size == "phone" else WIDE)
    for name, (path, part) in READ.items():
        reader.goto(in_language(path, language))
        reader.locator(part).first.evaluate("part => scrollTo(0, part.getBoundingClientRect().top - 40)")
        picture(reader, f"read-{name}-{size}-{language}")


def test_from_the_desk_to_a_live_response(desk, tmp_path):
    page, prompt = desk
    picture(page, "desk")
    page.goto(reverse("admin:responses_thread_change", args=[prompt.thread_id]))
    picture(page, "thread")
    path = tmp_path / "canal.docx"
    path.write_bytes(document(*MANUSCRIPT))
    page.set_input_files(".from-file input[type=file]", path)
    expect(page.locator(".ProseMirror")).to_be_visible()
    expect(page.frame_locator(".look iframe").locator("h1")).to_be_visible()
    picture(page, "form")
    page.click("[name=_save]")
    page.get_by_role("link", name="Publish…").first.click()
    picture(page, "publish")


def test_a_translation_beside_its_source(desk):
    page, prompt = desk
    essay = response_to(prompt, "A neighbour’s answer")
    source = essay.editions.get()
    page.goto(f"{reverse('admin:responses_edition_add')}?source={source.pk}&language=zh-hans")
    expect(page.locator(".ProseMirror")).to_be_visible()
    picture(page, "translation")
