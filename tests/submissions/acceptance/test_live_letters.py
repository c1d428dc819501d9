"""The day it is live its author is told, once, where it is and how to cite it."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.services.telling import tell_live
from responses.threads.services.publishing import publish, reinstate, withdraw
from tests.cast import ALICE
from tests.factories import edition_of, make_user
from tests.reading.worlds import at
from tests.submissions.acceptance.making import accepted, drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user(ALICE)


def letters():
    return Letter.objects.filter(purpose="submission", subject__contains="published")


def published(alice, **said):
    made = drafted(alice, **said)
    publish(revision=edition_of(made.essay).latest, user=alice)
    return made


def test_its_author_is_told_once_where_it_is_and_how_to_cite_it(alice):
    made = published(alice)

    assert [tell_live(), tell_live()] == [1, 0]

    letter = letters().get()
    assert letter.recipient == "author1@example.org"
    assert letter.subject == f"Your essay {made.reference} is published"
    assert f"/responses/{made.essay.slug}/" in letter.text
    assert f"/t/{made.essay.short_id}" in letter.text
    assert "APA 7" in letter.text


def test_a_letter_is_in_its_authors_language_and_leads_to_the_page_of_the_text(alice):
    made = published(alice, language="zh-hant")

    tell_live()

    letter = Letter.objects.filter(purpose="submission", language="zh-hant").latest("pk")
    assert f"/responses/{made.essay.slug}/" in letter.text
    assert "GB/T 7714" in letter.text


def test_a_draft_and_a_scheduled_text_are_told_of_by_the_clock_alone(alice):
    made = drafted(alice)
    publish(revision=edition_of(made.essay).latest, user=alice, at=clock.now() + timedelta(hours=1))
    assert tell_live() == 0

    with at(clock.now() + timedelta(seconds=3601)):
        assert tell_live() == 1


def test_nothing_is_told_of_what_is_withdrawn_and_a_letter_that_waits_is_taken_back(alice):
    made = published(alice)
    tell_live()

    withdraw(edition=edition_of(made.essay), user=alice, note="By mistake.")
    assert tell_live() == 0
    assert letters().count() == 0

    reinstate(edition=edition_of(made.essay), user=alice)
    assert tell_live() == 1


def test_a_letter_that_waits_for_an_address_that_is_no_longer_theirs_is_written_anew(alice):
    made = published(alice)
    tell_live()

    made.authors.update(email="new@example.org")
    tell_live()

    assert letters().get().recipient == "new@example.org"


def test_nobody_is_told_whose_address_is_erased(alice):
    made = published(alice)
    made.authors.all().delete()

    assert tell_live() == 0
    assert letters().count() == 0


def test_the_process_that_sends_letters_makes_the_drafts_that_are_due(alice, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    made = accepted(alice)

    call_command("send_letters")

    made.refresh_from_db()
    assert made.essay is not None
    assert Letter.objects.get(purpose="submission").state == "sent"
