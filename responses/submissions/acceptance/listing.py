"""Accepted essays at a glance, and what of them waits for an editor."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.lib import clock
from responses.lib.waiting import Waiting
from responses.submissions.acceptance.desk import LATE
from responses.submissions.models import Submission, SubmissionVersion
from responses.submissions.services.accepting import awaiting_drafts
from responses.threads.models import AuthorRemark, LivePeriod, Revision

MOST = 200


@dataclass(frozen=True)
class AcceptedLine:
    """One accepted essay: its number, its title, and the next step in words."""

    reference: str
    title: str
    language: str
    step: str
    address: str


def accepted_lines() -> list[AcceptedLine]:
    """The newest accepted ones. One query."""
    found = _with_steps(Submission.objects.filter(state=Submission.State.ACCEPTED))
    return [
        AcceptedLine(
            each.reference,
            each.sent_title or "",
            each.sent_language or "en",
            _step(each),
            reverse("admin:responses_submission_acceptance", args=[each.pk]),
        )
        for each in found.select_related("acceptance").order_by("-ended_at", "-pk")[:MOST]
    ]


def _with_steps(submissions: Any) -> Any:
    """Submissions that know what `_step` asks, and the title that was sent last."""
    sent = SubmissionVersion.objects.filter(submission=OuterRef("pk")).order_by("-number")
    versions = _versions()
    newest = versions.order_by("-number").values("number")[:1]
    remarks = AuthorRemark.objects.filter(revision__edition__essay=OuterRef("essay"), handled_at=None)
    return submissions.annotate(
        sent_title=Subquery(sent.values("title")[:1]),
        sent_language=Subquery(sent.values("language")[:1]),
        newest=Subquery(newest),
        asked=Exists(versions.filter(approval_requests__isnull=False)),
        approved=Subquery(versions.filter(approval__isnull=False).order_by("-number").values("number")[:1]),
        is_live=_is_live(),
        remarks=Exists(remarks),
    )


def _versions() -> Any:
    return Revision.objects.filter(edition__essay=OuterRef("essay"), edition__kind="original")


def _is_live() -> Exists:
    return Exists(LivePeriod.objects.live().filter(essay=OuterRef("essay")))


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waiting]:
    """Drafts that did not come by themselves, answers and remarks of authors. Two queries."""
    if not isinstance(user, PermissionsMixin) or not user.has_perm("responses.change_submission"):
        return []
    address, found = reverse("admin:responses_submission_accepted"), _counted()
    words = {
        "undrafted": _("accepted essays without a draft"),
        "unasked": _("accepted essays whose authors are to be asked for approval"),
        "remarks": _("remarks of accepted authors"),
    }
    lines = [Waiting(found[name], said, address, found[f"{name}_since"]) for name, said in words.items()]
    return [each for each in lines if each.number]


def _counted() -> dict[str, Any]:
    """How many wait for what, and since when."""
    undrafted = Q(pk__in=awaiting_drafts(accepted_until=clock.now() - LATE))
    asked = Exists(_versions().filter(approval_requests__isnull=False))
    unasked = Q(~asked, ~_is_live(), acceptance__answered_at__isnull=False)
    found = Submission.objects.filter(state=Submission.State.ACCEPTED).aggregate(
        undrafted=Count("pk", filter=undrafted),
        undrafted_since=Min("ended_at", filter=undrafted),
        unasked=Count("pk", filter=unasked),
        unasked_since=Min("acceptance__answered_at", filter=unasked),
    )
    remarks = AuthorRemark.objects.filter(handled_at=None)
    return found | remarks.aggregate(remarks=Count("pk"), remarks_since=Min("created_at"))


def _step(row: Any) -> str:
    """How far it has come, what asks for an editor first."""
    is_approved = row.approved is not None and row.approved == row.newest
    steps = (
        (row.essay_id is None, _("no draft yet")),
        (row.remarks, _("the author remarked on something")),
        (row.is_live, _("live")),
        (is_approved, _("approved")),
        (row.approved, _("approved in an earlier version")),
        (row.asked, _("waits for the author’s approval")),
        (row.essay_id and row.acceptance.answered_at, _("the author has answered; to be approved")),
    )
    return next((words for holds, words in steps if holds), _("waits for the author’s details"))
