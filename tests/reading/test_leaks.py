"""Nothing leaks: what is not live is absent from every public answer, byte for byte."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client

from responses.calls.models import Call
from responses.editorial.previews.services import leave_note
from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.reading.urls import unprefixed, urlpatterns
from tests.editorial.unseen import accept_something, keep_papers, link_everything
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
    public_paths,
    public_world,
    schedule_release,
)

SECOND = timedelta(seconds=1)
NO_PREVIEW = "/preview/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield public_world()


@pytest.fixture(scope="module")
def before(built):
    """What every address answers while there is nothing to hide."""
    return answers([*public_paths(built), NO_PREVIEW], NOON)


@pytest.fixture
def world(db, built):
    return deepcopy(built)


def test_every_public_route_is_visited(world):
    paths = public_paths(world)
    for pattern in [*urlpatterns, *unprefixed]:
        stem = str(pattern.pattern).split("<")[0]
        assert any(path.startswith(f"/{stem}") for path in paths)


@pytest.fixture
def kept(settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path


def prepare_unseen(world):
    """Whatever an editor may prepare, keep and show to a few; returns the secret words."""
    words = add_secrets(world)
    assert len(keep_papers(world)) == 9
    accept_something(world)
    words.append("acceptsecret")
    links = link_everything().values()
    opened = answers(list(links), NOON)
    assert {status for status, _headers, _body in opened.values()} == {200, 302}
    with at(NOON):
        for path in links:
            leave_note(token=path.split("/")[2], text="Notesecret.")
    return words


def test_answers_are_the_same_byte_for_byte_with_and_without_secrets_and_hold_none(world, before, kept):
    paths = list(before)
    words = prepare_unseen(world)
    after = answers(paths, NOON)
    assert [path for path in paths if before[path] != after[path]] == []
    for path, (_status, headers, body) in after.items():
        # An address that names the word itself is only echoed by its own language switch.
        if "secret" in path or "1888" in path:
            continue
        # A length or a digest may hold any number, also that of a secret year.
        said = [each for each in headers if each[0] not in ("content-length", "etag")]
        text = f"{said}{body.decode(errors='replace')}".lower()
        assert [word for word in words if word in text] == [], path
    # HEAD says nothing that GET does not say.
    heads = answers(paths, NOON, method="HEAD")
    assert [path for path in paths if not is_head_of(heads[path], after[path])] == []


def is_head_of(head, full):
    return (head[0], head[2]) == (full[0], b"") and {*head[1]} <= {*full[1]}


def test_no_options_tell_of_a_secret_either(world):
    paths = public_paths(world)
    before = answers(paths, NOON, method="OPTIONS")
    add_secrets(world)
    assert answers(paths, NOON, method="OPTIONS") == before


def test_a_guessed_address_answers_as_one_that_never_existed(world):
    add_secrets(world)
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
def test_a_scheduled_text_appears_everywhere_at_its_instant_and_nowhere_before(world, language):
    add_secrets(world)
    paths = [in_language(path, language) for path in SHOWING]
    for instant, shown in [(LATER - SECOND, False), (LATER, True), (LATER + SECOND, True)]:
        found = answers([*paths, "/sitemap-1.xml"], instant)
        for path, (status, _headers, body) in found.items():
            title = b"Scheduledsecret" in body or (b"/responses/scheduledsecret/" in body and status == 200)
            assert title is shown, (path, instant)


def test_a_call_appears_everywhere_at_its_instant_and_nowhere_before(world):
    add_secrets(world)
    Call.objects.exclude(slug="later-callsecret").update(shown_from=None)
    paths = ["/", "/calls/", "/feed/", "/calls/feed/", "/sitemap-0.xml", "/calls/later-callsecret/"]
    menus = ["/about/", "/responses/plain-reply/", "/zh-hant/threads/spirit/"]
    for instant, shown in [(LATER - SECOND, False), (LATER, True)]:
        found = answers([*paths, *menus], instant)
        for path in paths:
            status, _headers, body = found[path]
            assert (status == 200 and b"callsecret" in body.lower()) is shown, (path, instant)
        assert [b"/calls/" in found[path][2] for path in menus] == [shown] * 3


def test_a_scheduled_update_replaces_the_text_at_its_instant(world):
    add_secrets(world)
    before = answers(["/threads/spirit/"], LATER - SECOND)["/threads/spirit/"][2]
    after = answers(["/threads/spirit/"], LATER)["/threads/spirit/"][2]
    assert (b"Updatesecret" in before, b"Updatesecret" in after) == (False, True)


def test_a_withdrawn_text_answers_410_with_its_note_and_without_its_words(world):
    for language in LANGUAGES:
        path = in_language("/responses/gone-reply/", language)
        status, _headers, body = answers([path], NOON)[path]
        assert status == 410
        assert "At the author’s wish." in body.decode()
        assert "Withdrawnsecret" not in body.decode()


@pytest.mark.parametrize(
    "query", ["?date=2030-01-01", "?at=2030-01-01T00:00:00Z", "?preview=1", "?revision=2", "?draft=1"]
)
def test_no_parameter_turns_the_clock_or_asks_for_a_draft(world, query):
    add_secrets(world)
    paths = ["/", "/threads/spirit/", "/responses/plain-reply/"]
    plain = answers(paths, NOON)
    asked = answers([path + query for path in paths], NOON)
    assert [asked[path + query][2] for path in paths] == [plain[path][2] for path in paths]


def test_a_conditional_request_learns_nothing_of_a_new_draft(world):
    path = "/responses/plain-reply/"
    _status, headers, _body = answers([path], NOON)[path]
    etag = dict(headers)["etag"]
    add_secrets(world)
    with at(NOON):
        answer = Client().get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 304


def comparable(answer, key):
    """An answer without the key that its language switch echoes, and what follows from that."""
    status, headers, body = answer
    kept = [header for header in headers if header[0] not in {"etag", "content-length"}]
    return status, kept, body.replace(key.encode(), b"KEY")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_images_of_what_is_not_live_answer_as_a_key_that_never_was(world, method):
    add_secrets(world)
    hidden = [*HIDDEN_IMAGES.values(), WITHDRAWN_IMAGE]
    found = answers([image_path(key) for key in (*hidden, NO_IMAGE, LIVE_IMAGE)], NOON, method=method)
    nothing = comparable(found[image_path(NO_IMAGE)], NO_IMAGE)
    assert nothing[0] == 404
    assert [key for key in hidden if comparable(found[image_path(key)], key) != nothing] == []
    assert found[image_path(LIVE_IMAGE)][0] == 200


def test_an_image_appears_and_goes_with_the_text_that_shows_it(world):
    add_secrets(world)
    paths = [image_path(HIDDEN_IMAGES[name]) for name in ("scheduled", "update")]
    for instant, status in [(LATER - SECOND, 404), (LATER, 200)]:
        found = answers(paths, instant)
        assert [found[path][0] for path in paths] == [status, status]


def test_a_conditional_request_for_a_hidden_image_learns_nothing(world):
    add_secrets(world)
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


def test_a_scheduled_release_changes_no_byte_before_its_instant_and_shows_everywhere_at_it(world, before):
    """A whole thread, by a person and under a theme that nothing public names yet."""
    slugs = (
        "/threads/threadsecret/",
        "/threads/threadsecret/full/",
        "/people/ghostsecret/",
        "/themes/hiddensecret/",
    )
    lists = ("/", "/threads/", "/people/", "/themes/", "/responses/", "/feed/", "/sitemap-1.xml")
    paths = [*slugs, *lists, "/responses/replysecret/", "/threads/threadsecret/feed/"]
    paths += ["/people/ghostsecret/feed/", "/themes/hiddensecret/feed/"]
    before = before | answers([path for path in paths if path not in before], NOON)
    schedule_release()
    assert answers(list(before), NOON) == before
    late = answers(paths, LATER - SECOND)
    assert [
        path for path, (_s, _h, body) in late.items() if b"ecret</" in body or b"Releasesecret" in body
    ] == []
    shown = answers(paths, LATER)
    assert {path: status for path, (status, _headers, _body) in shown.items()} == dict.fromkeys(paths, 200)
    assert [path for path, (_s, _h, body) in shown.items() if b"ecret" not in body] == []
