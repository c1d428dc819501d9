import os
import sqlite3
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base

from initiative.sqlite.operations import DatabaseOperations
from initiative.sqlite.schema import DatabaseSchemaEditor


class Cursor(base.SQLiteCursorWrapper):
    """Django's own, which looks through the same few queries for their places again and again."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None:
            return _converted(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


@lru_cache(maxsize=256)
def _converted(query: str) -> str:
    found: str = base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return found


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is to the file of that name now, not to one that used to have it.

    SQLite goes on reading and writing a file that was deleted, or moved away for a restored copy: what an
    editor then saves is in no file. And where there is none it makes an empty one, which would hide that
    the real one is missing; a process that only serves sets ``may_create`` to False.
    """

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
    may_create = True

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if not self.may_create and not self.is_in_memory_db():
            params["database"] = f"file:{quote(str(params['database']))}?mode=rw"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        before = self._file_now()
        connection = super().get_new_connection(conn_params)
        # Replaced while it was being opened: the next request notices. None is a file that this one made.
        self.file = before or self._file_now()
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor

    def close_if_unusable_or_obsolete(self) -> None:
        """Called before and after each request."""
        moved = self.connection is not None and self.file != self._file_now()
        if moved and not self.in_atomic_block:
            self.close()
        super().close_if_unusable_or_obsolete()

    def is_usable(self) -> bool:
        """Asked after an error. One that can still read is kept: on a full disk none could be opened anew."""
        try:
            self.connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error:
            return False
        return True

    def _file_now(self) -> tuple[int, int] | None:
        try:
            # Twice a request, and a Path costs more than the answer.
            stat = os.stat(self.settings_dict["NAME"])  # noqa: PTH116
        except OSError:
            return None
        return stat.st_dev, stat.st_ino
