"""Nothing leaks: what is not live is absent from every public answer, byte for byte."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client

from responses.editorial.previews.services import leave_note
from responses.reading.urls import unprefixed, urlpatterns
from tests.editorial.unseen import accept_something, keep_papers, link_everything
from tests.reading.worlds import (
    LATER,
    NOON,
    add_secrets,
    answers,
    at,
    public_paths,
    public_world,
    schedule_release,
    told_of,
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
        assert told_of(words, f"{said}{body.decode(errors='replace')}") == [], path
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


def test_a_conditional_request_learns_nothing_of_a_new_draft(world):
    path = "/responses/plain-reply/"
    _status, headers, _body = answers([path], NOON)[path]
    etag = dict(headers)["etag"]
    add_secrets(world)
    with at(NOON):
        answer = Client().get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 304


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
