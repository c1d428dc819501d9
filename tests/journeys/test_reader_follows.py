"""A reader in Taipei finds a Beijing text, cites it, follows its thread, hears of more once, and leaves."""

import re
from email import message_from_bytes

import pytest

from responses.notifications.sender import look
from responses.notifications.services import send_due_letters
from tests.cast import FAN_ZHEN
from tests.factories import (
    person,
    prompt_of,
    publish_all,
    response_to,
    thread_with_prompt,
    translation_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mailbox(settings, tmp_path, live_server):
    """What came by mail, as files; each looked at once."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    settings.SITE_URL = live_server.url
    seen = set()

    def come():
        while look():
            pass
        send_due_letters()
        new = sorted(set(tmp_path.iterdir()) - seen)
        seen.update(new)
        return [message_from_bytes(path.read_bytes()) for path in new]

    return come


def text_of(mail):
    part = mail.get_payload()[0] if mail.is_multipart() else mail
    return part.get_payload(decode=True).decode()


def link_in(mail, words):
    return re.search(rf"http\S+/follow/\S+{words}", text_of(mail))[0]


def test_a_reader_finds_cites_follows_hears_of_the_next_text_once_and_leaves(page, mailbox, settings):
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread)
    body = "<p>那时我在中华书局的旧楼里工作。</p>"
    found = response_to(
        prompt_of(thread), "旧楼", slug="old-house", body=body, language="zh-hans", authors=[person(FAN_ZHEN)]
    )
    publish_all(found)

    page.goto("/zh-hant/")
    page.fill(".bar [name=q]", "范縝")
    page.wait_for_selector(".offered a:has-text('范縝')")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.pathname") == "/zh-hant/people/fan-zhen/"
    page.keyboard.press("Escape")
    page.fill(".bar [name=q]", "中華書局")
    page.keyboard.press("Enter")
    assert page.inner_text(".results mark") == "中华书局"
    page.click(".results .title a")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("details.cite > summary")
    page.get_by_role("button", name=re.compile("GB.T 7714")).first.click()
    page.wait_for_selector("text=已複製")
    reference = page.evaluate("navigator.clipboard.readText()")
    assert [part in reference for part in ("范缜", "旧楼", "/t/")] == [True, True, True]

    page.goto("/zh-hant/threads/spirit/")
    page.get_by_role("link", name="追蹤此討論").click()
    page.fill("[name=address]", "reader@example.org")
    page.wait_for_timeout(2100)  # nobody fills it in faster
    page.get_by_role("button", name="寄給我確認郵件").click()
    page.wait_for_selector("text=請查收郵件")
    (letter,) = mailbox()
    page.goto(link_in(letter, "/confirm/"))
    page.get_by_role("button", name="是，請寄郵件給我").click()
    page.wait_for_selector("text=已確認")

    essay = response_to(prompt_of(thread), "Of Souls")
    publish_all(essay, translation_of(essay, "zh-hant", "論靈魂", summary="靈魂如何？身體如何？"))
    (news,) = mailbox()
    assert [words in text_of(news) for words in ("論靈魂", "靈魂如何？身體如何？")] == [True, True]
    assert mailbox() == []
    mail = page.context.browser.new_page()
    mail.set_content(news.get_payload()[1].get_payload(decode=True).decode())
    assert mail.inner_text("h2") == "論靈魂"
    mail.close()

    page.goto(link_in(news, "/leave/"))
    page.get_by_role("button", name="不再接收郵件").click()
    page.wait_for_selector("text=您不會再收到郵件")
    publish_all(response_to(prompt_of(thread), "Another"))
    assert mailbox() == []
