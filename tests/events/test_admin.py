"""What is done in the admin is a line of the log, which outlives those who did it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from responses.events.models import Event
from tests.cast import BOB
from tests.editorial.forms import fields_of
from tests.factories import make_user, person, prompt_of, response_to, thread_with_prompt

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob(client):
    user = make_user(BOB)
    client.force_login(user)
    return user


def lines():
    return list(Event.objects.order_by("pk").values_list("verb", "subject_type", "actor_label"))


def test_a_change_is_recorded_with_the_names_of_its_fields_and_no_text(client, bob):
    anne = person()
    address = reverse("admin:responses_person_change", args=[anne.pk])
    client.post(address, fields_of(client, address) | {"texts-en-name": "Anne Finch", "birth_year": "1631"})
    event = Event.objects.get()
    assert (event.verb, event.subject_label, event.actor_number) == ("changed", "Anne Finch", bob.pk)
    assert event.detail == {"fields": ["texts", "birth_year"]}


def test_an_addition_is_recorded_once(client, bob):
    client.post(reverse("admin:responses_person_add"), {"texts-en-name": "Anne Finch"})
    assert lines() == [("created", "person", "Bob")]
    client.post(
        reverse("admin:responses_thread_add"),
        {
            "texts-en-title": "A question?",
            "language": "en",
            "title": "A prompt",
            "body": "<p>Text.</p>",
            "dated_precision": "unknown",
        },
    )
    assert lines()[1:] == [
        ("created", "thread", "Bob"),
        ("saved", "edition", "Bob"),
        ("created", "essay", "Bob"),
    ]


def test_a_saved_text_is_recorded_as_a_version_and_not_as_a_change_too(client, bob):
    essay = response_to(prompt_of(thread_with_prompt()))
    before = Event.objects.count()
    address = reverse("admin:responses_response_change", args=[essay.pk])
    client.post(address, fields_of(client, address) | {"title": "Better"})
    assert lines()[before:] == [("saved", "edition", "Bob")]


def test_the_history_of_a_row_shows_its_lines(client, bob):
    essay = response_to(prompt_of(thread_with_prompt()), user=bob)
    page = client.get(reverse("admin:responses_response_history", args=[essay.pk]), {"log": "1"})
    assert [(words, event.actor_label) for event, words in page.context["events"]] == [("created", "Bob")]
    assert "<td>created</td>" in page.text


def test_the_frameworks_own_log_is_not_written(client, bob):
    client.post(reverse("admin:responses_person_add"), {"texts-en-name": "Anne Finch"})
    assert not LogEntry.objects.exists()


def test_the_log_is_read_and_never_written_by_hand(client, bob):
    thread_with_prompt()
    event = Event.objects.first()
    address = reverse("admin:responses_event_change", args=[event.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"verb": "forged"}).status_code == 403
    assert client.post(reverse("admin:responses_event_add"), {"verb": "forged"}).status_code == 403
    assert (
        client.post(reverse("admin:responses_event_delete", args=[event.pk]), {"post": "yes"}).status_code
        == 403
    )
    event.refresh_from_db()
    assert event.verb != "forged"


def test_lines_outlive_their_user(client, bob):
    client.post(reverse("admin:responses_person_add"), {"texts-en-name": "Anne Finch"})
    bob.delete()
    assert lines() == [("created", "person", "Bob")]


def test_the_log_speaks_its_readers_language(client, bob):
    bob.language = "zh-hant"
    bob.save()
    essay = response_to(prompt_of(thread_with_prompt()), user=bob)
    page = client.get(reverse("admin:responses_response_history", args=[essay.pk]), {"log": "1"})
    assert "<td>建立</td>" in page.text
    assert "儲存版本" in client.get(reverse("admin:responses_event_changelist")).text
