"""The second factor in a browser: a passkey of Chromium's own making, and an app without scripts."""

import re

import pytest
from allauth.mfa.models import Authenticator

from responses.events.models import Event
from tests.cast import ALICE, PASSWORD
from tests.factories import make_user
from tests.people.authenticator import HOME, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def alice():
    return make_user(ALICE)


@pytest.fixture
def device(page):
    """A device that holds passkeys; the session to speak with it, and its number."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session, made["authenticatorId"]


def sign_in(page):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(ALICE.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def confirm(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def test_an_editor_adds_a_passkey_and_signs_in_with_it(page, alice, device):
    sign_in(page)
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Add a passkey").click()
    confirm(page)
    page.get_by_label("Name").fill("office laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a text file").click()
    codes = re.findall(r"^\d{8}$", download.value.path().read_text(), re.MULTILINE)
    assert len(codes) == 10
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_text("office laptop").wait_for()

    page.goto("/admin/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    sign_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")

    page.goto(HOME)
    page.get_by_role("link", name="Remove…").click()
    page.get_by_role("link", name="With a passkey instead").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove").click()
    page.wait_for_url(f"**{HOME}")
    assert Authenticator.objects.count() == 0
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "signed in",
        "added a second factor",
        "made recovery codes",
        "signed out",
        "signed in",
        "removed a second factor",
    ]


def test_another_device_is_refused_and_told_so_and_a_recovery_code_still_opens(page, alice, device):
    session, number = device
    sign_in(page)
    page.goto(f"{HOME}passkeys/add/")
    confirm(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    code = page.locator(".codes code").first.inner_text()
    page.context.clear_cookies()
    session.send("WebAuthn.clearCredentials", {"authenticatorId": number})
    sign_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("The browser gave no passkey").wait_for()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def test_an_app_is_set_up_and_used_on_a_phone_in_the_dark_without_scripts(browser, live_server, alice):
    context = browser.new_context(
        base_url=live_server.url,
        locale="en-US",
        java_script_enabled=False,
        viewport={"width": 390, "height": 800},
        color_scheme="dark",
    )
    page = context.new_page()
    sign_in(page)
    page.goto(HOME)
    assert page.evaluate(FITS)
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    picture = page.locator("img.qr")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert picture.evaluate("image => getComputedStyle(image).backgroundColor") == "rgb(255, 255, 255)"
    page.get_by_text("Without a camera").click()
    secret = page.locator("code.key").inner_text()
    assert page.evaluate(FITS)
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    assert page.locator(".codes code").count() == 10
    assert page.evaluate(FITS)
    page.get_by_role("button", name="I have kept them").click()
    context.clear_cookies()
    sign_in(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    context.close()
