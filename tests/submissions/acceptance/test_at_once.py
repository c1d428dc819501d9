"""Drafts of accepted essays, made by two at once."""

import pytest

from responses.submissions.models import Submission
from responses.submissions.services.accepting import make_draft, settle_acceptances
from responses.submissions.services.telling import tell_live
from responses.threads.models import Essay
from responses.threads.services.publishing import publish
from tests.cast import ALICE
from tests.factories import edition_of, make_user
from tests.submissions.acceptance.making import accepted
from tests.threads.test_concurrency import at_once

pytestmark = pytest.mark.database


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_drafts_at_once_make_one_of_each_and_write_one_letter(db):
    alice = make_user(ALICE)
    made = accepted(alice)

    results = at_once(settle_acceptances, lambda: make_draft(submission=made, user=alice), settle_acceptances)

    assert [each for each in results if isinstance(each, Exception)] == []
    assert Essay.objects.filter(kind="response").count() == 1
    publish(revision=edition_of(Submission.objects.get().essay).latest, user=alice)
    assert sum(at_once(tell_live, tell_live)) == 1
