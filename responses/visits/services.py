"""Adding up what was seen."""

from collections.abc import Mapping
from datetime import date
from itertools import islice

from django.db import connection, transaction

from responses.visits.models import DailyViews

# So that nobody waits long for the database behind a busy minute.
AT_ONCE = 200

Seen = tuple[int, str, date]  # essay, language, day

# In one statement, so that two processes that add at once both count; the same on both databases.
ADD = f"""
INSERT INTO {DailyViews._meta.db_table} (essay_id, language, day, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (essay_id, language, day)
DO UPDATE SET count = {DailyViews._meta.db_table}.count + excluded.count
"""  # noqa: S608 - the table's own name


def add_views(counts: Mapping[Seen, int]) -> None:
    """Add these views to what is counted; what was not added is nowhere."""
    rows = iter(sorted(counts.items()))
    while part := list(islice(rows, AT_ONCE)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(ADD, [(*seen, number) for seen, number in part])
