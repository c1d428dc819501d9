import pytest
from django.test import Client

from responses.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.initiative.pages")]

ANSWERS = [
    ("/plain/", 200),
    ("/plain", 301),
    ("/moved/", 301),
    ("/withdrawn/", 410),
    ("/nowhere/", 404),
    ("/failing/", 500),
    ("/refusing/", 403),
    ("/suspicious/", 400),
    ("/locked/", 503),
    ("/plain/?q=%00", 400),
    ("/admin/", 302),
    ("/admin/login/", 302),
    ("/accounts/login/", 200),
    ("/accounts/nowhere/", 404),
]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def policy(response):
    parts = (part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    return {part[0]: part[1] for part in parts}


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_every_answer_carries_the_headers_whatever_its_status(visitor, path, status):
    response = visitor.get(path)

    assert response.status_code == status
    private = path.startswith(("/admin/", "/accounts/"))
    sent = {
        name: response.headers[name]
        for name in (
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
        )
    }
    assert sent == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin" if private else "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert policy(response)["default-src"] == "'none'"


@pytest.mark.parametrize("path", ["/plain/", "/admin/login/"])
def test_the_content_policy_gives_nothing_away_that_an_observatory_marks_down(visitor, path):
    sent = policy(visitor.get(path))

    assert sent["script-src"] == "'self'"
    assert sent["style-src"] == "'self'"
    assert sent["frame-ancestors"] == "'none'"
    assert sent["base-uri"] == "'none'"
    assert sent["form-action"] == "'self'"
    joined = " ".join(sent.values())
    assert not [word for word in ("unsafe", "http:", "https:", "*") if word in joined]


@pytest.mark.parametrize("path", ["/plain/", "/moved/", "/withdrawn/", "/nowhere/", "/plain"])
def test_a_public_answer_is_kept_for_less_than_a_minute(visitor, path):
    assert visitor.get(path).headers["Cache-Control"] == "public, max-age=30, must-revalidate"


@pytest.mark.parametrize("path", ["/failing/", "/refusing/", "/suspicious/", "/locked/", "/plain/?q=%00"])
def test_a_failure_is_never_kept(visitor, path):
    assert visitor.get(path).headers["Cache-Control"] == "no-store"


def test_an_answer_to_a_post_is_never_kept(visitor):
    assert visitor.post("/form/", {"text": "x"}).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/accounts/login/", "/accounts/nowhere/", "/admin"]
)
def test_a_private_answer_is_neither_stored_nor_indexed(visitor, path):
    response = visitor.get(path)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_public_page_is_the_same_bytes_for_a_stranger_and_for_a_signed_in_editor(visitor):
    editor = Client()
    editor.force_login(User.objects.create_user("editor@example.org", "x", is_staff=True))

    answers = [client.get("/plain/", HTTP_ACCEPT_LANGUAGE="zh-CN") for client in (visitor, editor)]

    assert answers[0].content == answers[1].content
    assert dict(answers[0].headers) == dict(answers[1].headers)
    assert not [answer for answer in answers if answer.cookies or "Vary" in answer.headers]


def test_a_public_page_asks_the_database_for_no_session(editor_client, django_assert_num_queries):
    with django_assert_num_queries(0):
        editor_client.get("/plain/")


def test_a_public_page_that_looked_at_a_cookie_is_kept_by_nobody(visitor):
    assert visitor.get("/personal/").headers["Cache-Control"] == "private, no-store"


def test_an_unchanged_public_page_answers_304_with_the_headers(visitor):
    etag = visitor.get("/plain/").headers["ETag"]

    response = visitor.get("/plain/", HTTP_IF_NONE_MATCH=etag)

    assert (response.status_code, response.content) == (304, b"")
    assert policy(response)["default-src"] == "'none'"
    assert response.headers["Cache-Control"] == "public, max-age=30, must-revalidate"


@pytest.fixture
def editor_client():
    client = Client()
    client.force_login(User.objects.create_user("editor@example.org", "x", is_staff=True))
    return client


def test_a_busy_database_asks_to_come_back(visitor, caplog):
    response = visitor.get("/locked/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert [record.message for record in caplog.records if record.name == "initiative.faults"] == [
        "The database cannot answer: away"
    ]


def test_a_missing_table_is_a_failure_and_not_a_busy_database(visitor):
    assert visitor.get("/mistaken/").status_code == 500


def test_an_unknown_host_is_refused_with_the_headers(visitor):
    response = visitor.get("/plain/", HTTP_HOST="evil.example")

    assert response.status_code == 400
    assert policy(response)["default-src"] == "'none'"
