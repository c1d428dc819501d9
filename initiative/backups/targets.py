"""Where a restored site goes, by database: built apart, then in one instant in the old one's place.

Both databases offer the same three steps: ``holds_a_site``; ``alone``, while nobody else has it open; and
``building``, inside which the default connection writes to a new, empty database. At the end of ``building``
the new one takes the place of the old one, which is put aside; an exception, or a kill, leaves the old one.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from initiative.backups.errors import NotAlone
from initiative.backups.folders import links
from responses.lib import durable

DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"


class Target(Protocol):
    """One of the two; ``where`` is for people, without a password."""

    where: str

    def holds_a_site(self) -> bool: ...

    def alone(self) -> Any: ...

    def building(self, staging: Path, aside: Path) -> Any: ...


def target() -> Target:
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


class Sqlite:
    """A new file beside the old one, which takes its name."""

    def __init__(self) -> None:
        self.place = Path(connection.settings_dict["NAME"])
        self.where = str(self.place)

    def holds_a_site(self) -> bool:
        if not self.place.exists() or not self.place.stat().st_size:
            return False
        try:
            with closing(sqlite3.connect(f"file:{self.place}?mode=ro", uri=True)) as opened:
                return bool(opened.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        except sqlite3.Error:
            return True

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The old file whole in itself, its log written into it, and nobody else's until the block ends."""
        connection.close()
        if not self.holds_a_site():
            yield
            return
        self._forget_second_names()
        with closing(sqlite3.connect(self.place, timeout=1, isolation_level=None)) as opened:
            try:
                opened.execute("PRAGMA locking_mode=EXCLUSIVE")
                opened.execute("PRAGMA journal_mode=DELETE")
                opened.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise NotAlone(f"{self.place.name} is open elsewhere") from None
            except sqlite3.DatabaseError:
                pass  # damaged: what a backup is for
            yield

    @contextmanager
    def building(self, staging: Path, aside: Path) -> Iterator[None]:
        new = staging / self.place.name
        with _at(new):
            yield
        _finish(new)
        self._put_aside(aside)
        new.replace(self.place)
        durable.settle(self.place.parent)

    def _forget_second_names(self) -> None:
        """Left by a restore that was killed in its last step, the file in use would have two names."""
        for aside in settings.DATA_DIR.glob("replaced_*"):
            second = aside / self.place.name
            if second.exists() and second.samefile(self.place):
                second.unlink()

    def _put_aside(self, aside: Path) -> None:
        # A log that could not be written into its file would be taken for the new one's.
        for log in ("-wal", "-shm", "-journal"):
            if (beside := Path(f"{self.place}{log}")).exists():
                aside.mkdir(mode=0o700, exist_ok=True)
                beside.rename(aside / beside.name)
        # Last of all: until the new file has the name, this is a second name of the one in use.
        if self.place.exists():
            links(self.place, aside / self.place.name)
            durable.settle(aside)


@contextmanager
def _at(file: Path) -> Iterator[None]:
    """The default connection is to this file; quick rather than safe, for it is nobody's yet."""
    config = connection.settings_dict
    name, options = config["NAME"], config["OPTIONS"]
    quick = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    connection.close()
    config["NAME"], config["OPTIONS"] = file, options | {"init_command": quick}
    try:
        yield
    finally:
        connection.close()
        config["NAME"], config["OPTIONS"] = name, options


def _finish(file: Path) -> None:
    file.chmod(0o600)
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


class Postgres:
    """New tables in the transaction that moves the old ones to a schema of their own."""

    def __init__(self) -> None:
        config = connection.settings_dict
        # A pool holds several; here one connection is to be the only one.
        connection.close()
        config["OPTIONS"].pop("pool", None)
        self.where = f"PostgreSQL database {config['NAME']}"

    def holds_a_site(self) -> bool:
        return bool(_tables_of_the_site())

    @contextmanager
    def alone(self) -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), string_agg(DISTINCT coalesce(nullif(application_name, ''), '?'), ', ') FROM"
                " pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            others, names = cursor.fetchone()
        if others:
            raise NotAlone(f"{others} connections to its database: {names}")
        yield

    @contextmanager
    def building(self, staging: Path, aside: Path) -> Iterator[None]:
        with transaction.atomic():
            with connection.cursor() as cursor:
                # A site that writes nothing while it moves is restored all the same.
                cursor.execute("SET TRANSACTION READ WRITE")
                if old := _tables_of_the_site():
                    schema = connection.ops.quote_name(aside.name)
                    cursor.execute(f"CREATE SCHEMA {schema}")
                    for table in old:
                        name = connection.ops.quote_name(table)
                        cursor.execute(f"ALTER TABLE {name} SET SCHEMA {schema}")
            yield


def _tables_of_the_site() -> list[str]:
    """Of any version: what begins like a table of ours is one; strangers' tables are let be."""
    ours = ("django_", *(f"{config.label}_" for config in apps.get_app_configs()))
    caches = {each.get("LOCATION") for each in settings.CACHES.values() if each["BACKEND"] == DATABASE_CACHE}
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        here = {name for (name,) in cursor.fetchall()}
    return sorted(name for name in names if name in here and (name.startswith(ours) or name in caches))
