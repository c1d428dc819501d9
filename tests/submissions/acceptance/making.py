"""Accepted submissions for tests: sent, decided about, applied."""

from datetime import timedelta
from typing import Any

from responses.calls.models import Call
from responses.lib import clock
from responses.people.models import User
from responses.submissions.models import Decision, Submission
from responses.submissions.services.accepting import accept, make_draft
from responses.threads.models import Thread
from tests.factories import publish_all, thread_with_prompt
from tests.submissions.making import call, submission


def river() -> Thread:
    """A thread with its live prompt."""
    thread = thread_with_prompt("Who owns a river?", slug="river", prompt_slug="who-owns-a-river")
    publish_all(thread)
    return thread


def accepted(
    user: User, to: Call | None = None, number: int = 1, *, ago: int = 120, **said: Any
) -> Submission:
    """A submission whose acceptance was applied so many seconds ago, by `user`."""
    made = submission(to or call(thread=river()), number, **said)
    now = clock.now() - timedelta(seconds=ago)
    decision = Decision.objects.create(
        submission=made,
        about=made.versions.get(),
        kind="accept",
        created_by=user,
        applied_at=now,
        applied_by=user,
    )
    made.state, made.ended_at = Submission.State.ACCEPTED, now
    made.save()
    accept(submission=made, decision=decision, user=user)
    return made


def drafted(user: User, to: Call | None = None, number: int = 1, **said: Any) -> Submission:
    """The same with its draft."""
    made = accepted(user, to, number, **said)
    make_draft(submission=made)
    made.refresh_from_db()
    return made
