"""Accepted submissions of the hostile world: one with all that its author said since, one without a draft."""

from typing import Any

from responses.calls.models import Call
from responses.lib import clock
from responses.people.models import User
from responses.submissions.models import Decision, LetterTemplate, Mark, Point, Submission, SubmissionNote
from responses.submissions.services.accepting import make_draft
from responses.submissions.services.approving import ask_author
from responses.submissions.services.crediting import name_people
from responses.submissions.services.details import keep_details, keep_photo, send_details
from responses.threads.services.approvals import approve, remark
from responses.threads.services.consents import Answer
from tests.factories import edition_of
from tests.hostile.fields import Say
from tests.pictures import picture
from tests.submissions.making import submission


def accept(to: Call, user: User, say: Say) -> list[Submission]:
    """The drafted one first."""
    said: dict[str, Any] = {
        "answers": {"q1": say(200)},
        "name": say(100),
        "title": say(200),
        "school": say(200),
        "body": f"<p>{say(400)}</p>",
    }
    declared = {"own_work": {"said": say(200)}, "ai_use": {"asked": say(200), "answer": say(500)}}
    made = [_accepted(submission(to, number, declarations=declared, **said), user, say) for number in (1, 2)]
    make_draft(submission=made[0])
    drafted = Submission.objects.get(pk=made[0].pk)
    _answer(drafted, user, say)
    LetterTemplate.objects.create(kind="accept", texts={"en": {"subject": say(100), "text": say(2000)}})
    return [drafted, made[1]]


def _accepted(made: Submission, user: User, say: Say) -> Submission:
    now = clock.now()
    decided = {"submission": made, "about": made.versions.get(), "reason": say(500), "created_by": user}
    decision = Decision.objects.create(kind="accept", applied_at=now, applied_by=user, **decided)
    Point.objects.create(decision=decision, position=0, text=say(500), answer=say(500))
    SubmissionNote.objects.create(submission=made, text=say(500), created_by=user)
    Mark.objects.create(submission=made, user=user, value="yes")
    made.state, made.ended_at = Submission.State.ACCEPTED, now
    made.save()
    return made


def _answer(made: Submission, user: User, say: Say) -> None:
    author = made.authors.get()
    name_people(submission=made, people={}, new=[author.pk], user=user)
    keep_details(acceptance=made.acceptance, details={"bio": say(500), "name_en": say(100)}, based_on=1)
    keep_photo(submission=made, data=picture())
    send_details(
        submission=made,
        names={"en": say(100), "zh-hans": say(100)},
        affiliation=say(200),
        bio=say(500),
        answers=[Answer("publish", True, say(200), 1), Answer("volume", False, say(200), 1)],
        language="en",
    )
    ask_author(submission=made, user=user)
    newest: Any = edition_of(made.essay).latest
    remark(revision=newest, text=say(4000), paragraph_id=newest.paragraph_ids[0])
    approve(revision=newest, wording=say(200), version=1, language="en")
