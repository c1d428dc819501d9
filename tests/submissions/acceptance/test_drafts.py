"""From “accepted” to a draft: when, of what, by whom, and what goes along."""

from datetime import timedelta

import pytest
from django.test import Client

from responses.events.models import Event
from responses.lib import clock
from responses.lib.seals import unsealed
from responses.notifications.models import Letter
from responses.submissions.decisions.errors import AlreadyDrafted
from responses.submissions.errors import NeedsThread, Unmoved
from responses.submissions.models import Decision, Submission
from responses.submissions.services.accepting import make_draft, settle_acceptances
from responses.submissions.services.applying import apply, undo
from responses.submissions.services.approving import ask_author
from responses.submissions.services.crediting import matches_of, name_people, take_over
from responses.submissions.tokens import token_of
from responses.threads.models import Essay, KeptFile
from responses.threads.services.aside import set_aside
from responses.threads.services.files import keep_file
from responses.threads.services.publishing import publish
from tests.cast import ALICE
from tests.factories import edition_of, make_user, person, prompt_of, theme, thread_with_prompt
from tests.submissions.acceptance.making import accepted, drafted, river
from tests.submissions.acceptance.pages import path_of
from tests.submissions.deciding import decided
from tests.submissions.making import call, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user(ALICE)


def credits_of(essay):
    return [
        (each.name, each.person and each.person.slug, each.affiliation, each.bio)
        for each in edition_of(essay).latest.credits.order_by("position")
    ]


def test_once_its_minute_is_over_an_accepted_essay_is_a_draft_that_answers_the_prompt(alice):
    thread = river()
    water = theme("Water", slug="water")
    thread.themes.add(water)
    coauthors = [{"name": "Noor Example", "email": "", "school": "Other College"}]
    made = accepted(alice, call(thread=thread, most_coauthors=1), coauthors=coauthors)

    assert settle_acceptances() == 1

    made.refresh_from_db()
    essay, latest = made.essay, edition_of(made.essay).latest
    assert (essay.thread, essay.kind, essay.responding_to) == (
        thread,
        "response",
        thread.essays.get(kind="prompt"),
    )
    assert (latest.title, latest.body) == (made.versions.get().title, made.versions.get().body)
    assert edition_of(essay).language == "en"
    assert credits_of(essay) == [
        ("Rivka Example 1", None, "Example College", ""),
        ("Noor Example", None, "Other College", ""),
    ]
    assert list(essay.themes.all()) == [water]
    assert essay.created_by == alice
    assert not Essay.objects.published().filter(pk=essay.pk).exists()


def test_within_the_minute_nothing_is_made_for_the_decision_may_be_undone(alice):
    made = accepted(alice, ago=59)

    assert settle_acceptances() == 0

    made.refresh_from_db()
    assert made.essay is None


def test_an_editor_who_cannot_wait_has_the_draft_at_once(alice):
    made = accepted(alice, ago=1)

    essay = make_draft(submission=made, user=alice)

    assert Submission.objects.get(pk=made.pk).essay == essay


def test_a_draft_is_made_once_however_often_it_is_asked_for(alice):
    made = accepted(alice)

    first, again = make_draft(submission=made), make_draft(submission=made)

    assert first == again
    assert settle_acceptances() == 0
    assert Essay.objects.filter(kind="response").count() == 1
    assert Letter.objects.filter(purpose="submission").count() == 1


def test_no_draft_is_made_of_what_is_not_accepted(alice):
    with pytest.raises(Unmoved):
        make_draft(submission=submission(call(thread=river())), user=alice)


def test_without_a_thread_it_waits_for_an_editor_who_chooses_one(alice):
    made = accepted(alice, call())
    assert settle_acceptances() == 0
    with pytest.raises(NeedsThread):
        make_draft(submission=made, user=alice)
    thread = river()

    essay = make_draft(submission=made, user=alice, thread=thread)

    assert essay.thread == thread


def test_one_that_cannot_be_made_keeps_no_other_back(alice):
    thread = river()
    put_aside = thread_with_prompt("Not after all?", user=alice)
    set_aside(essays=[prompt_of(put_aside)], user=alice)
    waiting = accepted(alice, call("first", thread=put_aside))
    other = accepted(alice, call("second", thread=thread), 2)

    assert settle_acceptances() == 1
    assert [Submission.objects.get(pk=each.pk).essay_id is None for each in (waiting, other)] == [True, False]


def test_declarations_and_the_file_go_along(alice):
    said = {
        "own_work": {"said": "This is my own work."},
        "ai_use": {"asked": "Did you use AI?", "answer": "For one comma."},
    }
    river_call = call(thread=river())
    made = accepted(alice, river_call, declarations=said)
    kept = keep_file(data=b"as it was sent", name="river.docx", kind="manuscript", user=None)
    made.versions.update(file=kept)

    essay = make_draft(submission=made)

    assert list(essay.declarations.order_by("pk").values_list("kind", "asked", "said", "language")) == [
        ("own_work", "This is my own work.", "", "en"),
        ("ai_use", "Did you use AI?", "For one comma.", "en"),
    ]
    assert KeptFile.objects.get(pk=kept.pk).essay == essay


