"""What the tables of previews guarantee by themselves, tried by raw SQL."""

from copy import deepcopy

import pytest
from django.db import connection

from responses.editorial.models import PreviewLink, PreviewNote
from responses.editorial.previews.services import leave_note, make_preview_link, revoke
from tests.threads.conftest import make_dialogue
from tests.threads.test_guards import named

pytestmark = pytest.mark.database

LINK = (
    "INSERT INTO responses_previewlink (edition_id, thread_id, language, token_hash, days, opened,"
    " created_at, created_by_id) VALUES (%s, %s, 'en', %s, %s, 0, '2026-01-01', %s)"
)
NOTE = "INSERT INTO responses_previewnote (link_id, text, created_at) VALUES (%s, %s, '2026-01-01')"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield make_dialogue()


@pytest.fixture
def dialogue(db, built):
    return deepcopy(built)


@pytest.fixture
def link(dialogue):
    made, token = make_preview_link(shown=dialogue.edition, user=dialogue.user, days=3)
    leave_note(token=token, text="A note.")
    return made


def test_a_link_shows_one_thing(dialogue):
    edition, thread, user = dialogue.edition.pk, dialogue.thread.pk, dialogue.user.pk
    with connection.cursor() as cursor:
        cursor.execute(LINK, [edition, None, "a", 7, user])
        cursor.execute(LINK, [None, thread, "b", 1, user])
    assert PreviewLink.objects.count() == 2
    assert "preview_link_shows_one_thing" in named(LINK, [edition, thread, "c", 7, user])
    assert "preview_link_shows_one_thing" in named(LINK, [None, None, "c", 7, user])


@pytest.mark.parametrize("days", [0, 8])
def test_a_link_lasts_a_week_at_most(dialogue, days):
    values = [dialogue.edition.pk, None, "a", days, dialogue.user.pk]
    assert "preview_link_lasts_a_week_at_most" in named(LINK, values)


def test_a_token_opens_one_link(dialogue, link):
    message = named(LINK, [dialogue.edition.pk, None, link.token_hash, 7, dialogue.user.pk])
    assert "token_hash" in message


@pytest.mark.parametrize(
    "change",
    [
        "days = 4",
        "created_at = '2030-01-01'",
        "token_hash = 'x'",
        "edition_id = NULL, thread_id = (SELECT min(id) FROM responses_thread)",
        "edition_id = (SELECT min(id) FROM responses_edition)",
    ],
)
def test_a_link_keeps_its_terms(link, change):
    sql = f"UPDATE responses_previewlink SET {change} WHERE id = %s"
    assert "preview_link_keeps_its_terms" in named(sql, [link.pk])


def test_a_revoked_link_stays_revoked(dialogue, link):
    revoke(link=link, user=dialogue.user)
    sql = "UPDATE responses_previewlink SET revoked_at = NULL WHERE id = %s"
    assert "preview_link_keeps_its_terms" in named(sql, [link.pk])


@pytest.mark.parametrize(
    "sql", ["UPDATE responses_previewnote SET text = 'x'", "DELETE FROM responses_previewnote"]
)
def test_a_note_is_only_appended(link, sql):
    assert "preview_note_is_only_appended" in named(sql)
    assert PreviewNote.objects.get().text == "A note."


@pytest.mark.parametrize(
    ("text", "name"), [("", "preview_note_says_something"), ("字" * 4001, "preview_note_is_short")]
)
def test_a_note_says_something_short(link, text, name):
    assert name in named(NOTE, [link.pk, text])


def test_a_note_may_be_as_long_as_is_said(link):
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [link.pk, "字" * 4000])
    assert PreviewNote.objects.count() == 2
