"""What waits to be applied, by call; and what one submission has been through, round by round."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.calls.models import Call
from responses.lib import clock
from responses.lib.stretches import Difference
from responses.lib.waiting import Waiting
from responses.submissions.decisions.letters import Shown, for_the_desk, shown
from responses.submissions.decisions.pages import MAY
from responses.submissions.desk.comparing import difference
from responses.submissions.desk.covering import Covering
from responses.submissions.desk.reading import Sheet, when_sent
from responses.submissions.models import Decision, Submission, SubmissionVersion

MOST = 100  # letters on one page


def waiting_for(user: Any) -> list[Waiting]:
    """Letters that nobody has let go yet, a line for each call."""
    if not user.has_perm(MAY):
        return []
    return [
        Waiting(
            call.letters,
            _("E-mails waiting to be sent, %(call)s") % {"call": call},
            reverse("admin:responses_decision_waiting", args=[call.pk]),
        )
        for call in calls_with_letters()
    ]


def calls_with_letters() -> QuerySet[Any]:
    pending = Count("submissions__decisions", filter=Q(submissions__decisions__applied_at=None))
    return Call.objects.annotate(letters=pending).filter(letters__gt=0).order_by("closes_at", "pk")


def pending_in(call: Call, kind: str = "") -> QuerySet[Decision]:
    found = Decision.objects.pending().filter(submission__call=call)
    found = found.filter(kind=kind) if kind else found
    return for_the_desk(found).order_by("submission__number", "pk")


def kinds_in(call: Call) -> list[tuple[str, str, int]]:
    """The kinds of decisions that are pending: value, words, how many."""
    found = Decision.objects.pending().filter(submission__call=call).order_by()
    counts = dict(found.values_list("kind").annotate(number=Count("pk")))
    return [(value, str(words), counts[value]) for value, words in Decision.Kind.choices if value in counts]


def lately_applied_in(call: Call) -> list[Decision]:
    """What can be undone just now."""
    found = Decision.objects.undoable(clock.now()).filter(submission__call=call)
    return list(found.select_related("submission", "applied_by").order_by("submission__number"))


@dataclass(frozen=True)
class Answered:
    """A point and what the author answered, covered where names are hidden."""

    text: str
    answer: str


@dataclass(frozen=True)
class Round:
    """One version, what it changed in the one before, and what was decided about it."""

    version: SubmissionVersion
    sheet: Sheet
    when: str
    changed: Difference | None
    answered: list[Answered]
    is_late: bool  # it came after the day by which it was asked for
    decisions: list[Shown]


def rounds_of(submission: Submission) -> list[Round]:
    """All versions, the newest first."""
    covering = Covering(submission)
    versions = list(submission.versions.order_by("number"))
    decisions = shown(for_the_desk(submission.decisions.order_by("created_at", "pk")))
    found: list[Round] = []
    for before, version in zip([None, *versions], versions, strict=False):
        sheet = Sheet(submission, version)
        asked = next((each.decision for each in decisions if before and _asks(each, before)), None)
        found.append(
            Round(
                version=version,
                sheet=sheet,
                when=when_sent(submission, sheet),
                changed=difference(covering, before, version) if before else None,
                answered=answers_to(asked, covering, version.language) if asked else [],
                is_late=bool(asked and asked.due_at and version.sent_at > asked.due_at),
                decisions=[each for each in decisions if each.decision.about_id == version.pk],
            )
        )
    return found[::-1]


def answers_to(decision: Decision, covering: Covering, language: str) -> list[Answered]:
    points = sorted(decision.points.all(), key=lambda point: point.position)
    return [Answered(each.text, covering.text(each.answer, language)) for each in points]


def _asks(each: Shown, version: SubmissionVersion) -> bool:
    decision = each.decision
    comes_back = decision.kind in (Decision.Kind.REVISE, Decision.Kind.RETURN)
    return comes_back and bool(decision.applied_at) and decision.about_id == version.pk
