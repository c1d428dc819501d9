"""What editors say of a thread stands on its page in words; that it is public, nobody can say so."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from responses.threads.models import Thread
from tests.cast import ALICE
from tests.editorial.forms import fields_of
from tests.factories import make_user, prompt_of, publish_all, response_to, thread_with_prompt

pytestmark = pytest.mark.django_db


def states(client, path="/threads/spirit/"):
    page = client.get(path).text
    known = ["Announced", "Open for essays", "Being edited", "Ongoing", "Closing reply due", "Closed"]
    return [words for words in known if f">{words}<" in page or f"<span>{words}" in page]


def in_state(state):
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread)
    Thread.objects.filter(pk=thread.pk).update(state=state)
    return thread


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("", "Ongoing"),
        ("announced", "Announced"),
        ("open", "Open for essays"),
        ("editing", "Being edited"),
        ("published", "Ongoing"),
        ("closing_reply_due", "Closing reply due"),
        ("closed", "Closed"),
    ],
)
def test_a_threads_page_says_its_state_in_words(client, state, words):
    in_state(state)
    assert states(client) == [words]


def test_a_live_closing_reply_closes_a_thread_whatever_was_said(client):
    thread = in_state("closing_reply_due")
    publish_all(response_to(prompt_of(thread), "Last words", kind="closing_reply"))
    page = client.get("/threads/spirit/").text
    assert ("Closed with a reply" in page, "Closing reply due" in page) == (True, False)


def test_an_announced_thread_whose_prompt_is_no_more_than_a_draft_is_not_public(client):
    Thread.objects.filter(pk=thread_with_prompt(slug="spirit").pk).update(state="announced")
    assert client.get("/threads/spirit/").status_code == 404
    assert states(client, "/threads/") == []


def test_the_state_is_said_in_the_form_of_the_thread(client):
    client.force_login(make_user(ALICE))
    thread = in_state("")
    page = reverse("admin:responses_thread_change", args=[thread.pk])
    fields = fields_of(client, page)
    client.post(page, fields | {"state": "open"})
    thread.refresh_from_db()
    assert thread.state == "open"
    assert states(client, "/threads/") == ["Open for essays"]


@pytest.mark.database
def test_the_table_knows_no_other_state():
    thread = in_state("")
    with pytest.raises(IntegrityError, match="thread_state_is_known"), transaction.atomic():
        connection.cursor().execute("UPDATE responses_thread SET state = 'x' WHERE id = %s", [thread.pk])
