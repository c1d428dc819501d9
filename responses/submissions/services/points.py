"""What a revision has to answer, and the answers: typed with the rest, written when it is sent."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from responses.lib.lines import spaced
from responses.lib.sentences import cut
from responses.submissions.models import Decision, Point, Submission

BOX = "point-"
MOST = 40  # points of one revision
LONGEST_ANSWER = 5000  # characters


def points_asked(submission: Submission) -> list[Point]:
    """The points that the author has to answer before the revision can be sent; none in any other state."""
    if submission.state != Submission.State.REVISION_ASKED:
        return []
    asked = submission.decisions.applied().filter(kind=Decision.Kind.REVISE).order_by("-applied_at").first()
    return list(asked.points.order_by("position")) if asked else []


def boxes_in(names: Iterable[str]) -> list[tuple[str, str]]:
    """The numbers of points that a form's boxes name, each with its box."""
    pairs = [(name.removeprefix(BOX), name) for name in names if name.startswith(BOX)]
    return [(key, name) for key, name in pairs if key.isascii() and key.isdecimal() and len(key) < 19][:MOST]


def answers_in(content: dict[str, Any]) -> dict[int, str]:
    """The answers that a form holds, by point; only those that say something."""
    said = content.get("points")
    typed = said if isinstance(said, dict) else {}
    answers = {int(key): spaced(str(text)) for key, text in typed.items() if str(key).isdecimal()}
    return {key: text[:LONGEST_ANSWER] for key, text in answers.items() if text}


def unanswered(submission: Submission) -> dict[str, str]:
    """A sentence for each point without an answer, by the name of its box."""
    answers = answers_in(submission.content)
    sentence = _("Point %(number)s is not answered yet: “%(point)s”")
    return {
        box(point): sentence % {"number": number, "point": cut(point.text, 80)}
        for number, point in enumerate(points_asked(submission), 1)
        if point.pk not in answers
    }


def write_answers(submission: Submission) -> None:
    """What is answered now stays with the points that asked; call before the submission moves on."""
    points, answers = points_asked(submission), answers_in(submission.content)
    for point in points:
        point.answer = answers[point.pk]
    Point.objects.bulk_update(points, ["answer"])


def box(point: Point) -> str:
    """The name of the box in which a point is answered."""
    return f"{BOX}{point.pk}"
