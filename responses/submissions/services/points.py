"""What a revision has to answer, and the answers: typed with the rest, written when it is sent."""

from typing import Any

from django.utils.translation import gettext as _

from responses.lib.lines import spaced
from responses.lib.sentences import cut
from responses.submissions.models import Decision, Point, Submission

LONGEST_ANSWER = 5000  # characters


def points_asked(submission: Submission) -> list[Point]:
    """The points that the author has to answer before the revision can be sent; none in any other state."""
    if submission.state != Submission.State.REVISION_ASKED:
        return []
    asked = submission.decisions.applied().filter(kind=Decision.Kind.REVISE).order_by("-applied_at").first()
    return list(asked.points.order_by("position")) if asked else []


def answers_in(content: dict[str, Any]) -> dict[int, str]:
    """The answers that a form holds, by point; only those that say something."""
    said = content.get("points")
    typed = said if isinstance(said, dict) else {}
    answers = {int(key): spaced(str(text)) for key, text in typed.items() if str(key).isdecimal()}
    return {key: text[:LONGEST_ANSWER] for key, text in answers.items() if text}


def unanswered(points: list[Point], content: dict[str, Any]) -> dict[str, str]:
    """A sentence for each point without an answer, by the name of its box."""
    answers = answers_in(content)
    sentence = _("Point %(number)s is not answered yet: “%(point)s”")
    return {
        box(point): sentence % {"number": number, "point": cut(point.text, 80)}
        for number, point in enumerate(points, 1)
        if point.pk not in answers
    }


def write_answers(points: list[Point], content: dict[str, Any]) -> None:
    answers = answers_in(content)
    for point in points:
        point.answer = answers[point.pk]
    Point.objects.bulk_update(points, ["answer"])


def box(point: Point) -> str:
    return f"point-{point.pk}"
