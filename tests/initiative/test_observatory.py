"""Mozilla Observatory's published rules, computed for real answers of a site that stands on the internet."""

from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from tests.cast import DORA, PASSWORD
from tests.factories import edition_of, make_user, prompt_of
from tests.initiative.test_settings import DEPLOYED, settings
from tests.observatory import modifiers, score
from tests.reading.worlds import public_world

HOST = "dialogue.example"
# Whatever makes a site on the internet differ from one on this machine.
DIFFERS = [
    "ALLOWED_HOSTS",
    "SITE_URL",
    "ACCOUNT_DEFAULT_HTTP_PROTOCOL",
    "SECURE_SSL_REDIRECT",
    "SECURE_REDIRECT_EXEMPT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
]
GOOD = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Type": "text/html",
}


@pytest.fixture(scope="module")
def deployed(tmp_path_factory):
    """The settings that a deployed site reads from its environment, in this process."""
    found = settings(tmp_path_factory.mktemp("data"), *DIFFERS, **DEPLOYED)
    # Static files from where they are written; collecting them is another test's matter.
    with override_settings(**found, WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture
def visitor(deployed):
    return Client(raise_request_exception=False, headers={"host": HOST})


@pytest.fixture
def world(db):
    return public_world()


def points(client, path, *, status=200, method="GET", secure=True, **extra):
    answer = client.generic(method, path, secure=secure, **extra)
    assert answer.status_code == status, path
    url = f"{'https' if secure else 'http'}://{HOST}{path}"
    return score(answer.headers, answer.getvalue().decode(), answer.cookies, url=url)


def too_low(least, found):
    return {what: reached for what, reached in found.items() if reached < least}


PUBLIC = [
    "/",
    "/threads/",
    "/threads/spirit/",
    "/threads/spirit/full/",
    "/responses/",
    "/responses/2017/",
    "/responses/undated/",
    "/responses/plain-reply/",
    "/themes/",
    "/themes/body-and-spirit/",
    "/people/",
    "/people/fan-zhen/",
    "/about/",
    "/feed/",
]


def test_every_public_page_reaches_125(visitor, world):
    paths = [in_language(path, code) for path in PUBLIC for code in LANGUAGES]
    paths += ["/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/healthz"]
    assert too_low(125, {path: points(visitor, path) for path in paths}) == {}


@pytest.mark.parametrize(
    ("path", "status", "how"),
    [
        ("/nowhere/", 404, {}),
        ("/responses/gone-reply/", 410, {}),
        ("/threads", 301, {}),
        ("/prompts/extinction/", 301, {}),
        ("/?q=%00", 400, {}),
        ("/", 400, {"headers": {"host": "evil.example"}}),
        ("/", 405, {"method": "PUT"}),
        ("/", 415, {"method": "POST", "data": "x", "content_type": "text/plain; charset=utf-7"}),
        ("/", 204, {"method": "OPTIONS"}),
        ("/preview/nonsense/", 404, {}),
        ("/static/css/site.css", 200, {}),
        ("/static/nothing.css", 404, {}),
    ],
)
def test_what_is_no_page_reaches_125_too(visitor, world, path, status, how):
    assert points(visitor, path, status=status, **how) >= 125


@pytest.mark.urls("tests.initiative.pages")
@pytest.mark.parametrize(
    ("path", "status"), [("/failing/", 500), ("/refusing/", 403), ("/suspicious/", 400), ("/locked/", 503)]
)
def test_a_failure_reaches_125_too(visitor, db, path, status):
    assert points(visitor, path, status=status) >= 125


def test_what_never_reaches_the_site_reaches_125_too(deployed):
    from initiative import gateway  # it sets the site up, which is the fixtures' to do first

    sent = []
    protocol = SimpleNamespace(response_str=lambda status, headers, text: sent.append((dict(headers), text)))
    for path in ("/", "/admin/", "/preview/x/"):
        gateway._refuse(SimpleNamespace(path=path), protocol, 413, "Too large.")
    assert [each for each in sent if score(*each, SimpleCookie(), url=f"https://{HOST}/") < 125] == []


def test_plain_http_leads_to_https_on_the_same_host_and_says_so_safely(visitor, world):
    answer = visitor.get("/threads/spirit/")
    found = modifiers(answer.headers, "", answer.cookies, url=f"http://{HOST}/threads/spirit/")
    assert (answer.status_code, found["redirection"]) == (301, 0)
    assert [name for name, value in found.items() if value < 0] == ["strict-transport-security"]


def test_every_room_behind_reaches_100(visitor, world):
    make_user(DORA)
    assert points(visitor, "/accounts/login/") >= 100
    signed_in = visitor.post(
        "/accounts/login/", {"login": DORA.email, "password": PASSWORD}, secure=True, headers={"host": HOST}
    )
    assert signed_in.status_code == 302
    url = f"https://{HOST}/accounts/login/"
    assert score(signed_in.headers, "", signed_in.cookies, url=url) >= 100
    assert set(signed_in.cookies) == {"__Host-session", "__Host-csrf"}
    edition = edition_of(prompt_of(world.thread))
    found = {
        path: points(visitor, path)
        for path in (
            "/admin/",
            reverse("admin:responses_response_changelist"),
            reverse("admin:responses_response_change", args=[world.response.pk]),
            reverse("admin:responses_edition_history", args=[edition.pk]),
            reverse("admin:responses_edition_publish", args=[edition.pk]),
            reverse("admin:responses_edition_previews", args=[edition.pk]),
            reverse("admin:responses_event_changelist"),
            "/admin/jsi18n/",
            "/accounts/password/change/",
        )
    }
    found |= {path: points(visitor, path, status=404) for path in ("/admin/nothing/", "/accounts/nothing/")}
    assert too_low(100, found) == {}


# --- The scorer itself, by what the Observatory's own rules say


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 130),
        ({"Content-Security-Policy": None}, 55),
        ({"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"}, 125),
        ({"Content-Security-Policy": "default-src 'none'"}, 80),
        ({"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"}, 60),
        ({"Content-Security-Policy": "default-src 'none'; img-src http:; frame-ancestors 'none'"}, 110),
        ({"Referrer-Policy": "unsafe-url"}, 120),
        ({"Strict-Transport-Security": "max-age=60"}, 120),
        ({"Strict-Transport-Security": None}, 80),
        ({"X-Content-Type-Options": None}, 125),
        ({"Cross-Origin-Resource-Policy": "anything"}, 115),
        ({"Access-Control-Allow-Origin": "https://x", "Access-Control-Allow-Credentials": "true"}, 50),
    ],
)
def test_the_scorer_counts_as_the_observatory_does(change, expected):
    headers = {name: value for name, value in (GOOD | change).items() if value is not None}
    assert score(headers, "<p>", SimpleCookie(), url=f"https://{HOST}/") == expected


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ("__Host-session=1; Secure; HttpOnly; SameSite=Lax", 135),
        ("__Host-session=1; Secure; HttpOnly", 130),
        ("session=1; HttpOnly; SameSite=Lax", 120),
        ("session=1; Secure; SameSite=Lax", 70),
        ("csrf=1; Secure; HttpOnly", 80),
        ("other=1; SameSite=Lax", 125),
    ],
)
def test_the_scorer_counts_cookies_as_the_observatory_does(cookie, expected):
    assert score(GOOD, "<p>", SimpleCookie(cookie), url=f"https://{HOST}/") == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [("/own.js", 130), ("https://cdn.example/x.js", 125), ("//cdn.example/x.js", 50)],
)
def test_the_scorer_counts_scripts_as_the_observatory_does(script, expected):
    body = f"<script src='{script}'></script>"
    assert score(GOOD, body, SimpleCookie(), url=f"https://{HOST}/") == expected
