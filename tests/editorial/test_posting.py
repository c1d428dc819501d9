"""An editor posts a thread, answers it, publishes, schedules and withdraws: by forms alone."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from responses.threads.models import Edition, Essay, LivePeriod, Thread
from tests.cast import FAN_ZHEN
from tests.editorial.forms import fields_of
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    thread_with_prompt,
)

pytestmark = pytest.mark.django_db

THREAD = {
    "texts-en-title": "Does the spirit outlive the body?",
    "language": "en",
    "title": "On the extinction of the spirit",
    "body": "<p>The body is the substance of the spirit.</p>",
    "credits-rows": "1",
    "credits-0-person": "fan-zhen",
    "dated_precision": "year",
    "dated_year": "507",
}


def test_a_thread_is_posted_together_with_its_prompt(client, alice):
    person(FAN_ZHEN)
    answer = client.post(reverse("admin:responses_thread_add"), THREAD)
    thread = Thread.objects.get()
    assert answer.url == reverse("admin:responses_thread_change", args=[thread.pk])
    prompt = prompt_of(thread)
    revision = edition_of(prompt).latest
    assert (thread.slug, prompt.slug) == (
        "does-the-spirit-outlive-the-body",
        "on-the-extinction-of-the-spirit",
    )
    assert revision.body == "<p>The body is the substance of the spirit.</p>"
    assert [(each.name, each.affiliation) for each in revision.credits.all()] == [("Fan Zhen", "Court of Qi")]
    assert [byline.person.slug for byline in prompt.bylines.all()] == ["fan-zhen"]
    assert (prompt.dated_precision, prompt.dated_year, prompt.created_by) == ("year", 507, alice)


def test_a_response_is_posted_to_what_it_answers(client, alice):
    prompt = prompt_of(thread_with_prompt())
    add = f"{reverse('admin:responses_response_add')}?responding_to={prompt.pk}"
    assert f'value="{prompt.pk}" selected' in client.get(add).text
    client.post(
        add,
        {
            "responding_to": prompt.pk,
            "kind": "response",
            "language": "zh-hans",
            "title": "神灭论",
            "body": "<p>神即形也。</p>",
            "dated_precision": "unknown",
        },
    )
    essay = Essay.objects.get(kind="response")
    assert (essay.slug, essay.responding_to, essay.thread) == ("shen-mie-lun", prompt, prompt.thread)
    assert edition_of(essay).language == "zh-hans"


def test_a_text_is_published_now(client, alice):
    edition = edition_of(prompt_of(thread_with_prompt()))
    address = reverse("admin:responses_edition_publish", args=[edition.pk])
    assert "It is now" in client.get(address).text
    assert not edition.publications.exists()
    answer = client.post(address, {"revision": edition.latest.pk, "when": "now"}, follow=True)
    assert "Live since" in answer.text
    assert LivePeriod.objects.live().get().edition == edition


def test_a_text_is_scheduled_by_the_clocks_of_a_place(client, alice):
    edition = edition_of(prompt_of(thread_with_prompt()))
    address = reverse("admin:responses_edition_publish", args=[edition.pk])
    data = {
        "revision": edition.latest.pk,
        "when": "later",
        "date": "2030-03-05",
        "time": "09:00",
        "zone": "America/New_York",
    }
    checked = client.post(address, data | {"check": "1"})
    words = "Goes live Tue 5 Mar 2030, 09:00 Washington (22:00 Beijing), in English."
    assert words in checked.text
    assert not edition.publications.exists()
    done = client.post(address, data, follow=True)
    assert words in done.text
    assert edition.publications.get().instant == datetime(2030, 3, 5, 14, tzinfo=UTC)
    scheduled = "scheduled for 5 March 2030, 09:00 Washington / 22:00 Beijing"
    assert scheduled in client.get(reverse("admin:responses_prompt_changelist")).text


def test_a_scheduled_text_is_called_off(client, alice):
    thread = thread_with_prompt()
    publish_all(thread, at=datetime(2030, 3, 5, 14, tzinfo=UTC))
    publication = edition_of(prompt_of(thread)).publications.get()
    listed = reverse("admin:responses_publication_changelist")
    address = reverse("admin:responses_publication_unschedule", args=[publication.pk])
    assert address in client.get(listed).text
    assert client.get(address).status_code == 200
    assert LivePeriod.objects.count() == 1
    client.post(address)
    assert LivePeriod.objects.count() == 0
    assert address not in client.get(listed).text


def test_a_live_text_is_withdrawn_with_a_note_and_reinstated(client, alice):
    thread = thread_with_prompt()
    publish_all(thread)
    edition = edition_of(prompt_of(thread))
    withdraw = reverse("admin:responses_edition_withdraw", args=[edition.pk])
    client.get(withdraw)
    assert Edition.objects.published().count() == 1
    assert client.post(withdraw, {"note": ""}).status_code == 409
    client.post(withdraw, {"note": "At the author’s wish."})
    assert Edition.objects.published().count() == 0
    assert edition.publications.order_by("-pk").first().note == "At the author’s wish."
    assert "withdrawn" in client.get(reverse("admin:responses_prompt_changelist")).text
    client.post(reverse("admin:responses_edition_reinstate", args=[edition.pk]))
    assert Edition.objects.published().get() == edition


@pytest.mark.parametrize(
    ("date", "time", "sentence"),
    [
        (
            "2030-03-10",
            "02:30",
            "clocks in Washington go forward from 02:00 to 03:00, so 02:30 does not exist there",
        ),
        ("2030-11-03", "01:30", "show this hour twice. Say which is meant."),
        ("2020-01-01", "12:00", "That time has passed."),
        ("", "12:00", "A later time needs a date"),
    ],
)
def test_a_time_that_is_none_is_refused_in_a_sentence(client, alice, date, time, sentence):
    edition = edition_of(prompt_of(thread_with_prompt()))
    data = {
        "revision": edition.latest.pk,
        "when": "later",
        "date": date,
        "time": time,
        "zone": "America/New_York",
    }
    answer = client.post(reverse("admin:responses_edition_publish", args=[edition.pk]), data)
    assert answer.status_code == 409
    assert sentence in answer.text
    assert f'value="{time}"' in answer.text
    assert not edition.publications.exists()


def test_an_hour_that_clocks_show_twice_can_be_chosen(client, alice):
    edition = edition_of(prompt_of(thread_with_prompt()))
    data = {"revision": edition.latest.pk, "when": "later", "date": "2030-11-03", "time": "01:30"}
    client.post(
        reverse("admin:responses_edition_publish", args=[edition.pk]),
        data | {"zone": "America/New_York", "fold": "1"},
    )
    assert edition.publications.get().instant == datetime(2030, 11, 3, 6, 30, tzinfo=UTC)


def test_a_response_to_a_draft_is_not_published(client, alice):
    edition = edition_of(response_to(prompt_of(thread_with_prompt())))
    address = reverse("admin:responses_edition_publish", args=[edition.pk])
    answer = client.post(address, {"revision": edition.latest.pk, "when": "now"})
    assert answer.status_code == 409
    assert "What it answers is neither live at that time nor ticked." in answer.text


def test_only_the_version_that_was_shown_is_published(client, alice):
    from tests.factories import save

    edition = edition_of(prompt_of(thread_with_prompt()))
    shown = edition.latest
    save(edition, "Not seen")
    address = reverse("admin:responses_edition_publish", args=[edition.pk])
    assert client.post(address, {"revision": shown.pk, "when": "now"}).status_code == 409
    other = edition_of(prompt_of(thread_with_prompt("Another?")))
    assert client.post(address, {"revision": other.latest.pk, "when": "now"}).status_code == 404
    assert not edition.publications.exists()


def test_the_text_of_a_response_is_changed_and_its_place_too(client, alice):
    thread = thread_with_prompt()
    first = response_to(prompt_of(thread), "First")
    second = response_to(prompt_of(thread), "Second")
    address = reverse("admin:responses_response_change", args=[second.pk])
    data = fields_of(client, address)
    data |= {
        "title": "Second, improved",
        "responding_to": first.pk,
        "dated_precision": "year",
        "dated_year": "2020",
    }
    assert client.post(address, data).status_code == 302
    second.refresh_from_db()
    assert (edition_of(second).latest.title, edition_of(second).latest.number) == ("Second, improved", 2)
    assert (second.responding_to, second.dated_year, second.slug) == (first, 2020, "second")


def test_a_response_answers_nothing_of_another_thread_nor_itself(client, alice):
    thread = thread_with_prompt()
    first = response_to(prompt_of(thread), "First")
    second = response_to(first, "Second")
    elsewhere = prompt_of(thread_with_prompt("Another?"))
    address = reverse("admin:responses_response_change", args=[first.pk])
    data = fields_of(client, address)
    assert "cannot answer itself" in client.post(address, data | {"responding_to": second.pk}).text
    assert "Select a valid choice" in client.post(address, data | {"responding_to": elsewhere.pk}).text
    first.refresh_from_db()
    assert first.responding_to == prompt_of(thread)


def test_saving_without_a_change_appends_nothing(client, alice):
    essay = response_to(prompt_of(thread_with_prompt()))
    address = reverse("admin:responses_response_change", args=[essay.pk])
    client.post(address, fields_of(client, address))
    essay.refresh_from_db()
    assert (edition_of(essay).revisions.count(), essay.version) == (1, 1)


def test_the_order_of_a_thread_is_changed_with_its_texts(client, alice):
    thread = thread_with_prompt()
    first, second = (response_to(prompt_of(thread), title) for title in ("First", "Second"))
    address = reverse("admin:responses_thread_change", args=[thread.pk])
    data = fields_of(client, address)
    data |= {f"position-{first.pk}": "9", "texts-zh-hans-title": "神灭乎？"}
    assert client.post(address, data).status_code == 302
    thread.refresh_from_db()
    assert thread.texts["zh-hans"] == {"title": "神灭乎？"}
    assert list(thread.essays.filter(kind="response").in_thread_order()) == [second, first]


def test_nobody_sees_a_scheduled_text_before_its_hour(client, alice):
    thread = thread_with_prompt()
    publish_all(thread, at=datetime(2030, 3, 5, 14, tzinfo=UTC))
    listed = reverse("admin:responses_prompt_changelist")
    with time_machine.travel(datetime(2030, 3, 5, 14, 0, 1, tzinfo=UTC), tick=False):
        client.force_login(alice)
        assert "English: live" in client.get(listed).text
