"""What is hidden is as if it were not, and shows at its instant: images, guesses, releases to come."""

from datetime import timedelta

import pytest
from django.test import Client

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from tests.reading.worlds import (
    HIDDEN_IMAGES,
    LATER,
    LIVE_IMAGE,
    NO_IMAGE,
    NOON,
    WITHDRAWN_IMAGE,
    add_secrets,
    answers,
    at,
    image_path,
    public_world,
)

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module", autouse=True)
def secrets(laid):
    with laid():
        add_secrets(public_world())
        yield


def test_a_guessed_address_answers_as_one_that_never_existed():
    paths = [
        f"/{kind}/{slug}/" for kind in ("responses", "prompts") for slug in ("draftsecret", "neversecret")
    ]
    found = answers(paths, NOON)
    for draft, never in [(paths[0], paths[1]), (paths[2], paths[3])]:
        status, headers, body = found[draft]
        other_status, other_headers, other_body = found[never]
        assert status == other_status == 404
        assert body.replace(b"draftsecret", b"neversecret") == other_body
        drop = {"etag", "content-length"}
        assert [h for h in headers if h[0] not in drop] == [h for h in other_headers if h[0] not in drop]


SHOWING = [
    "/",
    "/threads/spirit/",
    "/threads/spirit/full/",
    "/responses/",
    "/responses/2017/",
    "/responses/scheduledsecret/",
    "/responses/plain-reply/",
    "/themes/body-and-spirit/",
    "/people/anne-conway/",
    "/feed/",
    "/threads/spirit/feed/",
    "/themes/body-and-spirit/feed/",
    "/people/anne-conway/feed/",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheduled_text_appears_everywhere_at_its_instant_and_nowhere_before(language):
    paths = [in_language(path, language) for path in SHOWING]
    for instant, shown in [(LATER - SECOND, False), (LATER, True), (LATER + SECOND, True)]:
        found = answers([*paths, "/sitemap-1.xml"], instant)
        for path, (status, _headers, body) in found.items():
            title = b"Scheduledsecret" in body or (b"/responses/scheduledsecret/" in body and status == 200)
            assert title is shown, (path, instant)


def test_a_call_appears_everywhere_at_its_instant_and_nowhere_before():
    Call.objects.exclude(slug="later-callsecret").update(shown_from=None)
    paths = ["/", "/calls/", "/feed/", "/calls/feed/", "/sitemap-0.xml", "/calls/later-callsecret/"]
    menus = ["/about/", "/responses/plain-reply/", "/zh-hant/threads/spirit/"]
    for instant, shown in [(LATER - SECOND, False), (LATER, True)]:
        found = answers([*paths, *menus], instant)
        for path in paths:
            status, _headers, body = found[path]
            assert (status == 200 and b"callsecret" in body.lower()) is shown, (path, instant)
        assert [b"/calls/" in found[path][2] for path in menus] == [shown] * 3


def test_a_scheduled_update_replaces_the_text_at_its_instant():
    before = answers(["/threads/spirit/"], LATER - SECOND)["/threads/spirit/"][2]
    after = answers(["/threads/spirit/"], LATER)["/threads/spirit/"][2]
    assert (b"Updatesecret" in before, b"Updatesecret" in after) == (False, True)


def test_a_withdrawn_text_answers_410_with_its_note_and_without_its_words():
    for language in LANGUAGES:
        path = in_language("/responses/gone-reply/", language)
        status, _headers, body = answers([path], NOON)[path]
        assert status == 410
        assert "At the author’s wish." in body.decode()
        assert "Withdrawnsecret" not in body.decode()


def test_no_parameter_turns_the_clock_or_asks_for_a_draft():
    paths = ["/", "/threads/spirit/", "/responses/plain-reply/"]
    queries = ["?date=2030-01-01", "?at=2030-01-01T00:00:00Z", "?preview=1", "?revision=2", "?draft=1"]
    plain = answers(paths, NOON)
    asked = answers([path + query for path in paths for query in queries], NOON)
    told = {path: answer[2] for path, answer in asked.items()}
    assert told == {path + query: plain[path][2] for path in paths for query in queries}


def comparable(answer, key):
    """An answer without the key that its language switch echoes, and what follows from that."""
    status, headers, body = answer
    kept = [header for header in headers if header[0] not in {"etag", "content-length"}]
    return status, kept, body.replace(key.encode(), b"KEY")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_images_of_what_is_not_live_answer_as_a_key_that_never_was(method):
    hidden = [*HIDDEN_IMAGES.values(), WITHDRAWN_IMAGE]
    found = answers([image_path(key) for key in (*hidden, NO_IMAGE, LIVE_IMAGE)], NOON, method=method)
    nothing = comparable(found[image_path(NO_IMAGE)], NO_IMAGE)
    assert nothing[0] == 404
    assert [key for key in hidden if comparable(found[image_path(key)], key) != nothing] == []
    assert found[image_path(LIVE_IMAGE)][0] == 200


def test_an_image_appears_and_goes_with_the_text_that_shows_it():
    paths = [image_path(HIDDEN_IMAGES[name]) for name in ("scheduled", "update")]
    for instant, status in [(LATER - SECOND, 404), (LATER, 200)]:
        found = answers(paths, instant)
        assert [found[path][0] for path in paths] == [status, status]


def test_a_conditional_request_for_a_hidden_image_learns_nothing():
    etag = dict(answers([image_path(LIVE_IMAGE)], NOON)[image_path(LIVE_IMAGE)][1])["etag"]
    headers = {"If-None-Match": etag, "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    with at(NOON):
        found = {
            key: Client().get(image_path(key), headers=headers | {"Range": "bytes=0-9"})
            for key in (LIVE_IMAGE, HIDDEN_IMAGES["draft"], NO_IMAGE)
        }
    assert {key: answer.status_code for key, answer in found.items()} == {
        LIVE_IMAGE: 304,
        HIDDEN_IMAGES["draft"]: 404,
        NO_IMAGE: 404,
    }
