"""Deciding: a decision and the draft of its letter are written, changed, called off; nobody hears of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from responses.events.services import record
from responses.lib.lines import line, spaced
from responses.notifications import drafts
from responses.notifications.models import Letter
from responses.people.models import User
from responses.submissions.decisions.errors import (
    AlreadyApplied,
    CalledOff,
    CannotDecide,
    ChangedSince,
    PendingAlready,
    Stale,
)
from responses.submissions.decisions.placeholders import check, named_in
from responses.submissions.decisions.values import digest_of
from responses.submissions.models import Decision, Point, Submission, SubmissionVersion
from responses.submissions.services.points import MOST
from responses.submissions.services.templates import Templates, templates, wording

REMARKS = "{remarks}"


@dataclass(frozen=True)
class Said:
    """What a decision says beside its kind. ``points`` are for a revision, ``reason`` for editors only."""

    remarks: str = ""
    reason: str = ""
    due_at: datetime | None = None
    points: Sequence[str] = field(default_factory=tuple)


NOTHING = Said()


@transaction.atomic
def decide(
    *,
    submission: Submission,
    kind: str,
    about: SubmissionVersion,
    user: User,
    said: Said = NOTHING,
    known: Templates | None = None,
) -> Decision:
    """Write a decision on the version that was read, with its letter as a draft.

    Raises ``CannotDecide``, ``PendingAlready`` or ``Stale``.
    """
    submission = _locked(submission.pk)
    decision = Decision(submission=submission, about=about, kind=kind, created_by=user)
    if not submission.may_become(decision.becomes):
        raise CannotDecide(submission)
    if submission.decisions.pending().exists():
        raise PendingAlready(submission)
    if about.pk != newest_of(submission).pk:
        raise Stale(decision)
    _say(decision, said)
    words = wording(kind, submission.language, templates() if known is None else known)
    decision.template_version = words.version
    decision.letter = drafts.draft_letter(
        purpose=Letter.Purpose.DECISION,
        recipient=submission.authors.order_by("position").values_list("email", flat=True)[0],
        subject=words.subject,
        text=_with_remarks(words.text, decision.remarks),
        language=submission.language,
        hides_recipient=submission.hides_names,
    )
    decision.save(force_insert=True)
    _ask(decision, said.points)
    record("wrote a decision", subject=submission, actor=user)
    return decision


@transaction.atomic
def decide_all(
    *, submissions: Iterable[Submission], kind: str, seen: Collection[int], said: Said, user: User
) -> int:
    """The same decision on each, or on none; how many. ``seen`` are the versions that were shown.

    Raises as ``decide`` does.
    """
    known, done = templates(), 0
    for submission in submissions:
        about = newest_of(submission)
        if about.pk not in seen:
            raise Stale(Decision(submission=submission))
        decide(submission=submission, kind=kind, about=about, user=user, said=said, known=known)
        done += 1
    return done


@transaction.atomic
def change(*, decision: Decision, subject: str, text: str, said: Said, shown: str, user: User) -> Decision:
    """Other words, points or days for a pending decision. ``shown`` is the ``digest_of`` what was changed.

    Raises ``CalledOff``, ``AlreadyApplied``, ``ChangedSince`` or what ``placeholders.check`` does.
    """
    decision = held(decision)
    if digest_of(decision) != shown:
        raise ChangedSince(decision)
    letter = _letter(decision)
    subject, text = line(subject), spaced(text)
    check(decision.kind, subject, text)
    if (subject, text) != (letter.subject, letter.text):
        decision.is_edited = True
        drafts.reword(letter, subject=subject, text=text)
    _say(decision, said)
    decision.save(update_fields=["is_edited", "remarks", "reason", "due_at"])
    decision.points.all().delete()
    _ask(decision, said.points)
    record("changed a decision", subject=decision.submission, actor=user)
    return held(decision)


@transaction.atomic
def write_anew(*, decision: Decision, user: User, known: Templates | None = None) -> Decision:
    """Throw away what the draft says and take the template's words of today.

    Raises ``CalledOff`` or ``AlreadyApplied``.
    """
    decision = held(decision)
    language = decision.submission.language
    words = wording(decision.kind, language, templates() if known is None else known)
    text = _with_remarks(words.text, decision.remarks)
    drafts.reword(_letter(decision), subject=words.subject, text=text)
    decision.template_version, decision.is_edited = words.version, False
    decision.save(update_fields=["template_version", "is_edited"])
    record("changed a decision", subject=decision.submission, actor=user)
    return decision


@transaction.atomic
def write_outdated_anew(*, decisions: Iterable[Decision], user: User) -> int:
    """Letters whose template has changed since take its new words; those edited by hand stay. How many."""
    known = templates()
    outdated = [each for each in decisions if not each.is_edited and is_outdated(each, known)]
    for each in outdated:
        write_anew(decision=each, user=user, known=known)
    return len(outdated)


@transaction.atomic
def stand(*, decision: Decision, version: SubmissionVersion, user: User) -> Decision:
    """Say, having read the newer version, that a pending decision is about that one.

    Raises ``CalledOff``, ``AlreadyApplied``, or ``Stale`` if there is a newer one still.
    """
    decision = held(decision)
    if version.pk != newest_of(decision.submission).pk:
        raise Stale(decision)
    decision.about = version
    decision.save(update_fields=["about"])
    record("changed a decision", subject=decision.submission, actor=user)
    return decision


@transaction.atomic
def call_off(*, submission: Submission, user: User | None = None) -> bool:
    """No decision is pending any more, and its letter is thrown away; False if there was none.

    Also for whoever withdraws a submission: nothing will be decided about it.
    """
    submission = _locked(submission.pk)
    decision = submission.decisions.pending().select_related("letter").first()
    if decision is None:
        return False
    letter = decision.letter
    decision.delete()
    if letter:
        drafts.throw_away(letter)
    record("called off a decision", subject=submission, actor=user)
    return True


def is_outdated(decision: Decision, known: Templates) -> bool:
    own = known.get(decision.kind)
    return decision.template_version != (own.version if own else 0)


def newest_of(submission: Submission) -> SubmissionVersion:
    return submission.versions.order_by("-number")[0]


def held(decision: Decision) -> Decision:
    """The pending decision as it is now, its submission held until the transaction ends.

    Raises ``CalledOff`` or ``AlreadyApplied``.
    """
    found = held_in_any_state(decision)
    if found.applied_at is not None:
        raise AlreadyApplied
    return found


def held_in_any_state(decision: Decision) -> Decision:
    """Raises ``CalledOff``. Whoever changes a submission or its decisions holds its row: they take turns."""
    _locked(decision.submission_id)
    rows = Decision.objects.select_related("submission__call", "about", "letter")
    found = rows.filter(pk=decision.pk).first()
    if found is None:
        raise CalledOff
    return found


def _locked(pk: int) -> Submission:
    found = Submission.objects.select_for_update(of=("self",)).select_related("call").filter(pk=pk).first()
    if found is None:
        raise CalledOff
    return found


def _letter(decision: Decision) -> Letter:
    if decision.letter is None:
        raise CalledOff
    return decision.letter


def _say(decision: Decision, said: Said) -> None:
    decision.remarks, decision.reason = spaced(said.remarks), spaced(said.reason)
    comes_back = decision.kind in (Decision.Kind.REVISE, Decision.Kind.RETURN)
    decision.due_at = said.due_at if comes_back else None


def _ask(decision: Decision, points: Sequence[str]) -> None:
    if decision.kind == Decision.Kind.REVISE:
        asked = [spaced(point) for point in points]
        Point.objects.bulk_create(
            Point(decision=decision, position=place, text=text)
            for place, text in enumerate(list(filter(None, asked))[:MOST])
        )


def _with_remarks(text: str, remarks: str) -> str:
    """A template that has no place for remarks gets one before its last paragraph, the signature."""
    if not remarks or "remarks" in named_in(text):
        return text
    before, _gap, last = text.rpartition("\n\n")
    return f"{before}\n\n{REMARKS}\n\n{last}" if before else f"{REMARKS}\n\n{last}"
