"""What is kept no longer than was said, and the two commands."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from responses.lib import clock
from responses.notifications.models import Letter
from responses.notifications.services import queue_letter
from responses.submissions.models import Decision, Submission
from responses.submissions.services.erasing import erase_submission, overdue
from tests.factories import make_user, prompt_of, response_to, thread_with_prompt
from tests.submissions.making import call, submission, unfinished

pytestmark = pytest.mark.django_db


def ended(made: Submission, state: str, *, days: int) -> Submission:
    Submission.objects.filter(pk=made.pk).update(state=state, ended_at=clock.now() - timedelta(days=days))
    return made


@pytest.fixture
def old():
    """One of each: over, and not yet."""
    now = clock.now()
    river = call(kept_months=3)
    shut = call("shut", opens_at=now - timedelta(days=90), closes_at=now - timedelta(days=31))
    over = [
        ended(submission(river, 1), "declined", days=91),
        ended(submission(river, 2), "withdrawn", days=91),
        unfinished(shut, 3),
    ]
    Submission.objects.filter(pk=over[2].pk).update(updated_at=now - timedelta(days=31))
    ended(submission(river, 4), "declined", days=89)
    ended(submission(river, 5), "accepted", days=400)
    submission(river, 6)
    unfinished(shut, 7)
    unfinished(river, 8)
    return over


def test_what_is_over_is_what_was_said(old):
    assert overdue() == old


def test_the_command_shows_and_deletes_nothing_until_it_is_told_to(old):
    shown, done = StringIO(), StringIO()

    call_command("erase_submissions", stdout=shown)
    assert Submission.objects.count() == 8
    call_command("erase_submissions", "--yes", stdout=done)

    assert shown.getvalue().endswith("3 would be deleted; --yes does it.\n")
    assert old[0].reference in shown.getvalue()
    assert Submission.objects.count() == 5
    assert overdue() == []


def test_its_decisions_and_their_emails_go_with_it():
    made = submission(call(), 1)
    letter = queue_letter(
        purpose="decision", recipient="author1@example.org", subject="No", text="No.", language="en"
    )
    Decision.objects.create(
        submission=made, about=made.versions.get(), kind="decline", letter=letter, created_by=make_user()
    )

    erase_submission(submission=made, user=None)

    assert not Decision.objects.exists()
    assert not Letter.objects.exists()


def test_one_that_became_a_response_leaves_its_number_beside_it():
    made = submission(call(), 1)
    essay = response_to(prompt_of(thread_with_prompt()))
    ended(made, "accepted", days=1)
    Submission.objects.filter(pk=made.pk).update(essay=essay)

    erase_submission(submission=made, user=None)

    bare = Submission.objects.get()
    assert (bare.reference, bare.essay, bare.content) == (made.reference, essay, {})
    assert not bare.versions.exists()
    assert not bare.authors.exists()


def test_the_command_for_a_person_shows_writes_and_erases(tmp_path):
    submission(call(), 1)
    target, shown = tmp_path / "mine.zip", StringIO()

    call_command("person_data", "--address", "author1@example.org", "--export", str(target), stdout=shown)

    assert "Submissions, with versions" in shown.getvalue()
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="not there yet"):
        call_command("person_data", "--address", "author1@example.org", "--export", str(target))
    call_command("person_data", "--address", "author1@example.org", "--erase", stdout=shown)
    assert not Submission.objects.exists()
    with pytest.raises(CommandError, match="Nothing here"):
        call_command("person_data", "--address", "author1@example.org", "--erase")
    with pytest.raises(CommandError, match="No person"):
        call_command("person_data", "--person", "nobody")
