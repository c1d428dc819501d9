"""An editor reads what was sent, one essay after another, by keys, without losing what is being typed."""

import pytest
from django.urls import reverse

from responses.submissions.models import Submission
from responses.submissions.services.likeness import liken
from tests.cast import ALICE
from tests.factories import make_user
from tests.journeys.accessible import DESKTOP, NARROW, PHONE, overflow, unmarked_in_forced_colours, violations
from tests.submissions.making import call, submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "<p>Rivers part nothing that people have not parted before, and bridges join the same again.</p>"
LIST = "admin:responses_submission_changelist"


@pytest.fixture
def alice():
    return make_user(ALICE)


@pytest.fixture
def essays():
    river = call(names_hidden=True, limits={"en": {"most": 10}})
    sent = [submission(river, number, body=f"{LONG}<p>Essay {number}.</p>") for number in (1, 2, 3)]
    for each in sent:
        liken(each.latest)
    return sent


def test_three_essays_are_read_by_keys(page, enter, alice, essays):
    enter(page, alice)
    page.goto(reverse(LIST))
    page.get_by_role("link", name="3 new").click()
    page.get_by_role("link", name=essays[0].reference).click()
    page.wait_for_url(f"**/{essays[0].pk}/change/**")
    page.wait_for_selector("form.opened", state="detached")

    page.keyboard.press("1")
    page.locator(".marks [aria-pressed=true]", has_text="Yes").wait_for()
    page.keyboard.press("j")
    page.wait_for_url(f"**/{essays[1].pk}/change/**")
    # The first was read, and is new no more; it is of the list still, for who wants to go back.
    assert page.inner_text(".place span") == "2 of 3"
    page.locator("#note-text").press_sequentially("j and k, 1 or 2?")
    page.get_by_role("button", name="Add the note").click()
    page.get_by_text("j and k, 1 or 2?").wait_for()
    assert page.input_value("#note-text") == ""
    page.keyboard.press("2")
    page.locator(".marks [aria-pressed=true]", has_text="Perhaps").wait_for()

    found = Submission.objects.order_by("number").values_list("marks__value", "opened_at")
    assert [(mark, bool(opened)) for mark, opened in found] == [
        ("yes", True),
        ("perhaps", True),
        (None, False),
    ]


@pytest.mark.pages
def test_the_desk_of_submissions_can_be_used_by_everyone(browser, live_server, enter, alice, essays):
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    page, found = context.new_page(), {}
    enter(page, alice)
    first = essays[0]
    pages = [
        reverse(LIST),
        reverse("admin:responses_submission_change", args=[first.pk]),
        reverse("admin:responses_submission_shares", args=[first.pk, first.latest.overlaps.first().pk]),
        reverse("admin:responses_submission_report", args=[first.call_id]),
        reverse("admin:responses_submission_print"),
    ]
    for address in pages:
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
        page.goto(address)
        found[address] = violations(page)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        found[address, "dark"] = violations(page)
        page.set_viewport_size(NARROW)
        found[address, "narrow"] = overflow(page)
    page.goto(pages[1])
    found["forced"] = unmarked_in_forced_colours(page)
    context.close()

    assert {where: what for where, what in found.items() if what} == {}
