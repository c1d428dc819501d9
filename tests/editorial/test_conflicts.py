"""Two people save the same thing: the second is told, sees both texts, and loses nothing."""

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from responses.threads.models import Initiative, Page, WorkingCopy
from tests.cast import BOB
from tests.editorial.forms import address_of, fields_of
from tests.factories import (
    edition_of,
    make_user,
    person,
    prompt_of,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, reply):
    client.force_login(user := deepcopy(reply[0]))
    return user


@pytest.fixture
def fields(reply):
    """What Alice's browser would send of the essay's page as it stands."""
    return deepcopy(reply[2])


@pytest.fixture
def bob():
    """Bob, a managing editor, in a browser of his own."""
    browser = Client()
    browser.force_login(make_user(BOB))
    return browser


def test_the_second_save_of_a_text_shows_both(client, alice, bob, essay, fields):
    address = address_of(essay)
    hers, his = fields, fields_of(bob, address)
    assert bob.post(address, his | {"body": "<p>What Bob wrote.</p>"}).status_code == 302
    refused = client.post(address, hers | {"body": "<p>What Alice wrote.</p>"})
    assert refused.status_code == 409
    assert "Somebody else saved this while you were editing." in refused.text
    (place,) = refused.context["both"].places
    sides = [
        [piece.html for stretch in side for piece in stretch.shown] for side in (place.mine, place.theirs)
    ]
    assert ["Alice" in "".join(sides[0]), "Bob" in "".join(sides[1])] == [True, True]
    assert refused.context["adminform"].form["body"].value() == "<p>What Alice wrote.</p>"
    assert edition_of(essay).latest.body == "<p>What Bob wrote.</p>"
    assert WorkingCopy.objects.get().content["body"] == "<p>What Alice wrote.</p>"


def test_the_answer_to_a_conflict_saves_knowingly_and_forgets_the_kept_copy(
    client, alice, bob, essay, fields
):
    address, hers = address_of(essay), fields
    bob.post(address, fields_of(bob, address) | {"title": "Bob’s title"})
    refused = client.post(address, hers | {"title": "Alice’s title"})
    assert "Alice’s title" in client.get(address).text  # kept, should she come back by another way
    form = refused.context["adminform"].form
    tokens = {name: form[name].value() for name in ("seen", "copy")}
    assert client.post(address, hers | {"title": "Alice’s title"} | tokens).status_code == 302
    assert list(edition_of(essay).revisions.order_by("number").values_list("title", flat=True)) == [
        "A reply",
        "Bob’s title",
        "Alice’s title",
    ]
    assert not WorkingCopy.objects.exists()


def test_the_same_person_in_two_tabs_counts_as_two(client, alice, essay):
    address = address_of(essay)
    first, second = fields_of(client, address), fields_of(client, address)
    assert client.post(address, first | {"title": "First tab"}).status_code == 302
    assert client.post(address, second | {"title": "Second tab"}).status_code == 409


def test_a_translation_is_guarded_too(client, alice, bob):
    edition = translation_of(prompt_of(thread_with_prompt()), "zh-hans")
    address = reverse("admin:responses_edition_change", args=[edition.pk])
    hers = fields_of(client, address)
    assert bob.post(address, fields_of(bob, address) | {"title": "甲"}).status_code == 302
    assert client.post(address, hers | {"title": "乙"}).status_code == 409
    assert edition.latest.title == "甲"


ROWS = {
    "thread": thread_with_prompt,
    "person": person,
    "theme": theme,
    "page": Page.objects.first,
    "initiative": Initiative.objects.get,
}


@pytest.mark.parametrize("page", ROWS)
def test_rows_that_save_at_once_are_guarded_too(client, page):
    row = ROWS[page]()
    browsers = [client, Client()]
    for browser, account in zip(browsers, (BOB, BOB._replace(email="ben@example.org")), strict=True):
        browser.force_login(make_user(account))
    address = reverse(f"admin:responses_{page}_change", args=[row.pk])
    part = {"person": "name", "initiative": "sentence"}.get(page, "title")
    hers, his = (fields_of(browser, address) for browser in browsers)
    name = f"texts-zh-hans-{part}"
    assert browsers[1].post(address, his | {name: "乙"}).status_code == 302
    refused = client.post(address, hers | {name: "甲"})
    assert refused.status_code == 409
    (choice,) = refused.context["both"].fields
    assert (choice.name, choice.mine) == (f"merge-field-texts/zh-hans/{part}", "甲")
    assert "乙" in choice.theirs[0].shown[0].html
    row.refresh_from_db()
    assert row.texts["zh-hans"][part] == "乙"
    token = refused.context["adminform"].form["seen"].value()
    assert client.post(address, hers | {name: "甲", "seen": token}).status_code == 302


@pytest.mark.parametrize("token", ["", "x", "0", "999999", "1.999999", "²", "1.1.1", "-1"])
def test_a_token_that_is_none_saves_nothing(client, alice, essay, fields, token):
    answer = client.post(address_of(essay), fields | {"title": "Other", "seen": token})
    assert answer.status_code == 409
    assert edition_of(essay).latest.title == "A reply"


def test_what_is_refused_keeps_what_was_typed(client, alice):
    prompt = prompt_of(thread_with_prompt())
    data = {
        "responding_to": prompt.pk,
        "kind": "response",
        "language": "en",
        "title": "A title typed with care",
        "body": "<p>A body typed with care.</p>",
        "credits-rows": "1",
        "credits-0-person": "Nobody Known",
        "credits-0-bio": "<p>A bio typed with care.</p>",
        "dated_precision": "day",
        "dated_year": "2019",
        "web_address": "2019",
    }
    answer = client.post(reverse("admin:responses_response_add"), data)
    assert "There is no person “Nobody Known” yet." in answer.text
    assert "A date to the day or month has a month" in answer.text
    for typed in (
        "A title typed with care",
        "A body typed with care.",
        "A bio typed with care.",
        "Nobody Known",
    ):
        assert typed in answer.text
    answer = client.post(
        reverse("admin:responses_response_add"),
        data | {"credits-rows": "0", "dated_precision": "unknown", "dated_year": ""},
    )
    assert "“2019” cannot be a web address here." in answer.text.replace("&quot;", "“")
    assert not prompt.answers.exists()
