"""What is ticked in a list: led to a page that says what will happen; done there, all of it or nothing."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from responses.threads.models import Edition, EssayTheme, LivePeriod, Publication
from responses.threads.services.aside import set_aside
from responses.threads.services.editions import convert_edition
from responses.threads.services.publishing import withdraw
from tests.cast import CHARLIE
from tests.factories import (
    edition_of,
    make_user,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db

LATER = datetime(2090, 3, 5, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        thread = thread_with_prompt(slug="spirit")
        publish_all(thread)
        yield prompt_of(thread)


@pytest.fixture
def prompt(built):
    return deepcopy(built)


def tick(client, table, act, rows, query=""):
    """Choose an act for ticked rows; the page that it leads to."""
    address = f"{reverse(f'admin:responses_{table}_changelist')}{query}"
    return client.post(address, {"action": act, "_selected_action": [row.pk for row in rows]})


def led(client, table, act, rows, query=""):
    return tick(client, table, act, rows, query).headers["Location"]


def offered(client, table, query=""):
    form = client.get(f"{reverse(f'admin:responses_{table}_changelist')}{query}").context["action_form"]
    return [value for value, _words in form.fields["action"].choices if value] if form else []


def said(answer):
    return [str(each) for each in answer.context["messages"]]


def test_each_list_offers_what_makes_sense_there_to_who_may(client, alice, prompt):
    response_to(prompt)
    assert offered(client, "response") == ["publish", "change_themes", "put_aside"]
    assert offered(client, "prompt") == ["publish", "change_themes", "put_aside"]
    assert offered(client, "edition") == ["publish", "mark_checked", "put_aside"]
    assert offered(client, "theme") == []
    set_aside(essays=[response_to(prompt)], user=alice)
    assert offered(client, "response", "?aside=yes") == ["take_back"]


def test_who_may_not_publish_is_not_offered_it_and_cannot_ask_for_it(client, prompt):
    translation = translation_of(prompt, "zh-hans")
    client.force_login(make_user(CHARLIE))
    assert offered(client, "edition") == ["mark_checked"]
    for act in ("publish", "put_aside", "delete_selected"):
        answer = tick(client, "edition", act, [translation])
        assert (answer.status_code, answer.headers.get("Location", "")) in (
            (200, ""),
            (302, "/admin/responses/edition/"),
        )
    page = f"{reverse('admin:responses_edition_publish_ticked')}?edition={translation.pk}"
    assert [client.get(page).status_code, client.post(page).status_code] == [403, 403]


def test_nothing_happens_by_choosing_an_act_or_by_looking_at_its_page(client, alice, prompt):
    drafts = [response_to(prompt, f"Draft {n}") for n in range(2)]
    for act in offered(client, "response"):
        assert client.get(led(client, "response", act, drafts)).status_code == 200
    assert (Publication.objects.count(), EssayTheme.objects.count()) == (1, 0)


def test_texts_of_several_threads_go_live_together_from_a_list(client, alice, prompt):
    other = thread_with_prompt("Another?")
    publish_all(other)
    drafts = [response_to(prompt, "One"), response_to(prompt_of(other), "Two")]
    address = led(client, "response", "publish", drafts, "?q=conway")
    page = client.get(address)
    rows = page.context["publishing"].rows
    assert [(row.revision.title, row.ticked) for row in rows] == [("One", True), ("Two", True)]
    sent = {"revision": [row.revision.pk for row in rows], "when": "now"}
    first, again = (client.post(address, sent, follow=True) for _click in range(2))
    assert first.redirect_chain == [(f"{reverse('admin:responses_response_changelist')}?q=conway", 302)]
    assert said(first)[0].startswith("2 texts. Live since ")
    assert again.status_code == 200
    assert Publication.objects.filter(release__isnull=False).count() == 2
    assert LivePeriod.objects.live().count() == 4


def test_a_list_of_essays_ticks_originals_and_one_of_editions_what_was_ticked(client, alice, prompt):
    draft = response_to(prompt)
    chinese = translation_of(draft, "zh-hans")
    rows = client.get(led(client, "response", "publish", [draft])).context["publishing"].rows
    assert [(row.edition, row.ticked) for row in rows] == [(edition_of(draft), True), (chinese, False)]
    rows = client.get(led(client, "edition", "publish", [chinese])).context["publishing"].rows
    assert [(row.edition, row.ticked) for row in rows] == [(chinese, True)]
    address = led(client, "response", "publish", [draft])
    everything = client.get(client.get(address).context["publishing"].all_address)
    assert [row.ticked for row in everything.context["publishing"].rows] == [True, True]


def test_of_what_is_ticked_all_goes_live_or_nothing_and_what_is_not_ready_says_why(client, alice, prompt):
    ready, bare = response_to(prompt, "Ready"), response_to(prompt, "Bare", authors=[])
    address = led(client, "response", "publish", [ready, bare])
    versions = [edition_of(each).latest.pk for each in (ready, bare)]
    answer = client.post(address, {"revision": versions, "when": "now"})
    assert answer.status_code == 409
    assert "This version names no author. Add one, save, then publish." in answer.text
    assert Publication.objects.count() == 1


def test_a_release_of_several_threads_is_moved_as_one(client, alice, prompt):
    other = thread_with_prompt("Another?")
    publish_all(other)
    drafts = [response_to(prompt, "One"), response_to(prompt_of(other), "Two")]
    address = led(client, "response", "publish", drafts)
    versions = [edition_of(each).latest.pk for each in drafts]
    at = {"when": "later", "date": "2090-03-05", "time": "09:00", "zone": "America/New_York"}
    client.post(address, {"revision": versions} | at)
    coming = client.get(address).context["publishing"].coming
    assert len(coming) == 1
    moved = client.get(coming[0].move).context["publishing"]
    assert ([row.ticked for row in moved.rows], str(moved.form.initial["date"])) == (
        [True, True],
        "2090-03-05",
    )


def test_conversions_that_were_read_are_marked_together(client, alice, prompt):
    converted = []
    for n in range(2):
        chinese = response_to(prompt, f"论{n}", language="zh-hans")
        converted.append(convert_edition(source=edition_of(chinese), user=alice).edition)
    rows = [*converted, edition_of(prompt)]
    address = led(client, "edition", "mark_checked", rows, "?state=unchecked")
    page = client.get(address)
    assert [line.title for line in page.context["act"].lines] == ["論0", "論1"]
    sent = {"revision": page.context["act"].form.initial["revision"]}
    first, second = (client.post(address, sent, follow=True) for _click in range(2))
    assert said(first) == ["Marked as checked by you: 2 texts."]
    assert said(second) == ["Nothing was left to do: it had been done already."]
    assert set(Edition.objects.exclude(reviewed_at=None)) == set(converted)


def test_what_was_converted_anew_since_is_to_be_read_anew(client, alice, prompt):
    chinese = response_to(prompt, "论", language="zh-hans")
    converted = convert_edition(source=edition_of(chinese), user=alice).edition
    address = led(client, "edition", "mark_checked", [converted])
    sent = {"revision": client.get(address).context["act"].form.initial["revision"]}
    save(converted, "論文")
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "Nothing was marked. “論” has a newer version by now: read that, then mark it." in answer.text
    assert Edition.objects.filter(reviewed_at=None).count() == Edition.objects.count()
    fresh = {"revision": answer.context["act"].form.initial["revision"]}
    assert client.post(address, fresh).status_code == 302


def test_a_translator_marks_only_what_they_may_see(client, prompt):
    translation_of(prompt, "zh-hans")
    converted = convert_edition(source=edition_of(prompt, "zh-hans"), user=None).edition
    client.force_login(make_user(CHARLIE))
    address = f"{reverse('admin:responses_edition_reviewed_ticked')}?edition={converted.pk}"
    assert client.post(address, {"revision": [converted.latest.pk]}).status_code == 302
    assert Edition.objects.exclude(reviewed_at=None).get() == converted


def test_themes_are_given_and_taken_away_together(client, alice, prompt):
    spirit, state = theme(), theme("Statecraft", slug="statecraft")
    one, two = response_to(prompt, "One", themes=[spirit]), response_to(prompt, "Two", themes=[])
    address = led(client, "response", "change_themes", [one, two])
    sent = {"add": [state.pk], "remove": [spirit.pk]}
    first, second = (client.post(address, sent, follow=True) for _click in range(2))
    assert said(first) == ["The themes of 2 texts have changed."]
    assert said(second) == ["Nothing was left to do: it had been done already."]
    assert [list(each.themes.all()) for each in (one, two)] == [[state], [state]]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "No theme is ticked. Tick what should be added or removed."),
        ({"add": ["1"], "remove": ["1"]}, "Body and spirit cannot be added and removed at once"),
        ({"add": ["99"]}, "Select a valid choice."),
    ],
)
def test_themes_that_make_no_sense_are_refused_in_a_sentence(client, alice, prompt, sent, sentence):
    number = str(theme().pk)
    sent = {name: [number if each == "1" else each for each in given] for name, given in sent.items()}
    draft = response_to(prompt, themes=[])
    answer = client.post(led(client, "response", "change_themes", [draft]), sent)
    assert (answer.status_code, sentence in answer.text) == (409, True)
    assert draft.themes.count() == 0


def test_of_too_many_rows_none_is_taken(client, alice, prompt, monkeypatch):
    monkeypatch.setattr("responses.editorial.admin.chosen.MOST", 2)
    drafts = [response_to(prompt, f"Draft {n}") for n in range(3)]
    answer = client.post(
        reverse("admin:responses_response_changelist"),
        {"action": "put_aside", "_selected_action": [each.pk for each in drafts]},
        follow=True,
    )
    assert said(answer) == ["A hundred rows at a time are the most: tick fewer, then choose again."]


def test_withdrawn_and_scheduled_texts_stand_on_the_page_as_they_are(client, alice, prompt):
    gone, coming = response_to(prompt, "Gone"), response_to(prompt, "Coming")
    publish_all(gone)
    withdraw(edition=edition_of(gone), user=None, note="")
    publish_all(coming, at=LATER)
    rows = client.get(led(client, "response", "publish", [gone, coming])).context["publishing"].rows
    assert [(row.state.split(" for ")[0], row.ticked) for row in rows] == [
        ("withdrawn", True),
        ("scheduled", True),
    ]


def test_what_has_left_the_list_meanwhile_is_said(client, alice, prompt):
    draft = response_to(prompt)
    set_aside(essays=[draft], user=None)
    address = reverse("admin:responses_response_changelist")
    answer = client.post(address, {"action": "put_aside", "_selected_action": [draft.pk]}, follow=True)
    assert said(answer) == ["What was ticked has left this list meanwhile. Look again, then choose."]
