"""Each guarantee of the tables of calls and submissions, tried by raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from responses.calls.models import Invitation
from responses.submissions.models import Decision, LetterTemplate, Mark, Point, SubmissionNote
from tests.factories import make_user, prompt_of, thread_with_prompt
from tests.submissions.making import call, submission, unfinished

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(scope="module")
def rows(laid):
    with laid():
        yield rows_of_each_table()


def rows_of_each_table():
    """Two submissions of one call and one that is unfinished, with a row of each table about the first."""
    user, river = make_user(), call()
    first, second = submission(river, 1), submission(river, 2)
    version = first.versions.get()
    decision = Decision.objects.create(submission=first, about=version, kind="revise", created_by=user)
    Point.objects.create(decision=decision, position=0, text="Say who owns the water.")
    Mark.objects.create(submission=first, user=user, value="yes")
    SubmissionNote.objects.create(submission=first, text="Read it twice.", created_by=user)
    Invitation.objects.create(call=river)
    LetterTemplate.objects.create(kind="accept")
    return {
        "call": river.pk,
        "other_call": call("another").pk,
        "first": first.pk,
        "second": second.pk,
        "unfinished": unfinished(river, 3).pk,
        "version": version.pk,
        "decision": decision.pk,
        "user": user.pk,
        "essay": prompt_of(thread_with_prompt()).pk,
    }


SET = "UPDATE responses_{} SET {}"
CALL = SET.format("call", "{} WHERE id = {{call}}")
SUBMISSION = SET.format("submission", "{} WHERE id = {{first}}")
AUTHOR = SET.format("submissionauthor", "{} WHERE submission_id = {{first}}")
VERSION = SET.format("submissionversion", "{} WHERE id = {{version}}")
DECISION = (
    "INSERT INTO responses_decision (submission_id, about_id, kind, reason, remarks, subject, text,"
    " state_before, template_version, is_edited, created_at, created_by_id, applied_at, applied_by_id)"
    " VALUES ({{first}}, {{version}}, {}, '', '', '', '', '', 0, false, '2026-03-02', {{user}}, {}, {})"
)


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        (CALL.format("closes_at = opens_at"), "call_closes_after_it_opens"),
        (CALL.format("entry = 'friends'"), "call_entry_is_known"),
        (CALL.format("grace_minutes = 10081"), "call_grace_is_a_week_at_most"),
        (CALL.format("entries_per_person = 0"), "call_takes_an_essay_of_each"),
        (CALL.format("most_coauthors = 11"), "call_coauthors_are_few"),
        (CALL.format("kept_months = 13"), "call_keeps_essays_a_year_at_most"),
        (SET.format("invitation", "uses = 0"), "invitation_is_of_use"),
        (SUBMISSION.format("state = 'lost'"), "submission_state_is_known"),
        (SUBMISSION.format("state = 'unfinished'"), "submission_counts_once_it_is_sent"),
        (SUBMISSION.format("sent_at = NULL"), "submission_counts_once_it_is_sent"),
        (SUBMISSION.format("number = 3"), "submission_keeps_its_number"),
        (SUBMISSION.format("number = NULL"), "submission_keeps_its_number"),
        (SUBMISSION.format("call_id = {other_call}"), "submission_keeps_its_number"),
        (SUBMISSION.format("state = 'declined'"), "submission_ends_at_an_instant"),
        (SUBMISSION.format("ended_at = '2026-03-02'"), "submission_ends_at_an_instant"),
        (SUBMISSION.format("essay_id = {essay}"), "submission_becomes_a_response_if_accepted"),
        (
            "UPDATE responses_submission SET number = 2, state = 'received', sent_at = '2026-03-02'"
            " WHERE id = {unfinished}",
            "submission_number_is_its_own|call_id",
        ),
        (AUTHOR.format("email = ''"), "submission_sender_has_an_address"),
        (AUTHOR.format("name = ''"), "submission_author_has_a_name"),
        (AUTHOR.format("name = 'a' || chr(10) || 'b'"), "submission_author_has_a_name"),
        (VERSION.format("title = 'Another'"), "submission_version_is_never_changed"),
        (VERSION.format("body = 'Another'"), "submission_version_is_never_changed"),
        (VERSION.format("sent_at = '2026-03-02'"), "submission_version_is_never_changed"),
        (VERSION.format("submission_id = {second}"), "submission_version_is_never_changed"),
        (DECISION.format("'accept'", "NULL", "NULL"), "decision_pending_is_one|submission_id"),
        (DECISION.format("'praise'", "'2026-03-02'", "{user}"), "decision_kind_is_known"),
        (DECISION.format("'accept'", "'2026-03-02'", "NULL"), "decision_is_applied_by_somebody"),
        (
            SET.format("decision", "kind = 'decline', due_at = '2026-03-02'"),
            "decision_is_due_if_the_author_answers",
        ),
        (SET.format("decision", "state_before = 'received'"), "decision_pending_has_changed_nothing"),
        (SET.format("point", "text = ''"), "point_says_something"),
        (
            "INSERT INTO responses_point (decision_id, position, text, answer)"
            " VALUES ({decision}, 0, 'x', '')",
            "point_has_a_place|decision_id",
        ),
        (SET.format("mark", "value = 'maybe'"), "mark_is_known"),
        (
            "INSERT INTO responses_mark (submission_id, user_id, value, changed_at)"
            " VALUES ({first}, {user}, 'no', '2026-03-02')",
            "mark_is_one_a_user|submission_id",
        ),
        (SET.format("submissionnote", "text = ''"), "submission_note_says_something"),
        (SET.format("lettertemplate", "kind = 'thanks'"), "letter_template_kind_is_known"),
    ],
)
def test_the_tables_refuse(rows, sql, name):
    statement = sql.format(**rows)
    if connection.vendor == "sqlite":
        statement = statement.replace("chr(", "char(")
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_version_goes_with_its_submission(rows):
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM responses_submissionversion WHERE id = %s", [rows["version"]])
        assert cursor.fetchone() == (1,)
    Decision.objects.get(pk=rows["decision"]).submission.delete()
    assert not Point.objects.exists()
    assert not Mark.objects.exists()
    assert not SubmissionNote.objects.exists()
