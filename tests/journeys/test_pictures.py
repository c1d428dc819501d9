"""The pictures of the editors' guide, made from the screens themselves: ``make pictures``."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import ALICE
from tests.factories import make_user, prompt_of, publish_all, response_to, thread_with_prompt, translation_of
from tests.journeys.test_editor_posts import sign_in
from tests.lib.word.builders import document, p

pytestmark = [pytest.mark.pictures, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE = {"width": 1360, "height": 850}
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
    sign_in(page)
    return page, prompt


def picture(page, name):
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


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
