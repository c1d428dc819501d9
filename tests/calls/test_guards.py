"""What the database itself refuses of access codes; for calls: tests/submissions/test_tables.py."""

import pytest
from django.db import IntegrityError, connection, transaction

from responses.calls.services import invite, revoke
from tests.submissions.making import call

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.parametrize("change", ["code = 'ANOTHER'", "call_id = {other}", "revoked_at = NULL"])
def test_a_code_keeps_its_call_and_stays_revoked(change):
    (code,), other = invite(call=call(), people=["Rivka"], user=None), call("another")
    revoke(invitation=code, user=None)
    statement = f"UPDATE responses_invitation SET {change.format(other=other.pk)} WHERE id = {code.pk}"
    with (
        pytest.raises(IntegrityError, match="invitation_keeps_its_terms"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_two_codes_are_never_the_same():
    first, second = invite(call=call(), people=["Rivka", "Omar"], user=None)
    with pytest.raises(IntegrityError, match="code"), transaction.atomic():
        type(first).objects.filter(pk=second.pk).update(code=first.code)
