"""Essays sent to a call, in the world of hostile texts: what an author types, and what editors add to it."""

from responses.calls.models import Call
from responses.people.models import User
from responses.submissions.models import (
    Decision,
    LetterTemplate,
    Mark,
    Overlap,
    Point,
    Submission,
    SubmissionNote,
)
from responses.submissions.services.likeness import liken
from responses.submissions.services.sending import send
from responses.submissions.services.writing import keep
from responses.threads.services.files import keep_file
from tests.hostile.fields import Say, texts_of
from tests.submissions.making import content, submission


def send_essays(to: Call, say: Say, user: User) -> list[Submission]:
    """Two that share a passage, the first sent twice and with all that an essay can have, decided on."""
    first = submission(to, 1, **_said(say, 1))
    first.file = keep_file(data=b"PK", name=f"{say(100)}.docx", kind="manuscript", user=None)
    first.findings = {"report": {"comments": 2}}
    first.save()
    keep(submission=first, content=_said(say, 1, body=f"<h2>{say(60)}</h2>{_body(say)}"), based_on=1)
    second = submission(to, 2, **_said(say, 2))
    SubmissionNote.objects.create(submission=first, text=say(2000), created_by=user)
    Mark.objects.create(submission=first, user=user, value="yes")
    LetterTemplate.objects.create(kind="revise", texts=texts_of(LetterTemplate._meta.get_field("texts"), say))
    liken(send(submission=first))
    liken(second.latest)
    decision = Decision.objects.create(
        submission=first, about=first.latest, kind="revise", reason=say(500), created_by=user
    )
    Point.objects.create(decision=decision, position=0, text=say(500), answer=say(500))
    # Both are told of; and of what else a world has, if all of its words are the same.
    assert Overlap.objects.filter(revision=None).count() >= 2
    return [first, second]


def _said(say: Say, number: int, **more: str) -> dict[str, object]:
    return content(
        number,
        **{
            "name": f"{number} {say(150)}",
            "school": say(250),
            "title": say(250),
            "body": _body(say),
            "declarations": {
                "own_work": {"said": say(200)},
                "ai_use": {"asked": say(500), "answer": say(2000)},
            },
            "answers": {"q1": say(2000)},
            **more,
        },
    )


def _body(say: Say) -> str:
    shared = "Rivers part nothing that people have not parted before, and bridges join the same again."
    return f"<p>{shared}</p><p>{say(9000)}</p><p>x<span data-footnote>{say(3000)}</span></p>"
