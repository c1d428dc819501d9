"""The database as migrations left it: made once, and put back after each test that really commits."""

import fcntl
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction


@contextmanager
def migrated_once():
    """Of the workers of xdist on SQLite, the first migrates; the others begin with a copy of its file."""
    if connection.vendor != "sqlite" or not os.environ.get("PYTEST_XDIST_WORKER"):
        yield
        return
    kept = settings.DATA_DIR.parent / "migrated.sqlite3"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            _copy(kept, Path(connection.creation._get_test_db_name()))
            yield
        else:
            yield
            _copy(Path(connection.settings_dict["NAME"]), kept)


def _copy(file, copy):
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def copied_back():
    """The whole database, page by page; to empty forty tables takes far longer."""
    migrated = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(migrated)

    def back_to_the_beginning():
        connection.ensure_connection()
        migrated.backup(connection.connection)

    return back_to_the_beginning


def written_anew():
    """The tables that have other rows now, a few of all; to empty every table takes far longer."""
    tables = connection.introspection.django_table_names(only_existing=True)
    migrated = {table: _rows(table) for table in tables}

    def back_to_the_beginning():
        with transaction.atomic(), connection.cursor() as cursor:
            changed = [table for table, rows in migrated.items() if _rows(table) != rows]
            # Some are only ever appended to, and say so by trigger: emptying them is the one exception.
            _on_each(cursor, changed, "ALTER TABLE {} DISABLE TRIGGER USER")
            _on_each(cursor, changed, "DELETE FROM {}")
            for table in changed:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(migrated[table])
            connection.check_constraints()
            _on_each(cursor, changed, "ALTER TABLE {} ENABLE TRIGGER USER")

    return back_to_the_beginning


def _rows(table):
    """As PostgreSQL writes them; what migrations had put there: roles and their rights, pages."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(bytes(block) for block in copy)


def _on_each(cursor, tables, statement):
    for table in tables:
        cursor.execute(statement.format(table))
