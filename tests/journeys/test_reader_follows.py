"""A reader in Taipei follows a thread, gets one e-mail in 繁體 when a text appears, leaves by one click."""

import re
from email import message_from_bytes

import pytest

from responses.notifications.sender import look
from responses.notifications.services import send_due_letters
from tests.factories import (
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


def test_a_reader_follows_a_thread_hears_of_the_next_text_once_and_leaves(page, mailbox, settings):
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread)
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
