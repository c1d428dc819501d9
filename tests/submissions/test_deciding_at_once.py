"""Two editors at once, an editor and the sender, an editor and the author; on both databases."""

from datetime import timedelta

import pytest

from responses.events.models import Event
from responses.lib import clock
from responses.notifications.models import Letter
from responses.notifications.services import send_due_letters
from responses.submissions.decisions import errors
from responses.submissions.models import Decision, Submission
from responses.submissions.services.applying import apply, undo
from responses.submissions.services.deciding import call_off, decide
from responses.submissions.services.sending import send
from responses.submissions.services.writing import keep
from tests.cast import ALICE, BOB
from tests.factories import make_user
from tests.submissions.deciding import applied, decided, letters
from tests.submissions.making import call, content, submission
from tests.threads.test_concurrency import at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editors():
    return make_user(ALICE), make_user(BOB)


@pytest.fixture
def sent():
    made = submission(call())
    Letter.objects.all().delete()  # its receipt
    return made


def test_two_editors_who_apply_at_once_send_one_letter(editors, sent):
    decision = decided(sent, "accept", editors[0])

    results = at_once(*[lambda user=user: apply(decision=decision, user=user) for user in editors])

    assert {type(each) for each in results} == {Decision}
    assert len({each.applied_by_id for each in results}) == 1
    assert letters().values_list("state", flat=True).get() == "waiting"
    assert Event.objects.filter(verb="decided").count() == 1


def test_two_editors_who_decide_at_once_leave_one_decision(editors, sent):
    about = sent.latest
    kinds = zip(editors, ("accept", "decline"), strict=True)

    results = at_once(
        *[
            lambda user=user, kind=kind: decide(submission=sent, kind=kind, about=about, user=user)
            for user, kind in kinds
        ]
    )

    assert sorted(type(each).__name__ for each in results) == ["Decision", "PendingAlready"]
    assert (Decision.objects.count(), letters().count()) == (1, 1)


def test_applied_while_another_calls_it_off_it_is_one_or_the_other(editors, sent):
    decision = decided(sent, "decline", editors[0])

    done, off = at_once(
        lambda: apply(decision=decision, user=editors[0]), lambda: call_off(submission=sent, user=editors[1])
    )

    if off is True:
        assert isinstance(done, errors.CalledOff)
        assert (Decision.objects.count(), letters().count()) == (0, 0)
    else:
        assert isinstance(done, Decision)
        assert Submission.objects.get().state == "declined"


def test_undone_while_the_sender_comes_it_is_undone_or_sent_never_both(editors, sent, mailoutbox):
    for number in range(8):
        made = submission(sent.call, number + 2)
        Letter.objects.filter(purpose="receipt").delete()
        decision = applied(made, "decline", editors[0])
        mailoutbox.clear()
        later = clock.now() + timedelta(minutes=1)

        undone, gone = at_once(
            lambda decision=decision: undo(decision=decision, user=editors[1]),
            lambda later=later: send_due_letters(now=later),
        )

        made.refresh_from_db()
        decision.letter.refresh_from_db()
        happened = (made.state, decision.letter.state, gone, len(mailoutbox))
        if isinstance(undone, Decision):
            assert happened == ("received", "draft", 0, 0)
        else:
            assert isinstance(undone, errors.TooLate)
            assert happened == ("declined", "sent", 1, 1)


def test_decided_while_the_author_sends_anew_the_newer_text_is_never_decided_about_unread(editors, sent):
    decision = decided(sent, "accept", editors[0])
    keep(submission=sent, content=content(title="Another title"), based_on=sent.edit)

    done, version = at_once(lambda: apply(decision=decision, user=editors[0]), lambda: send(submission=sent))

    sent.refresh_from_db()
    if isinstance(done, Decision):
        assert (sent.state, sent.versions.count(), type(version).__name__) == ("accepted", 1, "Unmoved")
    else:
        assert isinstance(done, errors.Stale)
        assert (sent.state, sent.versions.count()) == ("received", 2)
