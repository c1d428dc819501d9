from itertools import product
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client

from initiative.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.initiative.pages")]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "charset", ["utf-7", "idna", "gb18030", "latin-1", "x-unheard-of", "utf-16", '"utf-7"']
)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_form_in_another_charset_answers_415(visitor, kind, charset):
    response = visitor.generic("POST", "/form/", b"text=x", content_type=f"{kind}; charset={charset}")

    assert response.status_code == 415


@pytest.mark.parametrize("charset", ["idna", "utf-7", "gb18030", "x-unheard-of"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_query_declared_in_another_charset_answers_415(method, charset):
    # By the server's own door: the test client's request would fail before any middleware.
    assert knock(method, query="q=%E5", content_type=f"text/plain; charset={charset}")[0] == "415"


def test_a_query_of_thousands_of_fields_is_refused_and_not_a_failure():
    status, headers = knock("GET", query="a=1&" * 3000, content_type="text/plain; charset=utf-8")

    assert status == "400"
    assert headers["X-Content-Type-Options"] == "nosniff"


def knock(method, *, query, content_type):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/form/",
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
    }
    setup_testing_defaults(environ)
    got = []
    b"".join(application(environ, lambda status, headers: got.extend([status.split()[0], dict(headers)])))
    return got


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"'])
def test_a_form_in_utf8_arrives_character_for_character(visitor, charset):
    body = b"text=%E4%BD%A0%F0%A5%84%8C"

    response = visitor.generic(
        "POST", "/form/", body, content_type=f"application/x-www-form-urlencoded{charset}"
    )

    assert response.content.decode() == "你𥄌|"


NO_TEXT = [
    "%00",
    "%ED%A0%80",  # half a surrogate pair
    "%C0%AF",  # overlong
    "%FF",
]
UNSEEN = [
    "%1B",
    "%7F",
    "%E2%80%8E",
    "%E2%80%AE",
    "%E2%81%A6",
    "%EF%BF%BE",
    "%EF%B7%90",
    "%F3%A0%81%81",  # a tag character
]
LINES = ["%0A", "%09", "%C2%85", "%E2%80%A8"]


@pytest.mark.parametrize(
    ("where", "unwanted"),
    [
        *product(["/{}/"], [*NO_TEXT, *UNSEEN, *LINES, "%0D%0ASet-Cookie:x=1"]),
        *product(["/plain/?q={}", "/plain/?{}=1", "/plain/?q=a%E2%80%8E&r={}"], NO_TEXT),
    ],
)
def test_what_no_reader_sends_answers_400(visitor, where, unwanted):
    # The client would escape a path of its own making once more; this is what arrives on the wire.
    path, _, query = where.format(unwanted).partition("?")

    response = visitor.get(path, QUERY_STRING=query)

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        *((f"liberty{each}", "liberty") for each in UNSEEN),
        *((f"a{each}b", "a b") for each in LINES),
        ("%E2%80%8E%E5%90%B4+%2B+%26+%3D%25&q%E2%80%8E2=x", "吴 + & =%"),
    ],
)
def test_what_pasted_words_bring_along_is_taken_out_of_a_query(visitor, pasted, read):
    answer = visitor.get("/form/", QUERY_STRING=f"q={pasted}")

    assert answer.content.decode() == f"|{read}"


@pytest.mark.parametrize(
    "wanted", ["caf%C3%A9", "%E4%BD%A0%E5%A5%BD", "%F0%A5%84%8C", "a%20b", "%E2%80%8B", "100%"]
)
def test_what_readers_search_for_passes(visitor, wanted):
    assert visitor.get("/form/", QUERY_STRING=f"q={wanted}").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "X"])
def test_other_methods_answer_405(visitor, method):
    response = visitor.generic(method, "/plain/")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_options_answers_the_same_whether_or_not_there_is_a_page(visitor):
    answers = [visitor.options(path) for path in ("/plain/", "/nowhere/", "/withdrawn/", "/admin-not/")]

    assert {(answer.status_code, answer.content, str(answer.headers)) for answer in answers} == {
        (204, b"", str(answers[0].headers))
    }


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"text=" + b"x" * 6_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
        (b"--b\r\nContent-Disposition: form-da", "multipart/form-data; boundary=b"),
        (b"", "multipart/form-data"),
    ],
)
def test_a_form_too_large_or_broken_is_refused_and_not_a_failure(visitor, body, kind):
    assert visitor.generic("POST", "/form/", body, content_type=kind).status_code in {200, 400, 413}
