"""Decisions for tests, made as editors make them."""

from datetime import timedelta

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Decision, Submission
from responses.submissions.services.applying import apply
from responses.submissions.services.deciding import Said, decide

POINTS = ("Say whose river it is.", "Name one treaty.")


def letters():
    """Those of decisions alone: receipts are others."""
    return Letter.objects.filter(purpose=Letter.Purpose.DECISION)


def said_for(kind: str, **changes) -> Said:
    """All that a letter of this kind needs."""
    values = {
        "remarks": "Shorten the second part." if kind in ("accept_with_changes", "return") else "",
        "due_at": clock.now() + timedelta(days=14) if kind in ("revise", "return") else None,
        "points": POINTS if kind == "revise" else (),
    }
    return Said(**(values | changes))


def decided(sent: Submission, kind: str, user, **changes) -> Decision:
    """A pending decision that is ready to be applied."""
    return decide(
        submission=sent,
        kind=kind,
        about=sent.latest,
        user=user,
        said=said_for(kind, **changes),
    )


def applied(sent: Submission, kind: str, user, **changes) -> Decision:
    """A decision that holds, whose letter waits its minute."""
    done = apply(decision=decided(sent, kind, user, **changes), user=user)
    sent.refresh_from_db()
    return done


def settled(decision: Decision) -> Decision:
    """The same with its minute over."""
    past = clock.now() - timedelta(minutes=2)
    Decision.objects.filter(pk=decision.pk).update(applied_at=past)
    decision.letter.refresh_from_db()
    decision.letter.due_at = past + timedelta(minutes=1)
    decision.letter.save()
    decision.refresh_from_db()
    return decision
