"""Each guarantee of the table, tried by raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from responses.notifications.models import Letter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = "2026-11-22 00:00:00+00:00"


def refusal_of(letter, **changes):
    """What the database says to a change by raw SQL."""
    columns = ", ".join(f"{column} = %s" for column in changes)
    sql = f"UPDATE responses_letter SET {columns} WHERE id = %s"
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        connection.cursor().execute(sql, [*changes.values(), letter.pk])
    return str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"purpose": "advertisement"}, "letter_purpose_is_known"),
        ({"purpose": "news"}, "letter_of_news_waits_its_turn"),
        ({"turn": 1}, "letter_of_news_waits_its_turn"),
        ({"state": "dropped", "handed_over_at": NOW}, "letter_is_handed_over_or_waits"),
        ({"state": "lost"}, "letter_is_handed_over_or_waits"),
        ({"recipient": ""}, "letter_goes_to_one_address"),
        ({"recipient": "a@example.org\nBcc: b@example.org"}, "letter_goes_to_one_address"),
        ({"recipient": "a@example.org\rBcc: b@example.org"}, "letter_goes_to_one_address"),
        ({"subject": "News\nBcc: b@example.org"}, "letter_subject_is_one_line"),
        ({"subject": "News\rBcc: b@example.org"}, "letter_subject_is_one_line"),
        ({"text": ""}, "letter_to_be_sent_says_something"),
        ({"state": "sending", "claim": "x", "text": ""}, "letter_to_be_sent_says_something"),
        ({"state": "sent", "holds_secret": True, "handed_over_at": NOW}, "letter_keeps_no_secret_at_its_end"),
        ({"state": "given_up", "holds_secret": True}, "letter_keeps_no_secret_at_its_end"),
        ({"state": "sending"}, "letter_being_sent_is_claimed"),
        ({"claim": "x"}, "letter_being_sent_is_claimed"),
        ({"state": "sent"}, "letter_is_handed_over_or_waits"),
        ({"state": "uncertain"}, "letter_is_handed_over_or_waits"),
        ({"handed_over_at": NOW}, "letter_is_handed_over_or_waits"),
        ({"state": "given_up", "handed_over_at": NOW}, "letter_is_handed_over_or_waits"),
    ],
)
def test_the_table_refuses(write, changes, name):
    assert name in refusal_of(write(), **changes)


def test_no_two_letters_have_one_message_id(write):
    refusal = refusal_of(write(), message_id=write().message_id)
    assert "message_id" in refusal or "letter_is_written_once" in refusal


def test_the_map_of_moves_names_every_state_and_leads_to_states_only():
    assert set(Letter.MOVES) == set(Letter.State.values)
    assert set().union(*Letter.MOVES.values()) <= set(Letter.State.values)
    assert set(Letter.STRANGERS) <= set(Letter.Purpose.values)
