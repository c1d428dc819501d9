"""Six essays become two accepted drafts with one revision round; one goes live, and is told of once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from responses.lib import clock
from responses.notifications.sender import settle
from responses.submissions.addresses import page_at
from responses.submissions.services.accepting import settle_acceptances
from responses.submissions.services.telling import tell_live
from responses.threads.models import Essay
from tests.cast import ALICE
from tests.factories import make_user
from tests.journeys.accessible import PHONE, overflow
from tests.journeys.conftest import PATIENCE
from tests.notifications.followers import ADDRESS as READER
from tests.notifications.followers import reader, told
from tests.submissions.acceptance.making import river
from tests.submissions.acceptance.pages import CONSENTS
from tests.submissions.making import call, submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    1: ("The lock-keeper’s arithmetic", "Whoever counts boats at a lock counts no flags."),
    2: ("河流的轮次", "河水轮流流过每一家的田，从不问田是谁的。"),
    3: ("A map without rivers", "Old maps drew the mountains first and the water last of all."),
    4: ("What the ferry costs", "A fare is a promise that the other bank will still be there."),
    5: ("Sediment", "The delta is built by what upstream could not hold on to."),
    6: ("Rain on two roofs", "Neighbours share a gutter long before they share a language."),
}
REVISED = "河水轮流流过每一家的田。1948年的公约也这样说。"


@pytest.fixture
def clock_moves(live_server):
    with time_machine.travel(clock.now()) as traveller:
        yield traveller.shift


@pytest.fixture
def mailbox(settings, live_server, clock_moves):
    """`mailbox(after)`: what came by mail once that much time was over, as (to, subject, text)."""
    settings.SITE_URL = live_server.url

    def come(after=timedelta()):
        clock_moves(after)
        for work in (settle, settle_acceptances, tell_live):
            work()
        return sorted((each.to[0], each.subject, each.body) for each in told())

    return come


@pytest.fixture
def sent(mailbox, page, enter):
    """Six essays of a call that hides names; their receipts have gone, and an editor has come in."""
    enter(page, make_user(ALICE))
    made = call(thread=river(), names_hidden=True)
    essays = {
        number: submission(
            made,
            number,
            language="zh-hans" if number == 2 else "en",
            title=title,
            text=text,
            body=f"<p>{text}</p>",
        )
        for number, (title, text) in WORDS.items()
    }
    assert len(mailbox()) == 6
    return essays


@pytest.fixture
def phone(browser, live_server):
    """An author's own telephone."""
    context = browser.new_context(base_url=live_server.url, viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def open_link(phone, letter):
    phone.goto(re.search(r"http\S+/submissions/\S+", letter[2])[0])
    assert overflow(phone) == 0


def press(page, name):
    page.get_by_role("button", name=name).click()


def follow(page, name):
    page.get_by_role("link", name=name).first.click()


def read_by_keys(page, essays):
    """All six, one after another, each with a mark."""
    page.goto("/admin/")
    follow(page, "essays to read")
    follow(page, re.compile("^6 new"))
    follow(page, essays[1].reference)
    for number, key in enumerate("112223", 1):
        page.wait_for_url(f"**/{essays[number].pk}/change/**")
        page.locator("form.opened").wait_for(state="detached")
        page.keyboard.press(key)
        page.locator(".marks [aria-pressed=true] kbd", has_text=key).wait_for()
        page.keyboard.press("j")
    page.keyboard.press("k")
    page.wait_for_url(f"**/{essays[5].pk}/change/**")


def decide(page, essay, kind, **typed):
    page.goto(reverse("admin:responses_submission_change", args=[essay.pk]))
    follow(page, kind)
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    press(page, "Write the e-mail")
    page.locator(".letter").wait_for()


def decline_ticked(page, essays):
    page.goto(f"{reverse('admin:responses_submission_changelist')}?mark=perhaps")
    for essay in essays:
        page.locator("tr", has_text=essay.reference).locator(".action-select").check()
    page.select_option("[name=action]", "decide_ticked")
    page.locator("button[name=index]").click()
    page.get_by_label("decline").check()
    press(page, "Write the e-mails")


def send_all(page, number):
    page.goto("/admin/")
    follow(page, "E-mails waiting to be sent")
    page.get_by_role("button", name=re.compile(f"Apply and send .*{number}, in a minute")).click()
    page.locator(".success").wait_for()


def revise(phone, letter):
    """The author answers what is asked, in 简体: one point at first, then both."""
    open_link(phone, letter)
    boxes = phone.locator("#points textarea")
    boxes.nth(0).fill("田是大家的。")
    phone.fill("[name=text]", REVISED)
    phone.get_by_role("button", name="发送修改稿").click()
    phone.locator("#said li").wait_for()
    boxes.nth(1).fill("1948年的公约。")
    phone.get_by_role("button", name="发送修改稿").click()
    phone.locator("h1", has_text="您的文章已收到").wait_for()


def withdraw(phone, essay):
    phone.goto(page_at("author", essay))
    phone.get_by_role("link", name="Withdraw your essay").click()
    phone.get_by_role("button", name="Yes, withdraw it").click()
    phone.locator("h1", has_text="Withdrawn").wait_for()


def answer(phone, letter, bio):
    open_link(phone, letter)
    phone.fill("[name=bio]", bio)
    for name in CONSENTS:
        phone.check(f"[name={name}][value=yes]")
    phone.click("[name=send]")
    phone.wait_for_url("**?sent=1*")


def approve(phone, letter):
    open_link(phone, letter)
    phone.click("[name=approve]")
    phone.wait_for_url("**?approved=1*")


def ask_for_approval(page, essay):
    page.goto("/admin/")
    follow(page, "Submissions")
    follow(page, "Accepted essays")
    follow(page, essay.reference)
    press(page, re.compile("^Ask the author to approve version"))
    page.locator(".success").wait_for()


def publish(page, essay):
    page.goto(reverse("admin:responses_submission_acceptance", args=[essay.pk]))
    follow(page, "Open the draft")
    page.select_option("[name=dated_precision]", "day")
    for name, number in zip(("year", "month", "day"), clock.now().timetuple(), strict=False):
        page.fill(f"[name=dated_{name}]", str(number))
    press(page, "Save and continue editing")
    page.locator(".success").wait_for()
    follow(page, "Publish…")
    # The day is a fact about the text: what the author approved is still what goes live.
    assert page.locator(".remarks li").all_inner_texts() == []
    page.locator(".submit-row .default").click()
    page.locator(".success", has_text="Live since").wait_for()


def heads(letters):
    return [(to, subject) for to, subject, _text in letters]


def test_six_essays_become_two_drafts_and_one_goes_live(page, phone, sent, mailbox, clock_moves):
    reader(thread=sent[1].call.thread)
    clock_moves(timedelta(minutes=1))

    read_by_keys(page, sent)
    day = (clock.now() + timedelta(days=20)).date().isoformat()
    decide(page, sent[1], "Accept…")
    decide(page, sent[2], "Revise", new_points="田是谁的？\n请举一个条约。", due=day)
    decide(page, sent[5], "Return", remarks="Please add your sources.", due=day)
    decide(page, sent[6], "Accept…")
    decline_ticked(page, (sent[3], sent[4]))
    withdraw(phone, sent[6])
    assert heads(mailbox()) == [("author6@example.org", "Your essay is withdrawn: 1-006")]
    send_all(page, 5)
    assert mailbox(timedelta(seconds=50)) == []
    decided = mailbox(timedelta(seconds=15))
    assert heads(decided) == [
        ("author1@example.org", "Your essay 1-001: accepted"),
        ("author1@example.org", "Your essay 1-001: what we still need from you"),
        ("author2@example.org", "您的文章 1-002：请修改后重投"),
        ("author3@example.org", "Your essay 1-003: not accepted"),
        ("author4@example.org", "Your essay 1-004: not accepted"),
        ("author5@example.org", "Your essay 1-005: returned, please put something right"),
    ]

    revise(phone, decided[2])
    assert heads(mailbox()) == [("author2@example.org", "您的文章已收到：1-002")]
    page.goto("/admin/")
    page.goto(reverse("admin:responses_submission_change", args=[sent[2].pk]))
    follow(page, "1 decision so far")
    page.locator("ins", has_text="1948年").wait_for()
    page.locator(".answer", has_text="1948年的公约").wait_for()
    decide(page, sent[2], "Accept…")
    send_all(page, 1)
    assert heads(mailbox(timedelta(seconds=65))) == [
        ("author2@example.org", "您的文章 1-002：尚需您补充的内容"),
        ("author2@example.org", "您的文章 1-002：录用"),
    ]
    assert Essay.objects.filter(kind="response").count() == 2
    assert Essay.objects.published().filter(kind="response").count() == 0

    answer(phone, decided[1], "She keeps a lock.")
    ask_for_approval(page, sent[1])
    (to_approve,) = mailbox()
    approve(phone, to_approve)
    publish(page, sent[1])
    to_author, to_reader = mailbox(timedelta(minutes=2))
    assert heads([to_author]) == [("author1@example.org", "Your essay 1-001 is published")]
    (live,) = Essay.objects.published().filter(kind="response")
    assert f"/responses/{live.slug}/" in to_author[2]
    assert f"Rivka Example 1. ({clock.now():%Y, %B}" in to_author[2]
    assert to_reader[0] == READER
    assert "The lock-keeper’s arithmetic" in to_reader[2]
    assert mailbox(timedelta(minutes=2)) == []
