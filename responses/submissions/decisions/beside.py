"""For the page on which a submission is read: what is decided, and the ways to decide."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from responses.submissions.decisions.pages import MAY
from responses.submissions.desk import chosen
from responses.submissions.models import Decision, Submission, SubmissionVersion


def beside(user: Any, submission: Submission, newest: SubmissionVersion, asked: QueryDict) -> dict[str, Any]:
    """What ``submissions/decisions/_beside.html`` shows; nothing for who may not decide. One query.

    ``asked`` is the list that the page was opened from.
    """
    if not user.has_perm(MAY):
        return {}
    decisions = list(submission.decisions.select_related("created_by").order_by("pk"))
    pending = next((each for each in decisions if each.applied_at is None), None)
    return {
        "submission": submission.pk,
        "list": urlencode({chosen.FILTERS: asked.urlencode()}) if asked else "",
        "pending": pending,
        "stale": pending is not None and pending.about_id != newest.pk,
        "kinds": [
            (kind, words)
            for kind, words in Decision.Kind.choices
            if submission.may_become(Decision.BECOMES[kind])
        ],
        "rounds": len([each for each in decisions if each.applied_at]),
    }
