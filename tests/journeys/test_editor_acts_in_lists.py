"""Acts on what is ticked in a list, by keyboard alone and on a phone."""

import pytest
from django.urls import reverse

from responses.threads.models import Essay, LivePeriod
from tests.cast import ALICE
from tests.factories import image, make_user, prompt_of, publish_all, response_to, thread_with_prompt
from tests.journeys.test_editor_posts import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "admin:responses_response_changelist"


@pytest.fixture
def prompt():
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread)
    for n in range(1, 4):
        response_to(prompt_of(thread), f"Response {n}")
    make_user(ALICE)
    return prompt_of(thread)


def choose(page, act, *titles):
    """Tick these rows and choose an act, without a mouse."""
    page.goto(reverse(LIST))
    for title in titles:
        page.locator("#result_list tr", has_text=title).locator(".action-select").press("Space")
    page.locator("[name=action]").press("Home")
    page.select_option("[name=action]", act)
    page.locator("button[name=index]").press("Enter")


def test_two_drafts_go_live_from_the_list(page, prompt):
    sign_in(page)
    choose(page, "publish", "Response 1", "Response 3")
    page.locator("[data-answer]", has_text="2 texts. At once, in English.").wait_for()
    page.locator(".submit-row .default").press("Enter")
    page.wait_for_selector(".success")
    assert page.inner_text(".success").startswith("2 texts. Live since")
    assert LivePeriod.objects.live().count() == 3


def test_a_draft_is_set_aside_and_taken_back(page, prompt):
    sign_in(page)
    choose(page, "put_aside", "Response 2")
    page.wait_for_url("**/aside/?**")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".success")
    assert page.locator("#result_list", has_text="Response 2").count() == 0
    page.get_by_role("link", name="set aside").press("Enter")
    page.get_by_role("link", name="Response 2").press("Enter")
    page.get_by_role("link", name="Take back…").press("Enter")
    page.locator(".act-form .default").press("Enter")
    page.wait_for_selector("text=1 text is taken back.")
    assert Essay.objects.set_aside().count() == 0


def test_a_double_click_acts_once(page, prompt):
    sign_in(page)
    choose(page, "put_aside", "Response 2")
    page.locator(".act-form .default").dblclick()
    page.wait_for_selector("#result_list")
    assert Essay.objects.set_aside().count() == 1


def test_nothing_scrolls_sideways_on_a_phone(page, prompt):
    image(file_name="a-name-of-a-file-that-is-longer-than-a-phone-is-wide.png")
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page)
    drafts = "&".join(f"essay={pk}" for pk in Essay.objects.values_list("pk", flat=True))
    addresses = [
        reverse(LIST),
        reverse("admin:responses_edition_changelist"),
        reverse("admin:responses_image_changelist"),
        *(f"{reverse(f'admin:responses_essay_{act}')}?{drafts}" for act in ("aside", "take_back", "themes")),
        f"{reverse('admin:responses_edition_publish_ticked')}?{drafts}",
    ]
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, address
