"""What the desk shows of accepted essays, and does with them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Submission
from responses.submissions.services.approving import ask_author
from responses.threads.errors import NotTogether
from responses.threads.models import AuthorRemark, Consent, Essay
from responses.threads.services.approvals import approve, remark
from responses.threads.services.consents import note_consent
from responses.threads.services.publishing import publish
from responses.threads.services.releases import release
from tests.cast import ALICE, CHARLIE
from tests.factories import edition_of, make_user, person, save
from tests.reading.pages import read
from tests.reading.worlds import at
from tests.submissions.acceptance.making import accepted, drafted, river
from tests.submissions.acceptance.pages import path_of, send
from tests.submissions.making import call, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    user = make_user(ALICE)
    client.force_login(user)
    return user


def page_of(made) -> str:
    return reverse("admin:responses_submission_acceptance", args=[made.pk])


LIST = "/admin/responses/submission/accepted/"


def said(client, essay):
    """The remarks of the checklist on what an author was asked."""
    page = client.get(reverse("admin:responses_edition_publish", args=[edition_of(essay).pk]))
    (row,) = page.context["publishing"].rows
    ours = [(remark, address) for remark, address in row.jumps if "uthor " in remark.words]
    return [(remark.must, remark.words, address.partition("?")[2]) for remark, address in ours]


# --- Before there is a draft


def test_the_page_says_when_the_draft_comes_and_a_button_does_not_wait(client, alice):
    made = accepted(alice, ago=1)
    assert "It is made by itself from" in client.get(page_of(made)).text

    client.post(page_of(made), {"act": "make"})

    made.refresh_from_db()
    assert made.essay.created_by == alice
    assert reverse("admin:responses_response_change", args=[made.essay_id]) in client.get(page_of(made)).text


def test_a_draft_that_should_have_come_is_missed_in_minutes_and_waits_on_the_first_page(client, alice):
    made = accepted(alice, ago=60 + 14 * 60)

    assert (
        "It should have been made 14 minutes ago: is send_letters running?" in client.get(page_of(made)).text
    )
    waiting = {each.words: (each.number, each.address) for each in client.get("/admin/").context["waiting"]}
    assert waiting["accepted essays without a draft"] == (1, LIST)


def test_without_a_thread_the_page_asks_for_one(client, alice):
    thread = river()
    made = accepted(alice, call())

    assert "Which thread?" in client.get(page_of(made)).text
    refused = client.post(page_of(made), {"act": "make"})
    assert (refused.status_code, "Choose the thread" in refused.text) == (409, True)
    client.post(page_of(made), {"act": "make", "thread": thread.pk})

    assert Essay.objects.get(submission=made).thread == thread


def test_what_is_not_accepted_has_no_such_page(client, alice):
    assert client.get(page_of(submission(call(thread=river())))).status_code == 404


# --- Whose it is


def test_an_editor_says_who_the_author_is_or_makes_a_page(client, alice):
    known = person({"en": {"name": "Rivka Example 1"}}, slug="rivka")
    made = drafted(alice)
    author = made.authors.get()
    assert "Rivka Example 1 [rivka]" in client.get(page_of(made)).text

    client.post(page_of(made), {"act": "people", f"person-{author.pk}": known.pk})
    assert [each.person for each in made.essay.bylines.all()] == [known]

    client.post(page_of(made), {"act": "people", f"person-{author.pk}": ""})
    assert made.essay.bylines.count() == 0
    client.post(page_of(made), {"act": "people", f"person-{author.pk}": "new"})
    assert [each.person.slug for each in made.essay.bylines.all()] == ["rivka-example-1"]


def test_what_the_author_says_is_taken_over_to_their_page_by_a_button_alone(client, alice):
    made = drafted(alice)
    author = made.authors.get()
    client.post(page_of(made), {"act": "people", f"person-{author.pk}": "new"})
    send(made, bio="She reads.")
    author.refresh_from_db()
    assert "bio" not in author.person.texts["en"]

    client.post(page_of(made), {"act": "take_over", "author": author.pk})

    author.person.refresh_from_db()
    assert author.person.texts["en"]["bio"] == "<p>She reads.</p>"


# --- What the author answered, and approved


def test_each_answer_is_shown_with_its_words(client, alice):
    made = drafted(alice)
    send(made, volume="no")

    text = client.get(page_of(made)).text

    assert all(each.wording in text for each in Consent.objects.all())
    assert "volume: no" in text


def test_the_author_is_asked_about_the_newest_version_by_a_button(client, alice):
    made = drafted(alice)
    save(edition_of(made.essay), "Edited")

    client.post(page_of(made), {"act": "ask"})

    assert Letter.objects.filter(purpose="submission", subject__contains="look at it").count() == 1
    assert read(path_of(made, "approval")).text("h1") == "Edited"


def test_an_author_who_has_answered_waits_until_asked_for_approval(client, alice):
    words = "accepted essays whose authors are to be asked for approval"

    def waits():
        return [each.number for each in client.get("/admin/").context["waiting"] if each.words == words]

    made = drafted(alice)
    assert waits() == []
    send(made)
    assert waits() == [1]
    ask_author(submission=made, user=alice)
    assert waits() == []


def test_the_desk_shows_what_was_approved_and_what_came_after(client, alice):
    made = drafted(alice)
    edition = edition_of(made.essay)
    ask_author(submission=made, user=alice)
    approve(revision=edition.latest, wording="It may carry my name.", version=1, language="en")
    assert "What changed since" not in client.get(page_of(made)).text

    save(edition, "Edited")

    text = client.get(page_of(made)).text
    assert f"{reverse('admin:responses_edition_compare', args=[edition.pk])}?old=1&amp;new=2" in text


def test_a_remark_waits_until_somebody_has_dealt_with_it(client, alice):
    made = drafted(alice)
    kept = remark(revision=edition_of(made.essay).latest, text="A comma is missing.")
    assert "remarks of accepted authors" in [each.words for each in client.get("/admin/").context["waiting"]]

    client.post(page_of(made), {"act": "handle", "remark": kept.pk})

    assert AuthorRemark.objects.get().handled_by == alice
    assert client.get("/admin/").context["waiting"][0].words == "drafts of yours"


def test_the_page_of_the_text_says_for_good_where_it_came_from(client, alice):
    made = drafted(alice)
    address = reverse("admin:responses_response_change", args=[made.essay_id])

    text = client.get(address).text
    assert (f"Came in as submission {made.reference}" in text, page_of(made) in text) == (True, True)

    # As an erasure would, one day.
    made.acceptance.delete()
    Submission.objects.filter(pk=made.pk).update(essay=None)
    assert "Came in as a submission" in client.get(address).text


# --- Before it is published


def test_the_checklist_says_nothing_of_what_nobody_was_asked(client, alice):
    assert said(client, drafted(alice).essay) == []


def test_the_checklist_says_that_no_answer_came_and_which_version_was_approved(client, alice):
    made = drafted(alice)
    edition = edition_of(made.essay)
    ask_author(submission=made, user=alice)
    assert said(client, made.essay) == [
        (False, "The author was asked to approve version 1 and has not answered.", "")
    ]

    approve(revision=edition.latest, wording="It may carry my name.", version=1, language="en")
    assert said(client, made.essay) == []

    save(edition, "Edited")
    assert said(client, made.essay) == [
        (False, "The author approved version 1; this is version 2.", "old=1&new=2#content-start")
    ]


def test_what_its_author_withholds_is_not_published_until_they_say_otherwise(client, alice):
    made = drafted(alice)
    send(made, publish="no")
    refusal = "Its author does not agree that it is published here."
    assert [(must, words) for must, words, _at in said(client, made.essay)] == [(True, refusal)]
    with pytest.raises(NotTogether, match="does not agree"):
        release(revisions=[edition_of(made.essay).latest], user=alice)

    note_consent(essay=made.essay, way="email", given_on=clock.now().date(), user=alice)

    release(revisions=[edition_of(made.essay).latest], user=alice)
    assert Essay.objects.published().filter(pk=made.essay_id).exists()


# --- Who may


def test_who_does_not_read_submissions_sees_none_of_it(client, alice):
    made = drafted(alice)
    client.force_login(make_user(CHARLIE))

    for path in (LIST, page_of(made), reverse("admin:responses_submission_photo", args=[made.pk])):
        assert client.get(path).status_code == 403
    assert client.post(page_of(made), {"act": "ask"}).status_code == 403


def test_every_act_needs_the_token_of_the_form(alice):
    from django.test import Client

    made = drafted(alice)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)

    assert strict.post(page_of(made), {"act": "ask"}).status_code == 403


# --- How much it asks of the database


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_and_the_page_ask_a_fixed_number_of_queries(client, alice, many):
    thread = river()
    for number in range(many):
        made = drafted(alice, call(f"call-{number}", thread=thread), number + 1)
        send(made)
        ask_author(submission=made, user=alice)
        remark(revision=edition_of(made.essay).latest, text="A comma.")
    person({"en": {"name": "Rivka Example 1"}}, slug="rivka")

    found = {}
    for name, path in {"list": LIST, "page": page_of(made)}.items():
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        found[name] = len(queries)

    assert found == {"list": 5, "page": 16}


# --- Kept from search engines


def test_who_asks_for_it_is_left_out_by_search_engines_and_by_nobody_else(alice):
    made = drafted(alice)
    publish(revision=edition_of(made.essay).latest, user=alice)
    page, full = f"/responses/{made.essay.slug}/", "/threads/river/full/"
    assert [read(path).metas.get("robots") for path in (page, full)] == [None, None]

    send(made, index="no")

    with at(clock.now() + timedelta(minutes=2)):
        assert [read(path).metas.get("robots") for path in (page, full)] == [["noindex"], ["noindex"]]
        assert page not in read("/sitemap-1.xml").body
        assert page in read("/threads/river/").body
