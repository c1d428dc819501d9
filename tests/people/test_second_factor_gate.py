"""No way into the desk passes by the second factor: every address of the admin, tried without it."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver

from responses.people.models import User
from tests.cast import ALICE, BOB, PASSWORD
from tests.factories import make_user
from tests.people.authenticator import (
    CODE,
    CONFIRM,
    HOME,
    PASSWORD_AGAIN,
    REMOVE,
    code_of,
    set_up_app,
    sign_in,
)

pytestmark = pytest.mark.django_db

SCRIPT = {"accept": "application/json, text/javascript, */*; q=0.01"}


def addresses(patterns=None, before="/admin/"):
    """Every address of the admin, with something in the place of each parameter."""
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield pattern.name, _filled(path)


def _filled(path):
    import re

    path = re.sub(r"\(\?P<url>\.\*\)\$|\^", "", path)
    path = path.replace("(?P<app_label>responses)", "responses").replace("$", "")
    path = re.sub(r"<int:\w+>|<path:\w+>|<\w+>", "1", path)
    return re.sub(r"<slug:\w+>|<str:\w+>|<uuid:\w+>", "x", path)


# What is the same for everyone and shows nothing; and the way out.
OPEN = {"jsi18n", "logout"}


@pytest.fixture
def root():
    return User.objects.create_superuser("root@example.org", PASSWORD)


@pytest.fixture
def owing(root):
    """Who may do everything, signed in on the password alone before the second factor was added elsewhere."""
    before, elsewhere = Client(), Client()
    sign_in(before, root.email)
    sign_in(elsewhere, root.email)
    before.app, before.codes = set_up_app(elsewhere)
    return before


def test_every_address_of_the_admin_is_tried():
    names = [name for name, _address in addresses()]
    assert len(names) > 60
    assert {"index", "autocomplete", "responses_user_add", "responses_letter_again"} <= set(names)


def test_a_session_that_owes_the_second_factor_opens_no_page_of_the_admin(owing):
    passed = {}
    for name, address in addresses():
        answers = owing.get(address), owing.post(address), owing.get(address, headers=SCRIPT)
        expected = [(302, f"{CONFIRM}?next="), (403, ""), (403, "")]
        found = [(each.status_code, getattr(each, "url", "").split("%2F")[0]) for each in answers]
        if name not in OPEN and found != expected:
            passed[address] = found
    assert passed == {}


def test_the_admin_itself_refuses_when_nothing_stands_before_it(owing, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "SecondFactor" not in each]
    # Another client, for one keeps the middleware that it began with.
    client = Client()
    client.cookies = owing.cookies
    passed = {}
    for name, address in addresses():
        status = client.get(address).status_code
        if name not in OPEN and status not in (302, 403):
            passed[address] = status
    assert passed == {}
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert client.get("/admin/login/").status_code == 403


def test_a_forged_session_without_the_mark_opens_nothing(root, owing):
    forged = Client()
    forged.force_login(User.objects.get(pk=root.pk))
    assert forged.get("/admin/").url.startswith(CONFIRM)


def test_the_mark_of_another_account_is_worth_nothing(root, owing):
    forged = Client()
    forged.force_login(User.objects.get(pk=root.pk))
    session = forged.session
    session["second_factor"] = make_user(BOB).pk
    session.save()
    assert forged.get("/admin/").url.startswith(CONFIRM)


def test_a_session_that_owes_the_second_factor_cannot_remove_it_by_the_password(owing):
    for address in (HOME, REMOVE, PASSWORD_AGAIN, "/accounts/password/change/"):
        assert owing.get(address).url.startswith(CONFIRM)
    assert owing.post(PASSWORD_AGAIN, {"password": PASSWORD}).status_code == 403
    assert owing.post(REMOVE).status_code == 403


def test_a_session_that_owes_the_second_factor_shows_it_and_goes_on(owing):
    wanted = "/admin/responses/user/"
    address = owing.get(wanted).url
    page = owing.get(address)
    assert page.status_code == 200
    assert "With your password instead" not in page.text
    assert owing.post(address, {"code": owing.codes[0]}).url == wanted
    assert owing.get(wanted).status_code == 200


def test_a_session_that_owes_the_second_factor_may_sign_out(owing):
    assert owing.post("/accounts/logout/").status_code == 302
    assert owing.get("/admin/").url.startswith("/admin/login/")


def test_whoever_adds_the_factor_goes_on_without_being_asked(client, root):
    sign_in(client, root.email)
    set_up_app(client)
    assert client.get("/admin/").status_code == 200


# --- Where a second factor is required


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def test_staff_without_a_factor_are_led_to_set_one_up_and_do_nothing_else(client, root, required):
    sign_in(client, root.email)
    passed = {}
    for name, address in addresses():
        answers = client.get(address), client.post(address), client.get(address, headers=SCRIPT)
        expected = [(302, f"{HOME}?next="), (403, ""), (403, "")]
        found = [(each.status_code, getattr(each, "url", "").split("%2F")[0]) for each in answers]
        if name not in OPEN and found != expected:
            passed[address] = found
    assert passed == {}
    assert "The editorial desk opens as soon as you have set up a second factor." in client.get(HOME).text


def test_the_desk_opens_when_the_factor_is_set_up(client, required):
    make_user(ALICE)
    sign_in(client, ALICE.email)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == f"{HOME}?next=%2Fadmin%2F"
    set_up_app(client)
    assert client.get("/admin/").status_code == 200
    assert "The editorial desk opens as soon as" not in client.get(HOME).text


def test_the_admin_itself_requires_it_when_nothing_stands_before_it(client, root, required, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "SecondFactor" not in each]
    sign_in(client, root.email)
    assert client.get("/admin/").url.startswith("/admin/login/")


def test_readers_and_accounts_that_are_not_staff_are_asked_nothing(client, required):
    make_user(BOB, is_staff=False)
    sign_in(client, BOB.email)
    assert client.get("/").status_code == 200
    assert "The editorial desk opens as soon as" not in client.get(HOME).text
    assert client.get("/admin/").status_code == 302


def test_the_second_step_asks_for_the_code_where_it_is_required_too(client, root, required):
    sign_in(client, root.email)
    secret, _codes = set_up_app(client)
    client.post("/accounts/logout/")
    assert sign_in(client, root.email).url == CODE
    assert client.post(CODE, {"code": code_of(secret)}).url == "/admin/"
