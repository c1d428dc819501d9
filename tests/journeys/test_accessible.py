"""Every kind of page by axe's rules of WCAG 2.2 AA, on narrow screens, enlarged, and in forced colours."""

from itertools import cycle, product

import pytest
from django.urls import reverse

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.lib import clock
from responses.submissions.tokens import token_of
from responses.visits.services import add_views
from tests.factories import edition_of
from tests.hostile.worlds import build
from tests.journeys.accessible import (
    AXE_SCRIPT,
    COLOURS,
    DESKTOP,
    NARROW,
    PHONE,
    SIZES,
    broken,
    overflow,
    unmarked_in_forced_colours,
    violations,
)

pytestmark = [pytest.mark.pages, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = (
    "/",
    "/threads/",
    "/threads/renamed-thread/",
    "/threads/renamed-thread/full/",
    "/threads/emptied/",
    "/responses/",
    "/responses/2017/",
    "/responses/live/",
    "/responses/gone/",
    "/themes/",
    "/themes/theme/",
    "/people/",
    "/people/anne/",
    "/about/",
    "/calls/",
    "/calls/call/",
    "/follow/?thread=renamed-thread",
    "/nowhere/",
)
SAID = {
    "en": "A sentence of plain words, as long as sentences are.",
    "zh-hans": "一句话。",
    "zh-hant": "一句話。",
}


@pytest.fixture
def page(browser, live_server):
    """A page without the content policy; that one holds on these pages, other journeys find out."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)  # at once: to hand it to each page costs as much as to ask a rule
    yield context.new_page()
    context.close()


@pytest.fixture
def world(begin_with):
    return begin_with("accessible", lambda: build(lambda length: SAID["en"][: length or None]))


def wrong(found):
    return {where: what for where, what in found.items() if what}


def test_no_public_page_breaks_a_rule_of_wcag(page, world):
    found = {}
    for path, language in product(PUBLIC, LANGUAGES):
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
        page.goto(in_language(path, language))
        # One style sheet colours all three, and no words are longer than the English ones.
        found[path, language] = violations(page, besides=() if language == "en" else COLOURS)
        if language == "en":
            page.set_viewport_size(PHONE)
            page.emulate_media(color_scheme="dark")
            found[path, "on a phone in the dark"] = broken(page, (*COLOURS, *SIZES))

    assert wrong(found) == {}


def test_no_screen_behind_breaks_a_rule_of_wcag(page, enter, world):
    enter(page, world.user)
    found = {}
    own = [reverse(f"notifications:{name}", args=[key]) for name, key in world.tokens_of_reader.items()]
    key = token_of(world.accepted[0])
    own += [reverse(f"acceptance:{name}", args=[key]) for name in ("details", "approval")]
    for path in [*behind(world), *own]:
        page.emulate_media(color_scheme="light")
        page.goto(path)
        found[path] = violations(page)
        page.emulate_media(color_scheme="dark")
        found[f"{path} in the dark"] = broken(page, COLOURS)

    assert wrong(found) == {}


def test_no_screen_behind_breaks_a_rule_in_chinese(page, enter, world):
    enter(page, world.user)
    found = {}
    # Every screen in one of the two scripts.
    for path, (asked, tag) in zip(behind(world), cycle({"zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}.items())):
        page.set_extra_http_headers({"Accept-Language": asked})
        page.goto(path)
        # A preview speaks the language of its text.
        spoken = tag if path.startswith("/preview/") else page.locator("html").get_attribute("lang")
        found[path] = violations(page, besides=COLOURS) + ([] if spoken.lower() == tag.lower() else [spoken])

    assert wrong(found) == {}


def behind(world):
    draft, live = world.essays["draft"], world.essays["live"]
    acts = [
        reverse(f"admin:responses_edition_{act}", args=[edition_of(live).pk])
        for act in ("publish", "withdraw", "previews")
    ]
    call = Call.objects.get(slug="call").pk
    add_views({(live.pk, "zh-hant", clock.now().date()): 2})
    return [
        "/admin/",
        reverse("admin:responses_response_changelist"),
        reverse("admin:responses_response_change", args=[draft.pk]),
        reverse("admin:responses_thread_change", args=[world.thread.pk]),
        reverse("admin:responses_person_change", args=[world.person.pk]),
        reverse("admin:responses_response_history", args=[live.pk]),
        reverse("admin:responses_event_changelist"),
        reverse("admin:responses_edition_changelist"),
        reverse("admin:responses_image_changelist"),
        reverse("admin:responses_response_change", args=[world.essays["aside"].pk]),
        f"{reverse('admin:responses_essay_aside')}?essay={draft.pk}&essay={live.pk}",
        f"{reverse('admin:responses_essay_themes')}?essay={draft.pk}",
        f"{reverse('admin:responses_edition_publish_ticked')}?essay={draft.pk}&essay={live.pk}",
        f"{reverse('admin:responses_image_remove')}?image={world.image.pk}",
        reverse("admin:responses_dailyviews_changelist"),
        reverse("admin:responses_dailyviews_text", args=[live.pk]),
        *acts,
        *(reverse("admin:responses_submission_acceptance", args=[each.pk]) for each in world.accepted),
        reverse("admin:responses_submission_accepted"),
        *(reverse(f"admin:responses_call_{act}", args=[call]) for act in ("change", "codes")),
        *_decisions(*world.decided),
        f"{reverse('personal_data')}?address={world.accepted[0].authors.get().email}",
        reverse("editorial:preview", args=[world.tokens[0]]),
        reverse("account_change_password"),
    ]


def _decisions(pending, asked):
    name = "admin:responses_decision"
    return [
        reverse(f"{name}_decide", args=[pending.submission_id]),
        reverse(f"{name}_change", args=[pending.pk]),
        reverse(f"{name}_waiting", args=[pending.submission.call_id]),
        reverse(f"{name}_rounds", args=[asked.submission_id]),
        reverse("admin:responses_lettertemplate_change", args=["revise"]),
    ]


def test_the_ways_in_break_no_rule_of_wcag(page, world):
    found = {}
    for path in (reverse("account_login"), reverse("account_reset_password")):
        page.goto(path)
        found[path] = violations(page)
        page.locator("main form").evaluate("form => { form.noValidate = true; }")
        with page.expect_navigation():
            page.click("main button[type=submit]")
        found[f"{path} refused"] = violations(page)

    assert wrong(found) == {}


def test_no_page_scrolls_sideways_at_320_pixels_or_enlarged_twice(page, world):
    found = {}
    for path in (*PUBLIC, reverse("account_login")):
        page.goto(path)
        page.set_viewport_size(NARROW)
        found[f"{path} at 320"] = overflow(page)
        page.set_viewport_size({"width": 640, "height": 400})
        found[f"{path} at 200 %"] = overflow(page)
        page.set_viewport_size(DESKTOP)
        found[f"{path} in letters of 200 %"] = overflow(page, zoomed=True)

    assert wrong(found) == {}


def test_links_and_focus_are_seen_in_forced_colours(page, world):
    found = {}
    for path in (*PUBLIC[2:9], reverse("account_login")):
        page.goto(path)
        found[path] = unmarked_in_forced_colours(page)

    assert wrong(found) == {}


def test_the_helper_names_what_is_wrong(page, live_server):
    page.goto("/about/")
    page.evaluate(
        "document.body.innerHTML = `<main><p>x <a href='/'></a></p><svg width='2000' height='9'></svg>`"
    )
    assert [each.partition(":")[0] for each in violations(page)] == ["link-name"]
    assert overflow(page) > 0
