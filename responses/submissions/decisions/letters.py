"""Letters as the desk shows them: filled and with every value marked, and what keeps them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from responses.languages.codes import tag
from responses.languages.paths import active
from responses.notifications.models import Letter
from responses.submissions.decisions.errors import DecisionsError, Stale
from responses.submissions.decisions.placeholders import Piece, pieces
from responses.submissions.decisions.values import (
    Zones,
    clocks,
    digest_of,
    in_a_subject,
    said_due,
    values_for_the_desk,
)
from responses.submissions.desk.covering import Covering
from responses.submissions.models import Decision, Submission, SubmissionVersion
from responses.submissions.services.applying import refuse_unready
from responses.submissions.services.deciding import is_outdated
from responses.submissions.services.templates import Templates, templates


@dataclass(frozen=True)
class Shown:
    """One decision with its letter. ``why`` is what keeps it back, ``token`` names what was shown."""

    decision: Decision
    title: str
    subject: list[Piece]
    text: list[Piece]
    lang: str
    recipient: str
    due: str
    why: str
    is_stale: bool
    is_outdated: bool
    token: str

    @property
    def is_ready(self) -> bool:
        return not self.why


def for_the_desk(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Decisions with all that their letters say, however many they are: five queries."""
    newest = SubmissionVersion.objects.filter(submission=OuterRef("submission")).order_by("-number")
    submissions = Submission.objects.with_names_rule().prefetch_related("authors")
    return (
        decisions.select_related("about", "letter", "created_by", "applied_by")
        .prefetch_related(Prefetch("submission", submissions), "points")
        .annotate(newest_version=Subquery(newest.values("pk")[:1]))
        .annotate(newest_number=Subquery(newest.values("number")[:1]))
    )


def shown(decisions: Iterable[Decision]) -> list[Shown]:
    """What pages show of decisions that ``for_the_desk`` has fetched."""
    known, zones = templates(), clocks()
    return [_shown(each, known, zones) for each in decisions]


def _shown(decision: Any, known: Templates, zones: dict[str, Zones]) -> Shown:
    submission, letter = decision.submission, decision.letter or Letter()
    values = values_for_the_desk(decision, zones[submission.language])
    # Once it is filled, the words that it was filled from stand with the decision.
    words: Any = decision if decision.applied_at else letter
    why = "" if decision.applied_at else _why_not(decision, values)
    return Shown(
        decision=decision,
        title=Covering(submission).title(decision.about),
        subject=pieces(words.subject, in_a_subject(values) | {"link": values["link"]}),
        text=pieces(words.text, values),
        lang=tag(submission.language),
        recipient=_("hidden until a decision") if submission.hides_names else letter.recipient,
        # Beside the letter, not in it: in the editor's language.
        due=said_due(decision.due_at, active(), zones[active()]) if decision.due_at else "",
        why=why,
        is_stale=decision.applied_at is None and decision.newest_version != decision.about_id,
        is_outdated=decision.applied_at is None and is_outdated(decision, known),
        token=f"{decision.pk}.{digest_of(decision)}",
    )


def _why_not(decision: Any, values: dict[str, str]) -> str:
    try:
        refuse_unready(decision, values, newest=decision.newest_version)
    except Stale:
        sentence = _("Sent anew since this was decided: version %(number)s has come. Read it first.")
        return sentence % {"number": decision.newest_number}
    except DecisionsError as refusal:
        return str(refusal)
    return ""
