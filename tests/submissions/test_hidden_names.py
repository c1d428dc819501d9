"""One predicate says whether the desk may know who wrote an essay."""

import pytest

from responses.lib import clock
from responses.submissions.models import Decision, Submission
from tests.cast import ALICE
from tests.factories import make_user
from tests.submissions.making import call, submission

pytestmark = pytest.mark.django_db


def decision_on(sent, *, applied=True):
    user = make_user(ALICE)
    done = {"applied_at": clock.now(), "applied_by": user} if applied else {}
    return Decision.objects.create(
        submission=sent, about=sent.latest, kind="decline", created_by=user, **done
    )


def known(sent):
    """What the row says of itself, what a fetched row says, and whether a query finds it by its names."""
    fetched = Submission.objects.with_names_rule().get(pk=sent.pk)
    return (
        Submission.objects.get(pk=sent.pk).hides_names,
        fetched.hides_names,
        not Submission.objects.naming_authors().filter(pk=sent.pk).exists(),
    )


def test_names_are_shown_where_the_call_does_not_hide_them():
    assert known(submission(call())) == (False, False, False)


def test_names_are_hidden_until_a_decision_is_applied():
    blind = submission(call(names_hidden=True))
    pending = submission(blind.call, 2)
    decided = submission(blind.call, 3)
    decision_on(decided)
    Decision.objects.create(
        submission=pending, about=pending.latest, kind="accept", created_by=decided.decisions.get().created_by
    )

    assert known(blind) == (True, True, True)
    assert known(pending) == (True, True, True)
    assert known(decided) == (False, False, False)


def test_a_fetched_row_knows_without_another_query(django_assert_num_queries):
    river = call(names_hidden=True)
    for number in range(3):
        submission(river, number)

    with django_assert_num_queries(1):
        assert [each.hides_names for each in Submission.objects.with_names_rule()] == [True] * 3
