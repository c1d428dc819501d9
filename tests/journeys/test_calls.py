"""A reader learns by their own clock until when a call is open, and puts that hour into their calendar."""

from datetime import timedelta

import pytest

from responses.lib import clock
from tests.submissions.making import call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# In winter, at 22:00 in Washington: 03:00 of the next day in London, 11:00 in Beijing.
CLOSES = (clock.now() + timedelta(days=365)).replace(
    month=1, day=13, hour=3, minute=0, second=0, microsecond=0
)


def shown(browser, live_server, path, zone):
    context = browser.new_context(
        base_url=live_server.url, timezone_id=zone, viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto(path)
    words = page.locator(".window").inner_text(), page.evaluate("document.documentElement.scrollWidth")
    context.close()
    return words


def test_an_hour_is_told_by_the_readers_own_clock_where_that_shows_another(browser, live_server):
    call("a-river", opens_at=clock.now() - timedelta(days=1), closes_at=CLOSES)
    own = {
        zone: shown(browser, live_server, "/calls/a-river/", zone)
        for zone in ("Europe/London", "America/New_York", "Asia/Shanghai", "America/Toronto")
    }
    assert {zone: "your time" in words for zone, (words, _width) in own.items()} == {
        "Europe/London": True,
        "America/New_York": False,
        "Asia/Shanghai": False,
        "America/Toronto": False,
    }
    assert own["Europe/London"][0].endswith("13 Jan, 03:00).")
    chinese, width = shown(browser, live_server, "/zh-hans/calls/a-river/", "Europe/London")
    assert f"（您当地时间：1月{CLOSES.day}日" in chinese
    assert {width, *(each for _words, each in own.values())} == {320}
