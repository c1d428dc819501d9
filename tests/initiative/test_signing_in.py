"""Limits and silence of the log-in, as the settings tune allauth."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from responses.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.initiative.pages")]

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def editor():
    return User.objects.create_user("editor@example.org", PASSWORD, is_staff=True)


def sign_in(email="editor@example.org", password="wrong", address="192.0.2.1"):
    client = Client(REMOTE_ADDR=address)
    return client.post("/accounts/login/", {"login": email, "password": password})


def said(response):
    return response.context["form"].errors.get("__all__", [""])[0]


def test_the_right_password_signs_in():
    response = sign_in(password=PASSWORD)

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


def test_the_eleventh_try_at_an_account_is_refused_from_anywhere():
    tries = [said(sign_in(address=f"192.0.2.{number}")) for number in range(11)]

    assert len(set(tries[:10])) == 1
    assert tries[10].startswith("Too many failed login attempts")
    assert sign_in(password=PASSWORD, address="192.0.2.99").status_code == 200


def test_the_thirty_first_try_from_an_address_is_refused_at_any_account():
    tries = [said(sign_in(email=f"someone{number}@example.org")) for number in range(31)]

    assert len(set(tries[:30])) == 1
    assert tries[30].startswith("Too many failed login attempts")


def test_a_quarter_of_an_hour_later_the_owner_is_let_in_again():
    with time_machine.travel(datetime(2026, 11, 23, tzinfo=UTC), tick=False) as clock:
        for _ in range(12):
            sign_in()
        clock.shift(timedelta(minutes=15, seconds=1))

        assert sign_in(password=PASSWORD).status_code == 302


def test_an_owner_who_is_being_guessed_at_gets_in_by_mail():
    for _ in range(12):
        sign_in()
    client = Client(REMOTE_ADDR="192.0.2.50")
    client.post("/accounts/password/reset/", {"email": "editor@example.org"})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": "another long password", "password2": "another long password"})

    assert client.get("/accounts/personal/").content == b"hello editor@example.org"


def test_a_forgotten_password_of_nobody_gets_the_same_answer_and_no_mail():
    answers = [
        Client().post("/accounts/password/reset/", {"email": f"{name}@example.org"})
        for name in ("editor", "nobody")
    ]

    assert [(each.status_code, each.headers["Location"]) for each in answers] == [
        (302, "/accounts/password/reset/done/")
    ] * 2
    assert [message.to for message in mail.outbox] == [["editor@example.org"]]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer():
    known, unknown = sign_in(), sign_in(email="nobody@example.org")

    assert (known.status_code, said(known)) == (unknown.status_code, said(unknown))


def test_nobody_signs_up():
    before = User.objects.count()
    Client().post(
        "/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert User.objects.count() == before


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(elsewhere):
    response = Client().post(
        "/accounts/login/", {"login": "editor@example.org", "password": PASSWORD, "next": elsewhere}
    )

    assert "evil" not in response.headers.get("Location", "")
