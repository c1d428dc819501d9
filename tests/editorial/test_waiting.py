"""What waits at the desk: by age, with the same questions to the database for one as for fifteen."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from responses.editorial.models import HandledNote
from responses.editorial.previews.services import handle_note, leave_note, make_preview_link
from responses.editorial.waiting import coming_for, waiting_for
from responses.people.models import User
from responses.threads.services.editions import convert_edition
from tests.cast import ALICE, BOB, CHARLIE
from tests.factories import (
    edition_of,
    make_user,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.threads.test_guards import named

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def at(instant):
    return time_machine.travel(instant, tick=False)


def waits(user):
    return [(each.number, each.words) for each in waiting_for(user)]


def note_on(edition, user, text="Please wait."):
    _link, token = make_preview_link(shown=edition, user=user)
    return leave_note(token=token, text=text)


def test_the_longest_waiting_comes_first():
    user = make_user(ALICE)
    with at(MONDAY):
        thread = thread_with_prompt()
        publish_all(thread)
        chinese = translation_of(prompt_of(thread), "zh-hans")
        publish_all(chinese)
    with at(MONDAY + DAY):
        note_on(chinese, user)
    with at(MONDAY + 2 * DAY):
        publish_all(convert_edition(source=chinese, user=user).edition)
    with at(MONDAY + 3 * DAY):
        response_to(prompt_of(thread))
        publish_all(save(edition_of(prompt_of(thread)), "Newer").edition)
    with at(MONDAY + 4 * DAY):
        save(edition_of(response_to(prompt_of(thread))), "By hand", user=user)
        assert waits(user) == [
            (1, "translations of an older version"),
            (1, "notes from authors"),
            (1, "automatic conversions, unchecked"),
            (1, "drafts of yours"),
            (1, "drafts of others"),
        ]


def test_a_draft_is_of_everyone_who_saved_a_version_of_it(client, alice):
    other = make_user(BOB)
    prompt = prompt_of(thread_with_prompt())
    for title, savers in {"Hers": [alice], "His": [other], "Theirs": [alice, other]}.items():
        edition = edition_of(response_to(prompt))
        for saver in savers:
            save(edition, title, user=saver)
    # The prompt itself was brought in by nobody.
    assert waits(alice) == [(2, "drafts of yours"), (2, "drafts of others")]
    for line in waiting_for(alice):
        client.force_login(alice)
        assert len(client.get(line.address).context["cl"].result_list) == line.number
    assert [row.newest_title for row in listed(client, "mine")] == ["Theirs", "Hers"]
    assert "His" in [row.newest_title for row in listed(client, "others")]


def test_a_translator_is_told_of_translations_and_not_of_drafts_that_are_closed_to_them(client, alice):
    thread = thread_with_prompt()
    publish_all(thread)
    translator = make_user(CHARLIE)
    save(edition_of(response_to(prompt_of(thread))), "A secret draft", user=alice)
    assert waits(translator) == []
    save(translation_of(prompt_of(thread), "zh-hans"), "译文", user=translator)
    assert waits(translator) == [(1, "drafts of yours")]
    client.force_login(translator)
    assert "drafts of yours: 1" in client.get(reverse("admin:index")).text
    assert [row.newest_title for row in listed(client, "mine")] == ["译文"]


def listed(client, state):
    found = client.get(reverse("admin:responses_edition_changelist"), {"state": state})
    return list(found.context["cl"].result_list)


def test_a_translation_is_stale_when_its_source_is_published_not_when_it_is_saved(client, alice):
    thread = thread_with_prompt()
    publish_all(thread, translation_of(prompt_of(thread), "zh-hans"))
    save(edition_of(prompt_of(thread)), "Newer")
    assert waits(alice) == []
    publish_all(thread)
    assert waits(alice) == [(1, "translations of an older version")]
    assert [row.language for row in listed(client, "stale")] == ["zh-hans"]


def test_a_note_waits_until_somebody_says_it_is_done(client, alice):
    edition = edition_of(prompt_of(thread_with_prompt()))
    note = note_on(edition, alice, "Not my <b>title</b>.")
    address = reverse("admin:responses_edition_notes")
    assert "Not my &lt;b&gt;title&lt;/b&gt;." in client.get(address).text
    assert (1, "notes from authors") in waits(alice)
    for _click in range(2):
        client.post(address, {"note": note.pk})
    assert HandledNote.objects.get().created_by == alice
    assert "No note waits." in client.get(address).text
    assert (1, "notes from authors") not in waits(alice)
    assert client.post(address, {"note": "0"}).status_code == 404


@pytest.mark.database
@pytest.mark.parametrize(
    "statement", ["UPDATE responses_handlednote SET created_by_id = 0", "DELETE FROM responses_handlednote"]
)
def test_that_a_note_was_dealt_with_is_only_appended(statement):
    user = make_user(ALICE)
    handle_note(note=note_on(edition_of(prompt_of(thread_with_prompt())), user), user=user)
    assert "handled_note_is_only_appended" in named(statement)


def test_notes_are_for_those_who_may_write(client):
    client.force_login(make_user(CHARLIE))
    assert client.get(reverse("admin:responses_edition_notes")).status_code == 403
    assert waiting_for(User.objects.get()) == []
    assert coming_for(User.objects.get()) == ([], 0)


def test_what_goes_live_within_a_week_is_listed_by_the_hour():
    user = make_user(ALICE)
    with at(MONDAY):
        thread = thread_with_prompt()
        publish_all(thread, at=MONDAY + DAY)
        publish_all(response_to(prompt_of(thread)), at=MONDAY + 8 * DAY)
        coming, scheduled = coming_for(user)
    assert [(each.when, each.what) for each in coming] == [
        (
            "Tue 3 Mar 2026, 07:00 Washington (20:00 Beijing)",
            "On the extinction of the spirit (English): publish",
        )
    ]
    assert scheduled == 2


@pytest.mark.parametrize("number", [1, 15])
def test_the_desk_asks_as_much_for_one_as_for_fifteen(number, django_assert_num_queries):
    user = make_user(ALICE)
    thread = thread_with_prompt()
    publish_all(thread)
    for n in range(number):
        note_on(edition_of(response_to(prompt_of(thread), f"Draft {n}")), user)
        publish_all(response_to(prompt_of(thread), f"Coming {n}"), at=datetime.now(UTC) + DAY)
    assert user.has_perm("responses.publish_edition")
    with django_assert_num_queries(5):
        waiting = waits(user)
    assert waiting == [(number, "notes from authors"), (number, "drafts of others")]
    with django_assert_num_queries(3):
        coming, scheduled = coming_for(user)
    assert (len(coming), scheduled) == (min(number, 12), number)
