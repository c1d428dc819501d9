"""Decisions of the hostile world: one pending, whose letter waits as a draft, and one applied."""

from datetime import timedelta
from typing import Any

from responses.calls.models import Call
from responses.lib import clock
from responses.people.models import User
from responses.submissions.models import Decision, Submission
from responses.submissions.services.applying import apply
from responses.submissions.services.deciding import Said, decide
from tests.hostile.fields import Say
from tests.submissions.making import submission


def decide_on_some(to: Call, user: User, say: Say) -> list[Decision]:
    """The pending one first; the author of the other has to answer its points."""
    typed: dict[str, Any] = {"name": say(100), "title": say(200), "answers": {"q1": say(200)}}
    made = [submission(to, number, **typed) for number in (3, 4)]
    pending, asked = (_decided(each, user, say) for each in made)
    apply(decision=asked, user=user)
    past = clock.now() - timedelta(minutes=2)
    Decision.objects.filter(pk=asked.pk).update(applied_at=past)
    return [pending, Decision.objects.get(pk=asked.pk)]


def _decided(made: Submission, user: User, say: Say) -> Decision:
    due = clock.now() + timedelta(days=9)
    said = Said(say(500), say(500), due, (say(500), say(500)))
    return decide(submission=made, kind="revise", about=made.versions.get(), user=user, said=said)
