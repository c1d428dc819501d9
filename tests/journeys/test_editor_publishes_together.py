"""A thread is published together by keyboard, on a desk and on a phone, and watched from outside."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from responses.threads.models import LivePeriod, Publication
from tests.cast import ALICE
from tests.factories import edition_of, make_user, prompt_of, response_to, thread_with_prompt, translation_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def thread():
    """A prompt, four responses and two translations, all drafts."""
    made = thread_with_prompt(slug="spirit")
    prompt = prompt_of(made)
    responses = [response_to(prompt, f"Response {n}") for n in range(1, 5)]
    for essay in (prompt, responses[0]):
        translation_of(essay, "zh-hans")
    return made


def test_a_thread_goes_live_together_by_keyboard_alone(page, enter, thread):
    enter(page, make_user(ALICE))
    page.goto(reverse("admin:responses_thread_change", args=[thread.pk]))
    page.get_by_role("link", name="Publish together…").press("Enter")
    page.get_by_role("link", name="Tick all that are not live yet").press("Enter")
    page.wait_for_url("**?all")
    page.locator("[name=when][value=now]").focus()
    page.keyboard.press("ArrowDown")
    page.locator("[name=date]").fill("2090-03-05")
    page.locator("[name=time]").fill("22:00")
    words = (
        "7 texts. Goes live Sun 5 Mar 2090, 22:00 Washington (Mon 6 Mar, 11:00 Beijing), in English and 简体."
    )
    page.locator("[data-answer]", has_text=words).wait_for()
    first = page.locator("[name=revision]").first
    first.press("Space")
    page.locator("[data-answer]", has_text="6 texts.").wait_for()
    first.press("Space")
    page.locator("[data-answer]", has_text=words).wait_for()
    page.get_by_role("button", name="Publish").press("Enter")
    assert page.inner_text(".success") == words
    assert page.request.get("/threads/spirit/").status == 404
    assert Publication.objects.values_list("release").distinct().count() == 1


def test_an_hour_shown_twice_is_asked_about_in_the_page(page, enter, thread):
    enter(page, make_user(ALICE))
    page.goto(reverse("admin:responses_edition_publish", args=[edition_of(prompt_of(thread)).pk]))
    twice = page.locator("[data-twice]")
    page.check("[name=when][value=later]")
    page.fill("[name=date]", "2030-11-03")
    page.fill("[name=time]", "01:30")
    twice.wait_for()
    page.get_by_label("Sun 3 Nov 2030, 01:30 Washington (14:30 Beijing)").check()
    page.locator(
        "[data-answer]", has_text="Goes live Sun 3 Nov 2030, 01:30 Washington (14:30 Beijing)"
    ).wait_for()
    page.fill("[name=time]", "03:30")
    twice.wait_for(state="hidden")


def test_nothing_scrolls_sideways_on_a_phone(page, enter, thread):
    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, make_user(ALICE))
    for address in (
        reverse("admin:responses_thread_publish", args=[thread.pk]),
        reverse("admin:responses_edition_publish", args=[edition_of(prompt_of(thread)).pk]),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_jump_leads_to_the_field_and_takes_the_focus(page, enter, thread):
    enter(page, make_user(ALICE))
    page.goto(reverse("admin:responses_edition_publish", args=[edition_of(prompt_of(thread)).pk]))
    page.get_by_role("link", name="The date of first publication is missing.").press("Enter")
    page.wait_for_url("**#id_dated_precision")
    page.wait_for_function("document.activeElement.id === 'id_dated_precision'")


def test_the_public_site_shows_nothing_before_the_instant_and_all_of_it_after(page, thread):
    """The real clock: far enough ahead for a round of questions, asked from outside until it is past."""
    from responses.threads.services.releases import release

    paths = [
        "/",
        "/threads/",
        "/threads/spirit/",
        "/threads/spirit/full/",
        "/feed/",
        "/people/",
        "/sitemap-1.xml",
    ]
    paths += ["/responses/response-1/", "/responses/", "/zh-hans/responses/response-1/"]
    drafts = [edition.latest for essay in thread.essays.all() for edition in essay.editions.all()]
    begun = datetime.now(UTC)
    assert {page.request.get(path).status for path in paths} == {200, 404}
    instant = datetime.now(UTC) + timedelta(seconds=1) + 3 * (datetime.now(UTC) - begun)
    release(revisions=drafts, user=None, at=instant)
    shown_before, asked_before = [], 0
    while True:
        started = datetime.now(UTC)
        found = {path: page.request.get(path) for path in paths}
        if datetime.now(UTC) < instant:
            asked_before += 1
            shown_before += [path for path, answer in found.items() if "Response 1" in answer.text()]
        elif started >= instant:
            break
    assert (shown_before, asked_before > 0) == ([], True)
    assert {path: answer.status for path, answer in found.items()} == dict.fromkeys(paths, 200)
    assert LivePeriod.objects.live().count() == 7
    assert [path for path in paths if "esponse" not in found[path].text() and path != "/people/"] == []
