"""What a constraint cannot say, said by a named trigger, on SQLite and PostgreSQL alike.

Laid again after every ``migrate`` (``ResponsesConfig``): SQLite loses a table's triggers whenever a
migration rebuilds the table.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from responses.threads.guarantees import GUARDS
from responses.threads.triggers import Guard, for_postgresql, for_sqlite


def install(connection: BaseDatabaseWrapper) -> None:
    """Lay every guard anew; safe to repeat. All or nothing."""
    with transaction.atomic(using=connection.alias):
        _run(connection, _removals(connection.vendor) + _creations(connection.vendor))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift every guard: for emptying a test database only."""
    with transaction.atomic(using=connection.alias):
        _run(connection, _removals(connection.vendor))


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *names: str) -> Iterator[None]:
    """Without these guards inside the block, which must be one transaction: for erasing, and nothing else.

    Nobody else writes meanwhile: SQLite has one writer, and PostgreSQL holds these tables until the end.
    """
    chosen = [guard for guard in GUARDS if guard.name in names]
    _run(connection, _removals(connection.vendor, chosen))
    yield
    _run(connection, _creations(connection.vendor, chosen))


@contextmanager
def suspended(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """No guards inside the block: for emptying a test database only."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _creations(vendor: str, guards: Iterable[Guard] = GUARDS) -> list[str]:
    make = for_postgresql if vendor == "postgresql" else for_sqlite
    return [statement for guard in guards for statement in make(guard)]


def _removals(vendor: str, guards: Iterable[Guard] = GUARDS) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}" for guard in guards]
    return [
        f"DROP TRIGGER IF EXISTS {name}" for guard in guards for name, _event, _condition in guard.on_sqlite
    ]
