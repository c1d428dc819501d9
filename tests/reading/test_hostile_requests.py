"""Whatever is asked, no answer is a fault of ours: thousands of hostile requests, no 5xx."""

import json
import random
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from responses.reading.urls import unprefixed, urlpatterns
from tests.factories import prompt_of, publish_all, response_to, thread_with_prompt
from tests.reading.worlds import without_log

ODD = [
    "",
    ".",
    "..",
    "../../etc/passwd",
    "%00",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202egnp.exe",
    "\u200b",
    "'",
    '"',
    "' OR 1=1 --",
    '"; DROP TABLE responses_essay; --',
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${7*7}",
    "{0.__class__}",
    "%s%s%n",
    "a" * 3000,
    "-1",
    "0",
    "1e9",
    "99999999999999999999",
    "NaN",
    "null",
    "[]",
    "𠷐",
    "ß",
    "İ",
    "//evil.example",
    "http://evil.example/",
    "\r\nSet-Cookie: a=b",
    "feed",
    "full",
    "9999-bce",
    "10000-bce",
    "00-bce",
    "zh-hans",
    "zh-hant/zh-hans",
    "plain-reply",
]
PARAMETERS = ["from", "page", "p", "q", "next", "format", "date", "lang", "_popup", "fields", "order"]
METHODS = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]
HEADERS = [
    {},
    {"Accept-Language": "x" * 5000},
    {"If-None-Match": '"' * 500},
    {"If-Modified-Since": "not a date"},
    {"Range": "bytes=9-1,5-"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    {"Cookie": "sessionid=" + "\x7f" * 50 + "; a=b=c; ;;"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 200},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"},
    # charset=idna fails before any middleware; tests/initiative tries it on the server's own handler.
]


def hostile_path(random_: random.Random) -> str:
    route = str(random_.choice([*urlpatterns, *unprefixed]).pattern)
    for part in ("<slug:slug>", "<year:year>", "<int:part>"):
        route = route.replace(part, quote(random_.choice(ODD), safe=random_.choice(["", "/", "/'\"<>"])))
    prefix = random_.choice(["/", "/", "/zh-hans/", "/zh-hant/", "/zh-xx/", "//"])
    query = "&".join(
        f"{random_.choice(PARAMETERS)}={quote(random_.choice(ODD), safe='')}"
        for _ in range(random_.randint(0, 3))
    )
    return f"{prefix}{route}?{query}" if query else f"{prefix}{route}"


@pytest.mark.parametrize("seed", range(4))
@without_log()
def test_no_hostile_request_is_answered_by_a_fault_of_ours(db, seed):
    publish_all(thread := thread_with_prompt(slug="spirit"))
    publish_all(response_to(prompt_of(thread), slug="plain-reply"))
    random_, client = random.Random(seed), Client(raise_request_exception=False)
    faults = []
    for _ in range(1000):
        path, method = hostile_path(random_), random_.choice(METHODS)
        answer = client.generic(method, path, data="x=1", headers=random_.choice(HEADERS))
        if answer.status_code >= 500 or "Set-Cookie" in answer.headers or _is_broken(answer):
            faults.append((method, path, answer.status_code))
    assert faults == []


def _is_broken(answer) -> bool:
    """Whether a feed, sitemap or data block came out malformed."""
    kind = answer.headers.get("Content-Type", "")
    try:
        if "xml" in kind and answer.content:
            ET.fromstring(answer.content)
        elif "json" in kind and answer.content:
            json.loads(answer.content)
    except (ET.ParseError, ValueError):
        return True
    return False
