from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from responses.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.initiative.pages")]

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def editor():
    return User.objects.create_user("editor@example.org", "x", is_staff=True)


def who(client):
    return client.get("/accounts/personal/").content.decode()


@pytest.fixture
def clock(editor):
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(clock, editor):
    client = Client()
    client.force_login(editor)
    assert who(client) == "hello editor@example.org"
    return client


def test_a_session_lasts_while_it_is_used(client, clock):
    for hours in (7, 14, 21):
        clock.move_to(MONDAY + timedelta(hours=hours))
        assert who(client) == "hello editor@example.org"


def test_a_session_ends_after_eight_idle_hours(client, clock):
    clock.move_to(MONDAY + timedelta(hours=8, seconds=61))

    assert who(client) == "hello AnonymousUser"


def test_a_session_ends_after_seven_days_however_much_it_is_used(client, clock):
    for hours in range(6, 7 * 24, 6):
        clock.move_to(MONDAY + timedelta(hours=hours))
        assert who(client) == "hello editor@example.org"

    clock.move_to(MONDAY + timedelta(days=7, seconds=1))

    assert who(client) == "hello AnonymousUser"
    assert not Session.objects.exists()


def test_signing_in_again_starts_a_new_week(client, clock, editor):
    clock.move_to(MONDAY + timedelta(days=7, seconds=1))
    who(client)
    client.force_login(editor)
    clock.move_to(MONDAY + timedelta(days=7, hours=5))

    assert who(client) == "hello editor@example.org"


def test_a_session_is_written_at_most_once_a_minute(client, clock, django_assert_num_queries):
    clock.move_to(MONDAY + timedelta(seconds=30))

    with django_assert_num_queries(2):  # the session, the user
        who(client)


def test_a_deactivated_user_is_out_at_the_next_request(client, editor):
    editor.is_active = False
    editor.save()

    assert who(client) == "hello AnonymousUser"


def test_a_changed_password_ends_the_other_sessions(client, editor):
    editor.set_password("another")
    editor.save()

    assert who(client) == "hello AnonymousUser"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = client.cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
