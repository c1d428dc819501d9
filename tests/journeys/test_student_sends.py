"""A student on a phone, in 简体: a file at 21:58, the network gone, finished elsewhere at 22:01, in grace."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from responses.notifications.models import Letter
from responses.submissions.models import Submission
from tests.journeys.accessible import AXE_SCRIPT, NARROW, PHONE, overflow, violations
from tests.journeys.conftest import PATIENCE
from tests.lib.word.builders import document, p, r
from tests.submissions.making import call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLOSES = datetime(2026, 9, 13, 2, tzinfo=UTC)  # 12 September, 22:00 in Washington
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}


@pytest.fixture
def device(browser, live_server):
    """`device()`: a telephone of its own; a mistake in a script fails the test."""
    contexts, mistakes = [], []

    def device(**options):
        context = browser.new_context(
            base_url=live_server.url, viewport=PHONE, has_touch=True, locale="zh-CN", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda said: mistakes.append(said.text) if "Content Security" in said.text else 0)
        return page

    yield device
    for context in contexts:
        context.close()
    assert mistakes == []


@pytest.fixture
def clock():
    with time_machine.travel(CLOSES - timedelta(minutes=2, seconds=5)) as traveller:
        yield traveller


@pytest.fixture
def river(clock, settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path / "kept"
    return call(
        closes_at=CLOSES,
        grace_minutes=10,
        limits={"zh-hans": {"least": 5, "most": 2000}},
        texts={"zh-hans": {"title": "河流属于谁？", "text": "<p>请说。</p>"}},
    )


def essay_file():
    text = p(r("水自有其路，"), r("论证", "<w:i/>"), r("亦然。"))
    return {"name": "我的文章.docx", "mimeType": "", "buffer": document(p("河流的轮次", style="a0"), text)}


class Line:
    """400 ms to and fro; of what is kept, every other answer gets lost after the site has done its part."""

    def __init__(self, page):
        self.session, self.asked, self.is_there = page.context.new_cdp_session(page), 0, True
        self.set_there(True)
        page.route("**/keep/", self.lose)

    def set_there(self, is_there):
        self.is_there = is_there
        self.session.send("Network.emulateNetworkConditions", SLOW | {"offline": not is_there})

    def lose(self, route):
        self.asked += 1
        if self.asked % 2 and self.is_there:
            return route.continue_()
        if self.is_there:
            route.fetch()
        return route.abort()


def soon(page, selector):
    """Waits for it; the page's own pauses pass in an instant, and the network takes its time."""
    for _second in range(60):
        if page.locator(selector).count():
            return
        page.clock.run_for(1000)
        page.wait_for_timeout(50)
    pytest.fail(f"{selector} did not come; said: {page.inner_text('.keeping-line')}")


def accessible(page):
    found = violations(page)
    page.set_viewport_size(NARROW)
    found += [f"wider by {overflow(page)}"] if overflow(page) else []
    page.set_viewport_size(PHONE)
    return found


def test_a_student_uploads_loses_the_network_and_sends_from_another_device_in_grace(device, river, clock):
    phone = device()
    phone.clock.install()
    line = Line(phone)
    phone.goto("/zh-hans/calls/who-owns-a-river/submit/")
    phone.set_input_files("[name=file]", essay_file())
    phone.wait_for_selector(".sheet em:text('论证')")
    assert phone.input_value("[name=title]") == "河流的轮次"
    assert phone.inner_text(".meter") == "9 / 2,000 字"
    phone.fill("[name=name]", "林某某")
    phone.fill("[name=email]", "lin@example.org")
    phone.click("[name=school]")
    soon(phone, ".keeping-words:text-matches('^[0-9]+:[0-9]+ 已保存')")
    code = phone.inner_text(".keeping-line .code")

    line.set_there(False)
    phone.fill("[name=school]", "示例大学")
    phone.click("button[value=send]:visible")
    phone.wait_for_selector(".keeping-trouble:has-text('未发送：没有网络')")
    assert "示例大学" in phone.evaluate("Object.values(localStorage).join()")

    clock.move_to(CLOSES + timedelta(minutes=1))
    laptop = device(bypass_csp=True)
    laptop.add_init_script(AXE_SCRIPT)
    laptop.goto("/zh-hans/submissions/")
    unfit = {"entrance": accessible(laptop)}
    laptop.fill("[name=code]", code.lower().replace("-", " "))
    laptop.keyboard.press("Enter")
    laptop.wait_for_selector("h1:text('尚未发送')")
    unfit["author"] = accessible(laptop)
    laptop.get_by_role("link", name="继续写").click()
    assert laptop.input_value("[name=name]") == "林某某"
    laptop.get_by_role("button", name="发送", exact=True).click()
    laptop.wait_for_selector("#said li:has-text('请填写学校。')")
    unfit["form"] = accessible(laptop)
    laptop.fill("[name=school]", "示例大学")
    laptop.check("[name=own_work]")
    laptop.fill("[name=ai_use]", "无")
    laptop.get_by_role("button", name="发送", exact=True).click()
    laptop.wait_for_selector("h1:text('您的文章已收到')")
    unfit["receipt"] = accessible(laptop)

    line.set_there(True)
    soon(phone, ".keeping-trouble:has-text('两份文字都已保存')")
    essay = Submission.objects.get()
    (version,) = essay.versions.all()
    assert (version.body, version.title) == ("<p>水自有其路，<em>论证</em>亦然。</p>", "河流的轮次")
    assert (essay.is_late, essay.language, essay.number) == (True, "zh-hans", 1)
    letters = Letter.objects.order_by("purpose").values_list("purpose", "recipient", "language")
    assert list(letters) == [
        ("receipt", "lin@example.org", "zh-hans"),
        ("resume", "lin@example.org", "zh-hans"),
    ]
    assert re.search("宽限|迟", laptop.inner_text("main")) is None
    assert {where: what for where, what in unfit.items() if what} == {}
