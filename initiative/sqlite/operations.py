from datetime import UTC, datetime
from typing import Any

from django.db.backends.sqlite3 import operations
from django.utils.dateparse import parse_datetime


class DatabaseOperations(operations.DatabaseOperations):
    """Django's own, with instants read and written directly: a page reads forty of them.

    SQLite keeps an instant as text, in UTC and without saying so.
    """

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> datetime | None:
        instant: datetime | None = parse_datetime(value) if type(value) is str else value
        return instant.replace(tzinfo=UTC) if instant and instant.tzinfo is None else instant

    def adapt_datetimefield_value(self, value: Any) -> Any:
        if type(value) is datetime and value.tzinfo is UTC:
            return value.replace(tzinfo=None).isoformat(" ")
        return super().adapt_datetimefield_value(value)
