"""Every table as lines of JSON, the same from either database, and back again.

Which tables and columns there are is asked of the migrations that the database has, not of a list and not of
today's models: so nothing new is left out, and a backup of an older version can be restored by a newer one.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.duration import duration_iso_string

# Whoever was signed in signs in again: a session that somebody ended since must not come back to life.
LEFT_OUT = {"django_session"}

CHUNK = 200  # rows at a time; a version of a text may take 200 KB
Migration = tuple[str, str]


@dataclass(frozen=True)
class Schema:
    """What the tables are like after these migrations; ``unknown`` are those this version does not have."""

    migrations: list[Migration]
    unknown: list[Migration]
    leaves: list[Migration]
    models: list[type[models.Model]]


def schema_of(connection: BaseDatabaseWrapper) -> Schema:
    """That of a database as it is."""
    loader = MigrationLoader(connection)
    return _schema(loader, list(loader.applied_migrations))


def schema_after(migrations: Iterable[Migration]) -> Schema:
    """That which these migrations make."""
    applied = list(migrations)
    return _schema(loader_of(applied), applied)


def loader_of(
    migrations: Iterable[Migration], connection: BaseDatabaseWrapper | None = None
) -> MigrationLoader:
    """One that goes the way these went: by the others, where one that replaces them is not among these."""
    loader = MigrationLoader(connection)
    if set(loader.replacements) <= set(migrations):
        return loader
    return MigrationLoader(connection, replace_migrations=False)


def _schema(loader: MigrationLoader, applied: Iterable[Migration]) -> Schema:
    applied = sorted(set(applied))
    nodes = loader.graph.nodes
    there = [key for key in applied if key in nodes]
    replaced = {
        old
        for each in loader.disk_migrations.values()
        for old in (*each.replaces, *getattr(each, "made_from", ()))
    }
    unknown = [key for key in applied if key not in nodes and key not in replaced]
    leaves = [key for key in there if not _followed(loader, key, set(there))]
    state = loader.project_state(leaves)
    tables = [each for each in state.apps.get_models(include_auto_created=True) if _is_kept(each)]
    return Schema(there, unknown, leaves, sorted(tables, key=lambda model: model._meta.db_table))


def _followed(loader: MigrationLoader, key: Migration, applied: set[Migration]) -> bool:
    children = loader.graph.node_map[key].children
    return any(child.key[0] == key[0] and child.key in applied for child in children)


def _is_kept(model: type[models.Model]) -> bool:
    has_table = model._meta.managed and not model._meta.proxy and not model._meta.swapped
    return bool(has_table) and model._meta.db_table not in LEFT_OUT


def columns_of(model: type[models.Model]) -> list[Any]:
    """The fields that have a column to write to."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


# --- Out of a database


def lines_of(model: type[models.Model], using: str) -> Iterator[bytes]:
    """The rows of a table in the order of their key, one a line."""
    names = [field.attname for field in columns_of(model)]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=CHUNK):
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_in_json)
        yield f"{text}\n".encode()


def _in_json(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return str(value)  # a decimal number, a UUID: what their field reads again


def last_numbers(connection: BaseDatabaseWrapper, tables: Iterable[type[models.Model]]) -> dict[str, int]:
    """The highest number that each table has ever given: those of rows since deleted are not given again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = dict(cursor.fetchall())
            return {name: given[name] for name in (model._meta.db_table for model in tables) if name in given}
        found = {}
        for model, sequence in _sequences(connection, tables):
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608  # its own name
            for (number,) in cursor.fetchall():
                found[model._meta.db_table] = number
        return found


def _sequences(
    connection: BaseDatabaseWrapper, tables: Iterable[type[models.Model]]
) -> Iterator[tuple[type[models.Model], str]]:
    """Of PostgreSQL: the tables that number their rows, and by which sequence."""
    with connection.cursor() as cursor:
        for model in tables:
            key = model._meta.auto_field
            if key is not None:
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key.column])
                yield model, cursor.fetchone()[0]


# --- Into a database


def write_rows(
    connection: BaseDatabaseWrapper, model: type[models.Model], rows: Iterable[Sequence[Any]]
) -> int:
    """Write rows as ``lines_of`` gave them; how many."""
    fields = columns_of(model)
    readers = [_reader(connection, field) for field in fields]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table, places = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  # names of our own tables
    written, rest = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rest, CHUNK)):
            cursor.executemany(statement, [_read(readers, row) for row in batch])
            written += len(batch)
    return written


def _read(readers: list[Callable[[Any], Any] | None], row: Sequence[Any]) -> list[Any]:
    pairs = zip(readers, row, strict=True)
    return [reader(value) if reader else value for reader, value in pairs]


# What JSON has itself, and both databases take.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.FloatField)


def _reader(connection: BaseDatabaseWrapper, field: Any) -> Callable[[Any], Any] | None:
    """What makes the database's value of JSON's, where that is not the same."""
    while field.remote_field:
        field = field.target_field
    if isinstance(field, models.JSONField):
        encoder, may_lack = field.encoder, field.null
        adapt = connection.ops.adapt_json_value
        return lambda value: None if value is None and may_lack else adapt(value, encoder)
    if isinstance(field, _PLAIN) and not hasattr(field, "from_db_value"):
        return None
    return lambda value: field.get_db_prep_save(field.to_python(value), connection)


def empty(connection: BaseDatabaseWrapper, tables: Sequence[type[models.Model]]) -> None:
    """Take out what migrations put in: the backup has its own."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608  # names of our own tables


def go_on_counting(
    connection: BaseDatabaseWrapper, tables: Sequence[type[models.Model]], last: dict[str, int]
) -> None:
    """Let the next row of each table have the number it would have had."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model, sequence in _sequences(connection, tables):
                if number := last.get(model._meta.db_table):
                    cursor.execute("SELECT setval(%s, %s)", [sequence, number])
            return
        for name, number in last.items():
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, number])


def let_it_plan(connection: BaseDatabaseWrapper, tables: Sequence[type[models.Model]]) -> None:
    """PostgreSQL counts new rows some minutes later; until then it would plan for empty tables."""
    if connection.vendor == "postgresql":
        there = set(connection.introspection.table_names())
        names = sorted({model._meta.db_table for model in tables} & there)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, names))}")
