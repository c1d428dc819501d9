"""An editor's way in a browser: sign in, post a thread, answer it, publish, schedule, withdraw."""

import pytest
from django.urls import reverse

from responses.threads.models import Essay, Thread
from tests.cast import ALICE, ANNE_CONWAY, FAN_ZHEN, PASSWORD
from tests.factories import edition_of, make_user, person, prompt_of, response_to, thread_with_prompt
from tests.journeys.conftest import _note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page):
    page.goto("/admin/")
    page.fill("[name=login]", ALICE.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/")


def credit(page, number, name, place=""):
    if not page.locator(f"[name=credits-{number}-person]").is_visible():
        page.get_by_role("button", name="One more author or translator").click()
    page.fill(f"[name=credits-{number}-person]", name)
    page.fill(f"[name=credits-{number}-place]", place)


def post_thread(page):
    page.goto(reverse("admin:responses_thread_add"))
    page.fill("[name=texts-en-title]", "Does the spirit outlive the body?")
    page.select_option("[name=language]", "zh-hans")
    page.fill("[name=title]", "神灭论")
    page.locator(".ProseMirror").fill("神即形也，形即神也。")
    credit(page, 0, "范缜")
    page.select_option("[name=dated_precision]", "circa")
    page.fill("[name=dated_year]", "507")
    page.click("[name=_save]")
    page.wait_for_selector(".success")


def answer_prompt(page):
    page.get_by_role("link", name="Add a response to this").click()
    page.fill("[name=title]", "Of Souls")
    page.locator(".ProseMirror").fill("Soul and body differ in degree.")
    credit(page, 0, "Fan Zhen", "2")
    credit(page, 1, "Anne Conway", "1")
    page.click("[name=_save]")
    page.wait_for_selector(".success")


def publish(page, *, when="now"):
    page.get_by_role("link", name="Publish…").click()
    if when != "now":
        page.check("[name=when][value=later]")
        page.fill("[name=date]", when)
        page.fill("[name=time]", "09:00")
        page.wait_for_selector("text=Goes live")
    page.locator(".submit-row .default").click()
    return page.inner_text(".success")


def status(page, address):
    # Past the browser's own copy, which a page of the reading room may be for half a minute.
    return page.request.get(address).status


def test_an_editor_posts_publishes_schedules_and_withdraws(page):
    make_user(ALICE)
    person(FAN_ZHEN)
    person(ANNE_CONWAY)
    sign_in(page)

    post_thread(page)
    thread = Thread.objects.get()
    assert prompt_of(thread).slug == "shen-mie-lun"
    answer_prompt(page)
    response = Essay.objects.get(kind="response")
    assert [byline.person.slug for byline in response.bylines.all()] == ["anne-conway", "fan-zhen"]

    page.goto(reverse("admin:responses_prompt_change", args=[prompt_of(thread).pk]))
    assert publish(page).endswith(", in 简体.")
    assert status(page, f"/zh-hans/threads/{thread.slug}/") == 200
    assert status(page, f"/responses/{response.slug}/") == 404

    page.goto(reverse("admin:responses_response_change", args=[response.pk]))
    words = "Goes live Sun 5 Mar 2090, 09:00 Washington (22:00 Beijing), in English."
    assert publish(page, when="2090-03-05") == words
    assert status(page, f"/responses/{response.slug}/") == 404
    page.goto(reverse("admin:responses_publication_changelist"))
    page.get_by_role("link", name="Unschedule…").click()
    page.locator(".submit-row .default").click()
    page.wait_for_selector("text=Called off.")

    page.goto(reverse("admin:responses_response_change", args=[response.pk]))
    assert publish(page).startswith("Live since")
    assert status(page, f"/responses/{response.slug}/") == 200
    page.goto(reverse("admin:responses_response_change", args=[response.pk]))
    page.locator(".editions").get_by_role("link", name="Withdraw…").click()
    page.fill("[name=note]", "At the author’s wish.")
    page.locator(".submit-row .default").click()
    page.wait_for_selector("text=Withdrawn.")
    gone = page.request.get(f"/responses/{response.slug}/")
    assert (gone.status, "At the author’s wish." in gone.text()) == (410, True)


def test_what_a_response_answers_is_found_by_typing(page, enter):
    enter(page, make_user(ALICE))
    prompt = prompt_of(thread_with_prompt())
    response_to(prompt, "Of Souls")
    page.goto(reverse("admin:responses_response_add"))
    page.click("#id_responding_to + .select2 .select2-selection")
    page.fill(".select2-search__field", "conway souls")
    option = page.locator(".select2-results__option", has_text="Of Souls")
    option.click()
    label = page.inner_text(".select2-selection__rendered")
    assert "Does the spirit outlive the body? · Anne Conway · Of Souls · English" in label


def test_a_phone_without_scripts_in_chinese_is_enough(browser, live_server):
    user = make_user(ALICE, language="zh-hans")
    prompt = prompt_of(thread_with_prompt())
    person(ANNE_CONWAY)
    context = browser.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    strangers = []
    context.on("request", lambda request: _note(request.url, live_server.url, strangers))
    page = context.new_page()
    sign_in(page)
    page.goto(reverse("admin:responses_thread_change", args=[prompt.thread_id]))
    page.click(".editions .act")
    page.select_option("[name=language]", "zh-hans")
    page.fill("[name=title]", "论灵魂")
    page.fill("[name=body]", "<p>灵魂与身体。</p>")
    credit(page, 0, "Anne Conway")
    page.click("[name=_save]")
    page.wait_for_selector(".success")
    essay = Essay.objects.get(kind="response")
    assert (essay.slug, essay.created_by, essay.responding_to) == ("lun-ling-hun", user, prompt)
    page.goto(reverse("admin:responses_edition_publish", args=[edition_of(prompt).pk]))
    page.locator(".submit-row .default").click()
    page.wait_for_selector(".success")
    assert edition_of(prompt).live_periods.count() == 1
    context.close()
    assert strangers == []
