"""The rows of a backup, in the new database that the default connection is to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from initiative.backups import tables
from initiative.backups.archive import Reader
from initiative.backups.errors import Damaged
from responses.events.services import record
from responses.notifications.restored import hold_what_waits
from responses.threads import index


def build(reader: Reader, *, moved: bool) -> int:
    """Make the tables as the backup's version had them, fill them, bring them to this version.

    How many letters are held, because nobody knows whether they were sent since.
    """
    manifest = reader.manifest
    schema = tables.schema_after(manifest.migrations)
    executor = MigrationExecutor(connection, progress_callback=_settle)
    executor.loader = tables.loader_of(schema.migrations, connection)
    executor.migrate(schema.leaves)
    _settle()
    _load(reader, schema.models)
    # What migrations looked up was of rows that are gone.
    ContentType.objects.clear_cache()
    executor = MigrationExecutor(connection, progress_callback=_settle)
    executor.migrate(executor.loader.graph.leaf_nodes())
    # For what follows the migrations: rights, guards, the index of words.
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    held = 0 if moved else hold_what_waits()
    record("restored from a backup", made_at=manifest.made_at, version=manifest.version)
    _settle()
    tables.let_it_plan(connection, schema.models)
    return held


def _settle(*_progress: Any) -> None:
    """In one transaction, PostgreSQL changes no table while keys into it are still to be checked."""
    if connection.in_atomic_block and connection.vendor == "postgresql":
        connection.check_constraints()


def _load(reader: Reader, models_: Sequence[type[models.Model]]) -> None:
    last = {name: table.last for name, table in reader.manifest.tables.items() if table.last is not None}
    with _keys_unchecked():
        tables.empty(connection, models_)
        index.store_for_looking(connection)
        for model in models_:
            _fill(reader, model)
        tables.go_on_counting(connection, models_, last)
        _check_keys(reader)


@contextmanager
def _keys_unchecked() -> Iterator[None]:
    """SQLite: tables come in the order of their names, so rows come before those they point to."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
    finally:
        connection.enable_constraint_checking()


def _fill(reader: Reader, model: type[models.Model]) -> None:
    table = reader.manifest.tables[model._meta.db_table]
    columns = [field.column for field in tables.columns_of(model)]
    if columns != table.columns:
        raise Damaged(reader.file, f"{table.member} has other columns than its version had")
    tables.write_rows(connection, model, reader.rows(table))


def _check_keys(reader: Reader) -> None:
    try:
        connection.check_constraints()
    except Exception as error:
        raise Damaged(reader.file, f"its rows do not fit together: {error}") from error
