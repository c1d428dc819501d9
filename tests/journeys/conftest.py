"""A real Chromium: Debian's, without its windows where that is installed, or the one that CHROMIUM names."""

import os
import shutil
import sqlite3
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from responses.interchange.demonstrating import load_demonstration

# The same engine; the first draws no windows, and a journey takes two thirds of the time.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
PATIENCE = 15_000  # milliseconds until what a page should do or show counts as missing, on a busy machine too
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium_path():
    found = filter(None, [os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM)])
    if path := next(found, None):
        return path
    if os.environ.get("CI"):
        pytest.fail("No Chromium here; CI must install one.")
    return pytest.skip(f"No Chromium here: the journeys are left out (apt-get install {CHROMIUM[0]}).")


@pytest.fixture(scope="session")
def browser(chromium_path):
    # Playwright's loop runs in this thread, and Django takes any loop for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept():
    """Databases that tests begin with again and again, as they were once laid: by name."""
    return {}


@pytest.fixture
def begin_with(live_server, kept):
    """`begin_with(name, lay)`: what `lay` returns; on SQLite laid once, and copied back page by page then."""

    def begin_with(name, lay):
        connection.ensure_connection()
        if connection.vendor != "sqlite":
            return lay()
        if name in kept:
            database, made = kept[name]
            database.backup(connection.connection)
        else:
            made, database = lay(), sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(database)
            kept[name] = database, made
        return deepcopy(made)

    return begin_with


@pytest.fixture
def demonstration(begin_with):
    """The demonstration's dialogues."""
    return begin_with("demonstration", load_demonstration)


@pytest.fixture
def enter(live_server):
    """Opens the desk to a page's browser, past the log-in form; the journeys that are about it fill it in."""

    def enter(page, user):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return enter


@pytest.fixture
def context(browser, live_server):
    """A fresh profile whose relative addresses are the live server's; a request elsewhere fails the test."""
    context = browser.new_context(base_url=live_server.url, locale="en-US")
    context.set_default_timeout(PATIENCE)
    strangers = []
    context.on("request", lambda request: _note(request.url, live_server.url, strangers))
    yield context
    context.close()
    assert strangers == []


def _note(url, own, strangers):
    if not url.startswith((own, "data:", "blob:", "about:")):
        strangers.append(url)


@pytest.fixture
def page(context):
    """A page on which an error of a script or a refusal by the content policy fails the test."""
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    # The page beside a form is sandboxed: not even the site's own scripts run there.
    expected = ("status of 4", "Blocked script execution in 'about:srcdoc'")
    assert [error for error in errors if not any(each in error for each in expected)] == []