def test_the_author_is_asked_by_letter_in_their_language_for_what_is_only_needed_now(alice):
    made = accepted(alice, language="zh-hans")

    make_draft(submission=made)

    letter = Letter.objects.get(purpose="submission")
    assert (letter.recipient, letter.language) == ("author1@example.org", "zh-hans")
    assert f"/zh-hans/submissions/{made.pk}-" in unsealed(letter.text)
    assert f"/submissions/{made.pk}-" not in letter.text  # but for whoever sends it
    assert "Rivka" not in letter.text + letter.subject


def test_the_log_of_the_essay_says_where_it_came_from_and_names_nobody(alice):
    made = drafted(alice)

    found = Event.objects.get(verb="came in", subject_type="essay")

    assert (found.subject_number, found.detail) == (made.essay_id, {"submission": made.reference})


# --- Who the authors are


def test_people_known_by_a_name_in_either_script_are_offered_and_nobody_is_assumed(alice):
    known = person({"zh-hant": {"name": "劉 曉明"}}, slug="liu-xiaoming")
    made = drafted(alice, name="刘晓明", language="zh-hans")
    author = made.authors.get()

    assert matches_of([author]) == {author.pk: [known]}
    assert credits_of(made.essay)[0][:2] == ("刘晓明", None)


def test_an_editor_says_who_an_author_is(alice):
    known = person({"en": {"name": "Rivka Example 1"}}, slug="rivka")
    made = drafted(alice)
    author = made.authors.get()

    name_people(submission=made, people={author.pk: known}, new=[], user=alice)

    assert credits_of(made.essay) == [("Rivka Example 1", "rivka", "Example College", "")]
    assert [each.person for each in made.essay.bylines.all()] == [known]


def test_who_an_author_is_said_again_makes_no_version_that_nobody_approved(alice):
    known = person({"en": {"name": "Rivka Example 1"}}, slug="rivka")
    made = drafted(alice)
    author = made.authors.get()
    with pytest.raises(Unmoved):
        name_people(submission=made, people={author.pk: None}, new=[], user=alice)
    name_people(submission=made, people={author.pk: known}, new=[], user=alice)
    with pytest.raises(Unmoved, match="says so already"):
        name_people(submission=made, people={author.pk: known}, new=[], user=alice)
    assert edition_of(made.essay).latest.number == 2


def test_a_new_person_has_what_the_author_said_and_one_person_stands_once(alice):
    coauthors = [{"name": "Noor Example", "email": "", "school": ""}]
    made = drafted(alice, call(thread=river(), most_coauthors=1), coauthors=coauthors)
    first, second = made.authors.order_by("position")

    name_people(submission=made, people={}, new=[first.pk, second.pk], user=alice)

    first.refresh_from_db()
    assert first.person.texts == {"en": {"name": "Rivka Example 1", "affiliation": "Example College"}}
    with pytest.raises(Unmoved):
        name_people(
            submission=made, people={first.pk: first.person, second.pk: first.person}, new=[], user=alice
        )


def test_a_person_says_what_the_author_said_only_when_an_editor_takes_it_over(alice):
    known = person({"en": {"name": "Rivka Example 1", "bio": "<p>As she was.</p>"}}, slug="rivka")
    made = drafted(alice)
    author = made.authors.get()
    name_people(submission=made, people={author.pk: known}, new=[], user=alice)
    author.refresh_from_db()
    author.names, author.bio = {"en": "Rivka Example 1", "zh-hans": "里夫卡"}, "As she is."
    author.save()

    take_over(submission=made, author=author, user=alice)

    known.refresh_from_db()
    assert known.texts["en"]["bio"] == "<p>As she is.</p>"
    assert known.texts["zh-hans"] == {"name": "里夫卡"}


def test_the_draft_can_be_published_as_any_other(alice):
    made = drafted(alice)

    publish(revision=edition_of(made.essay).latest, user=alice)

    assert Essay.objects.published().filter(pk=made.essay_id).exists()


# --- Through a decision, as editors take it


def test_a_decision_that_is_undone_in_its_minute_leaves_nothing_and_one_with_a_draft_stays(alice):
    made = submission(call(thread=river()))
    decision = decided(made, "accept", alice)
    apply(decision=decision, user=alice)
    undo(decision=decision, user=alice)
    assert settle_acceptances(now=clock.now() + timedelta(hours=1)) == 0

    apply(decision=Decision.objects.get(), user=alice)
    make_draft(submission=made, user=alice)
    with pytest.raises(AlreadyDrafted):
        undo(decision=Decision.objects.get(), user=alice)
    assert Submission.objects.get().state == "accepted"


def test_the_authors_own_page_leads_on_once_there_is_a_draft(alice):
    made = drafted(alice)
    page = f"/submissions/{token_of(made)}/"
    assert path_of(made, "details") in Client().get(page).text

    ask_author(submission=made, user=alice)
    assert path_of(made, "approval") in Client().get(page).text

    publish(revision=edition_of(made.essay).latest, user=alice)
    assert f'href="/responses/{made.essay.slug}/"' in Client().get(page).text
