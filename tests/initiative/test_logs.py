import json
import logging
import sys

import pytest
from django.conf import settings

from initiative.logs import JsonFormatter


def line(message, *args, failure=None, **extra):
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, failure)
    record.__dict__.update(extra)
    return JsonFormatter().format(record)


def test_a_line_is_one_json_object():
    found = json.loads(line("Not Found: %s", "/x/", status_code=404))

    assert found.pop("time").endswith("+00:00")
    assert found == {"level": "ERROR", "logger": "django.request", "message": "Not Found: /x/", "status": 404}


def test_a_stranger_cannot_begin_a_line_of_their_own_nor_turn_the_text():
    written = line("Not Found: %s", '/x\n{"level": "INFO"}\u202e\x1b[2J')

    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written)["message"] == 'Not Found: /x\n{"level": "INFO"}\u202e\x1b[2J'


def test_a_failure_says_where_and_of_what_kind_but_quotes_no_text():
    try:
        raise ValueError("the secret word of a draft")
    except ValueError:
        written = line("Internal Server Error", failure=sys.exc_info())

    found = json.loads(written)
    assert found["error"] == "ValueError"
    assert found["trace"][0].endswith("test_a_failure_says_where_and_of_what_kind_but_quotes_no_text")
    assert "secret" not in "".join([found["message"], found["error"]])
    assert "the secret word of a draft" not in written


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("Not Found: /preview/s3cret_-x/", "Not Found: /preview/…/"),
        ('"GET /preview/s3cret_-x?noted=1 HTTP/1.1" 200', '"GET /preview/…?noted=1 HTTP/1.1" 200'),
        ("/calls/a/submit/?x=1&code=7KQM3RWD9XTB&y=2 200", "/calls/a/submit/?x=1&code=…&y=2 200"),
        ("Not Found: /zh-hans/preview//s3cret_-x/", "Not Found: /zh-hans/preview//…/"),
        ("Not Found: /preview/", "Not Found: /preview/"),
        ("Not Found: /zh-hans/submissions/7-s3cret/write/", "Not Found: /zh-hans/submissions/…/write/"),
        ("GET /calls/x/submit/?code=S3CRET 200", "GET /calls/x/submit/?code=… 200"),
        ("/accounts/password/reset/key/4-d1f-8e0/ 404", "/accounts/password/reset/key/…/ 404"),
    ],
)
def test_the_key_of_a_draft_or_an_account_is_left_out(message, written):
    assert json.loads(line(message))["message"] == written


def test_every_logger_of_the_server_writes_through_this_format():
    handlers = settings.LOGGING["handlers"]
    assert {name: each["formatter"] for name, each in handlers.items()} == {"stderr": "json"}
    assert settings.LOGGING["loggers"]["django.server"]["handlers"] == ["stderr"]
