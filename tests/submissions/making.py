"""Calls and submissions for tests, made as people make them: by the services."""

from datetime import UTC, datetime, timedelta
from typing import Any

from responses.calls.models import Call
from responses.lib import clock
from responses.submissions.models import Submission
from responses.submissions.services.sending import send
from responses.submissions.services.writing import begin

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BODY = "<p>Water finds its way, and so does a good argument.</p><p>It carries no flag.</p>"


def call(slug: str = "who-owns-a-river", **fields: Any) -> Call:
    """A published call that is open for a week around now."""
    now = clock.now()
    values: dict[str, Any] = {
        "texts": {"en": {"title": "Who owns a river?", "text": "<p>Say what you think.</p>"}},
        "shown_from": now - timedelta(days=3),
        "opens_at": now - timedelta(days=3),
        "closes_at": now + timedelta(days=4),
        "zone": "America/New_York",
    }
    made = Call(slug=slug, **(values | fields))
    made.full_clean()
    made.save()
    return made


def content(number: int = 1, **said: Any) -> dict[str, Any]:
    """What the form holds when everything that is asked for is there."""
    return {
        "name": f"Rivka Example {number}",
        "email": f"author{number}@example.org",
        "school": "Example College",
        "language": "en",
        "title": f"The river in turn {number}",
        "body": BODY,
        "declarations": {"own_work": {"said": "This is my own work."}, "ai_use": {"answer": "None."}},
    } | said


def unfinished(to: Call, number: int = 1, *, language: str = "en", **said: Any) -> Submission:
    return begin(call=to, language=language, content=content(number, language=language, **said))


def submission(to: Call, number: int = 1, *, language: str = "en", **said: Any) -> Submission:
    """A submission that was sent."""
    made = unfinished(to, number, language=language, **said)
    send(submission=made)
    made.refresh_from_db()
    return made
