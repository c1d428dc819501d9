"""An accepted author on a phone: types, loses the network, comes back, sends; sees the page, approves it."""

import pytest

from responses.submissions.services.approving import ask_author
from responses.threads.models import Approval, Consent
from tests.cast import ALICE
from tests.factories import edition_of, make_user
from tests.journeys.accessible import PHONE
from tests.submissions.acceptance.making import drafted
from tests.submissions.acceptance.pages import CONSENTS, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAUSE = 2000  # milliseconds: more than from the last keystroke until what was typed is sent to the site


@pytest.fixture
def page(browser, live_server):
    context = browser.new_context(base_url=live_server.url, viewport=PHONE)
    yield context.new_page()
    context.close()


def test_what_is_typed_is_kept_sent_and_approved(page):
    alice = make_user(ALICE)
    page.clock.install()
    made = drafted(alice, language="zh-hans", body=f"<p>{'潮水每天来两次。' * 20}</p>")
    page.goto(path_of(made, "details", "zh-hans"))
    page.fill("[name=bio]", "She reads.")
    page.clock.run_for(PAUSE)
    page.get_by_text("刚刚保留").wait_for()
    page.context.set_offline(True)
    page.fill("[name=bio]", "She reads and writes.")
    page.clock.run_for(PAUSE)
    page.get_by_text("没有网络").wait_for()
    page.context.set_offline(False)
    page.fill("[name=bio]", "She reads, and writes.")
    page.clock.run_for(PAUSE)
    page.get_by_text("刚刚保留").wait_for()

    page.reload()
    for name in CONSENTS:
        page.check(f"[name={name}][value=yes]")
    page.clock.run_for(PAUSE)
    page.get_by_text("刚刚保留").wait_for()
    page.click("[name=send]")
    page.wait_for_url("**?sent=1*")
    ask_author(submission=made, user=alice)
    page.goto(path_of(made, "approval", "zh-hans"))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.click("[name=approve]")
    page.wait_for_url("**?approved=1*")

    newest = edition_of(made.essay).latest
    assert newest.credits.get().bio == "<p>She reads, and writes.</p>"
    assert Approval.objects.get().revision == newest
    assert Consent.objects.filter(language="zh-hans", granted=True).count() == 5
