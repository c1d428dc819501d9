"""What SQLite keeps is read as Django reads it; the quick ways of ours are for what Django writes."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.factories import prompt_of, thread_with_prompt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("2026-01-02 03:04:05.678901", datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC)),
        ("2026-01-02T03:04:05+08:00", datetime(2026, 1, 1, 19, 4, 5, tzinfo=UTC)),
        ("2026-01-02", datetime(2026, 1, 2, tzinfo=UTC)),
        ("soon", None),
    ],
)
def test_an_instant_that_other_hands_wrote_is_read_as_django_reads_it(stored, meant):
    essay = prompt_of(thread_with_prompt())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE responses_essay SET set_aside_at = %s WHERE id = %s", [stored, essay.pk])
    essay.refresh_from_db()
    assert essay.set_aside_at == meant
