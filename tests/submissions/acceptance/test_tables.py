"""Each guarantee of the tables of agreement, tried by raw SQL."""

from copy import deepcopy

import pytest
from django.db import connection

from responses.threads.models import Approval, AuthorRemark, Consent, Declaration
from responses.threads.services.approvals import approve, ask_for_approval, handle_remark, remark
from responses.threads.services.consents import Answer, declare, note_answers
from tests.cast import ALICE
from tests.factories import edition_of, make_user
from tests.submissions.acceptance.making import drafted
from tests.threads.test_guards import named

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield a_row_of_everything()


@pytest.fixture
def made(built):
    return deepcopy(built)


def a_row_of_everything():
    """A draft with one row of everything; its remark is dealt with."""
    alice = make_user(ALICE)
    submission = drafted(alice)
    essay, revision = submission.essay, edition_of(submission.essay).latest
    note_answers(essay=essay, answers=[Answer("publish", True, "It may.", 1)], language="en")
    ask_for_approval(revision=revision, user=alice)
    approve(revision=revision, wording="It may carry my name.", version=1, language="en")
    handle_remark(remark=remark(revision=revision, text="A comma."), user=alice)
    return submission


@pytest.mark.parametrize("table", ["consent", "declaration", "approval_request", "approval"])
@pytest.mark.parametrize(
    "act", ["UPDATE responses_{} SET created_at = created_at", "DELETE FROM responses_{}"]
)
def test_what_an_author_agreed_to_is_only_appended(made, table, act):
    assert f"{table}_is_only_appended" in named(act.format(table.replace("_", "")))


@pytest.mark.parametrize(
    "change",
    [
        "text = 'x'",
        "revision_id = revision_id + 1",
        "paragraph = 7",
        "handled_at = NULL, handled_by_id = NULL",
    ],
)
def test_what_an_author_remarked_stays_as_it_was_said(made, change):
    assert "author_remark_keeps_its_words" in named(f"UPDATE responses_authorremark SET {change}")


def copy_of(table: type, **changes: str) -> str:
    """An INSERT of the table's row once more, with other values (SQL) in some columns."""
    columns = [field.column for field in table._meta.concrete_fields if not field.primary_key]
    values = [changes.get(column, column) for column in columns]
    name = table._meta.db_table
    return f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {name}"


@pytest.mark.parametrize(
    ("table", "changes", "name"),
    [
        (Consent, {"purpose": "'fame'"}, "consent_purpose_is_known"),
        (Consent, {"wording": "''"}, "consent_to_a_sentence_keeps_it"),
        (Consent, {"language": "''"}, "consent_to_a_sentence_keeps_it"),
        (Declaration, {"kind": "'faith'"}, "declaration_kind_is_known"),
        (Declaration, {"asked": "''", "said": "''"}, "declaration_says_something"),
        (Approval, {"name": "''"}, "approval_says_of_what"),
        (Approval, {"wording": "''"}, "approval_says_of_what"),
        (AuthorRemark, {"text": "''"}, "author_remark_says_something"),
        (AuthorRemark, {"handled_at": "NULL"}, "author_remark_is_dealt_with_by_somebody"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(made, table, changes, name):
    assert name in named(copy_of(table, **changes))


def test_a_remark_is_short(made):
    assert "author_remark_is_short" in named(copy_of(AuthorRemark, text="%s"), ["x" * 4001])


def test_a_version_is_approved_once(made):
    assert "revision_id" in named(copy_of(Approval))


def test_an_older_consent_to_be_published_still_says_nothing_more_than_it_did(made):
    with connection.cursor() as cursor:
        cursor.execute(copy_of(Consent, version="0", wording="''", language="''"))
    assert Consent.objects.count() == 2


def test_what_was_never_answered_is_no_declaration(made):
    assert declare(essay=made.essay, kind="ai_use", asked=" ", said="", language="en") is None
