"""Applying decisions: the submission moves; its letter is filled and waits a minute, to be undone."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import line
from responses.lib.sentences import cut
from responses.notifications import drafts
from responses.notifications.models import Letter
from responses.notifications.services import queue_letter
from responses.people.models import User
from responses.submissions.decisions.errors import (
    CannotDecide,
    ChangedSince,
    DuePast,
    NothingAsked,
    PendingAlready,
    Stale,
    StillEmpty,
    TooLate,
    Unsaid,
)
from responses.submissions.decisions.placeholders import check, fill, named_in
from responses.submissions.decisions.values import (
    Values,
    clocks,
    digest_of,
    in_a_subject,
    values_for_the_author,
    values_for_the_desk,
)
from responses.submissions.errors import SubmissionsError
from responses.submissions.models import Decision, Submission
from responses.submissions.models.decisions import UNDO
from responses.submissions.services import accepting
from responses.submissions.services.deciding import held_in_any_state, newest_of


@transaction.atomic
def apply(*, decision: Decision, user: User, shown: str = "") -> Decision:
    """Make a pending decision hold, and let its letter go in a minute. Applied twice, it is applied once.

    ``shown`` is the ``digest_of`` what the editor saw. Raises ``CalledOff``, ``ChangedSince``, or what
    ``refuse_unready`` does.
    """
    decision = held_in_any_state(decision)
    if decision.applied_at is not None:
        return decision
    if shown and shown != digest_of(decision):
        raise ChangedSince(decision)
    submission, letter = decision.submission, decision.letter
    values = values_for_the_author(decision, clocks()[submission.language])
    refuse_unready(decision, values, newest=newest_of(submission).pk)
    assert letter is not None  # noqa: S101 - refused above
    decision.applied_at, decision.applied_by = clock.now(), user
    decision.state_before, decision.due_before = submission.state, submission.due_at
    decision.subject, decision.text = letter.subject, letter.text
    decision.save()
    _move(submission, decision)
    subject, text = filled(letter.subject, letter.text, values)
    drafts.let_go(
        letter, recipient=_recipient(submission), subject=subject, text=text, at=decision.applied_at + UNDO
    )
    if submission.state == Submission.State.ACCEPTED:
        accepting.accept(submission, decision, user)
    record("decided", subject=submission, actor=user, decision=decision.kind)
    return decision


def apply_all(
    *, decisions: Iterable[Decision], shown: Mapping[int, str], user: User
) -> tuple[int, list[str]]:
    """Apply each by itself, if it is what was ``shown`` of it; how many, and why others were not."""
    return _each(decisions, lambda each: apply(decision=each, user=user, shown=shown[each.pk]))


def undo_all(*, decisions: Iterable[Decision], user: User) -> tuple[int, list[str]]:
    """Take each back by itself; how many, and why others were not."""
    return _each(decisions, lambda each: undo(decision=each, user=user))


def _each(decisions: Iterable[Decision], act: Callable[[Decision], object]) -> tuple[int, list[str]]:
    done, refusals = 0, []
    for decision in decisions:
        try:
            act(decision)
            done += 1
        except SubmissionsError as refusal:
            refusals.append(str(refusal))
    return done, refusals


@transaction.atomic
def undo(*, decision: Decision, user: User) -> Decision:
    """Take an applied decision back while its letter has not gone: pending, as before. Once is enough.

    Raises ``CalledOff``, ``TooLate`` or ``PendingAlready``.
    """
    decision = held_in_any_state(decision)
    if decision.applied_at is None:
        return decision
    submission, letter = decision.submission, decision.letter
    gone_on = submission.state != decision.becomes or newest_of(submission).pk != decision.about_id
    if letter is None or gone_on or not decision.is_undoable():
        raise TooLate(decision)
    if submission.decisions.pending().exists():
        raise PendingAlready(submission)
    if submission.state == Submission.State.ACCEPTED:
        accepting.take_back(submission, decision, user)
    submission.state, submission.due_at, submission.ended_at = (
        decision.state_before,
        decision.due_before,
        None,
    )
    submission.save(update_fields=["state", "due_at", "ended_at", "essay"])
    subject, text = decision.subject, decision.text
    decision.applied_at = decision.applied_by = decision.due_before = None
    decision.state_before = decision.subject = decision.text = ""
    decision.save()
    if not drafts.take_back(letter, subject=subject, text=text, hides_recipient=submission.hides_names):
        raise TooLate(decision)
    record("undid a decision", subject=submission, actor=user, decision=decision.kind)
    return decision


def refuse_unready(decision: Decision, values: Values, *, newest: int) -> None:
    """Raises why a pending decision cannot be applied as it stands, with these values in its letter.

    ``CannotDecide``, ``Stale``, ``NothingAsked``, ``DuePast``, ``StillEmpty``, ``Unsaid``, or what
    ``placeholders.check`` does.
    """
    if not decision.submission.may_become(decision.becomes):
        raise CannotDecide(decision.submission)
    if decision.about_id != newest:
        raise Stale(decision)
    if decision.kind == Decision.Kind.REVISE and not values["points"]:
        raise NothingAsked(decision)
    if decision.due_at and decision.due_at <= clock.now():
        raise DuePast(decision)
    letter = decision.letter or Letter()
    check(decision.kind, letter.subject, letter.text)
    named = named_in(letter.subject, letter.text)
    if empty := [name for name in named if not values.get(name)]:
        raise StillEmpty(decision, empty)
    if decision.remarks and "remarks" not in named:
        raise Unsaid(decision)


def filled(subject: str, text: str, values: Values) -> tuple[str, str]:
    """What goes out: a subject on one line that fits, and the text."""
    head = cut(line(fill(subject, in_a_subject(values))), drafts.LONGEST_SUBJECT)
    return head, fill(text, values)


@transaction.atomic
def send_to_oneself(*, decision: Decision, user: User) -> Letter | None:
    """A copy to the editor, as the desk may see it: no link that opens anything, no name that is hidden.

    Raises ``CalledOff``.
    """
    decision = held_in_any_state(decision)
    letter, language = decision.letter or Letter(), decision.submission.language
    said = (decision.subject, decision.text) if decision.applied_at else (letter.subject, letter.text)
    with override(language):
        values = values_for_the_desk(decision, clocks()[language])
        head = _("[Test]")
    subject, text = filled(*said, values)
    return queue_letter(
        purpose=Letter.Purpose.DECISION,
        recipient=user.email,
        subject=cut(f"{head} {subject}", drafts.LONGEST_SUBJECT),
        text=text,
        language=language,
    )


def _move(submission: Submission, decision: Decision) -> None:
    submission.state, submission.due_at = decision.becomes, decision.due_at
    submission.ended_at = decision.applied_at if decision.becomes in Submission.ENDED else None
    submission.save(update_fields=["state", "due_at", "ended_at"])


def _recipient(submission: Submission) -> Any:
    return submission.authors.order_by("position").values_list("email", flat=True)[0]
