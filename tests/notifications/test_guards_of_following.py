"""Each guarantee of the tables of following, tried by raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from responses.notifications.models import Announcement, Bulletin, FollowRequest, Notice
from tests.factories import edition_of, person, prompt_of, theme, thread_with_prompt
from tests.notifications.followers import reader

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = "2026-11-22 00:00:00"


@pytest.fixture
def rows():
    """One row of each table, and the numbers that others would name."""
    thread = thread_with_prompt()
    edition = edition_of(prompt_of(thread))
    follower = reader(thread=thread)
    bulletin = Bulletin.objects.create()
    announcement = Announcement.objects.create(
        bulletin=bulletin, edition=edition, starts=f"{NOW}+00:00", event="response"
    )
    Notice.objects.create(follower=follower, announcement=announcement)
    FollowRequest.objects.create(address="x@example.org", language="en", thread=thread, token_hash="0" * 64)
    follower.subscriptions.create()
    return {
        "follower": follower.pk,
        "thread": thread.pk,
        "theme": theme().pk,
        "person": person().pk,
        "edition": edition.pk,
        "bulletin": bulletin.pk,
        "announcement": announcement.pk,
    }


FOLLOWER = (
    "INSERT INTO responses_follower (address, language, rhythm, wants_responses, wants_closing_replies,"
    " wants_translations, wants_corrections, salt, confirmed_at, digested_at)"
    " VALUES ({}, 'en', {}, true, true, true, true, 'x', '2026-11-22', '2026-11-22')"
)
SUBSCRIPTION = (
    "INSERT INTO responses_subscription (follower_id, thread_id, theme_id, person_id, since)"
    " VALUES ({{follower}}, {}, {}, {}, '2026-11-22')"
)
REQUEST = "UPDATE responses_followrequest SET {}"
ANNOUNCEMENT = (
    "INSERT INTO responses_announcement (bulletin_id, edition_id, starts, event)"
    " VALUES ({{bulletin}}, {{edition}}, '{}', '{}')"
)


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        (FOLLOWER.format("''", "'weekly'"), "follower_has_one_address"),
        (FOLLOWER.format("'a@example.org' || chr(10) || 'b'", "'weekly'"), "follower_has_one_address"),
        (FOLLOWER.format("'a@example.org'", "'hourly'"), "follower_rhythm_is_known"),
        (FOLLOWER.format("'reader@example.org'", "'weekly'"), "address"),
        (SUBSCRIPTION.format("{thread}", "NULL", "NULL"), "thread"),
        (SUBSCRIPTION.format("NULL", "NULL", "NULL"), "everything_once|follower_id"),
        (SUBSCRIPTION.format("{thread}", "{theme}", "NULL"), "subscription_is_to_one_thing"),
        (SUBSCRIPTION.format("NULL", "{theme}", "{person}"), "subscription_is_to_one_thing"),
        (REQUEST.format("theme_id = {theme}"), "follow_request_is_for_one_thing"),
        (REQUEST.format("rhythm = 'hourly'"), "follow_request_rhythm_is_known"),
        (ANNOUNCEMENT.format(NOW, "response"), "announcement_is_made_once|edition_id"),
        (ANNOUNCEMENT.format("2026-11-23", "gossip"), "announcement_event_is_known"),
        (
            "INSERT INTO responses_notice (follower_id, announcement_id) VALUES ({follower}, {announcement})",
            "notice_is_given_once|follower_id",
        ),
    ],
)
def test_the_tables_refuse(rows, sql, name):
    statement = sql.format(**rows)
    if connection.vendor == "sqlite":
        statement = statement.replace("chr(", "char(")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize("topic", ["theme", "person"])
def test_the_same_theme_or_person_is_followed_once(rows, topic):
    columns = {name: f"{{{name}}}" if name == topic else "NULL" for name in ("thread", "theme", "person")}
    statement = SUBSCRIPTION.format(*columns.values()).format(**rows)
    connection.cursor().execute(statement)
    with pytest.raises(IntegrityError, match=topic), transaction.atomic():
        connection.cursor().execute(statement)
