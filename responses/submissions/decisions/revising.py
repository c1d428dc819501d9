"""What the author's pages show of a revision or of fixes: points, boxes for answers, the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from responses.languages.paths import active
from responses.reading.site import Site
from responses.submissions.decisions.seen import asked
from responses.submissions.decisions.values import said_due
from responses.submissions.models import Submission
from responses.submissions.services.points import BOX, box


@dataclass(frozen=True)
class Box:
    """One point and the box in which it is answered."""

    name: str
    number: int
    point: str
    answer: str
    error: str


@dataclass(frozen=True)
class Revision:
    """What is asked for: in the editors' words, which are in the language of the author's e-mails."""

    remarks: str
    boxes: list[Box]
    due: str

    @property
    def answered(self) -> int:
        return sum(bool(each.answer.strip()) for each in self.boxes)

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """As those of the form: the id of the box, its name, a sentence."""
        return [(f"id_{each.name}", each.point, each.error) for each in self.boxes if each.error]


def revision_of(
    submission: Submission, content: Mapping[str, Any], errors: Mapping[str, str] | None = None
) -> Revision | None:
    """What is asked of the author now, with the answers that ``content`` holds; None if nothing is."""
    decision = asked(submission)
    if decision is None:
        return None
    typed = content.get("points")
    answers = typed if isinstance(typed, dict) else {}
    boxes = [
        Box(
            box(each),
            number,
            each.text,
            str(answers.get(str(each.pk), "")),
            (errors or {}).get(box(each), ""),
        )
        for number, each in enumerate(decision.points.order_by("position"), 1)
    ]
    due = said_due(decision.due_at, active(), Site(active()).zones) if decision.due_at else ""
    return Revision(decision.remarks, boxes, due)


def beside_the_points(errors: Mapping[str, str] | None) -> dict[str, str]:
    """What is said of the form's other boxes."""
    return {name: said for name, said in (errors or {}).items() if not name.startswith(BOX)}
