"""The database as it is at one instant, read while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from initiative.backups.errors import NotWritten

ALIAS = "snapshot"


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees one instant and can write nothing; nobody waits for it.

    One read transaction does this on both databases: on SQLite in the mode of a log written ahead, where
    it is a view of its own, on PostgreSQL as REPEATABLE READ.
    """
    default = connections["default"]
    connections.databases[ALIAS] = _reading(default.vendor, deepcopy(default.settings_dict))
    connection: Any = connections[ALIAS]
    connection.may_create = False
    try:
        _connect(connection)
        with transaction.atomic(using=ALIAS):
            _begin(connection)
            yield connection
    finally:
        connection.close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _reading(vendor: str, config: dict[str, Any]) -> dict[str, Any]:
    options = config["OPTIONS"]
    if vendor == "sqlite":
        # The site's own transactions are writers from their beginning.
        reading = {"transaction_mode": "DEFERRED", "init_command": "PRAGMA query_only=ON;"}
        return config | {"OPTIONS": options | reading}
    from psycopg import IsolationLevel

    options.pop("pool", None)
    return config | {"OPTIONS": options | {"isolation_level": IsolationLevel.REPEATABLE_READ}}


def _connect(connection: BaseDatabaseWrapper) -> None:
    try:
        connection.connect()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
    except DatabaseError as error:
        raise NotWritten(f"There is no site to back up, or its database cannot be read: {error}") from error


def _begin(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION READ ONLY")
        # The first reading is the instant.
        cursor.execute("SELECT count(*) FROM django_migrations")
        cursor.fetchone()
