from typing import Any

from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as SQLiteSchemaEditor
from django.db.models import Model


class DatabaseSchemaEditor(SQLiteSchemaEditor):
    """Rebuilds a table under the triggers that name it, and gives it back its own.

    Rebuilding is dropping the table and giving its name to another; at that moment SQLite looks through every
    trigger there is, and one that names the table, which is not there, ends it:
    https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
    """

    def _remake_table(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        for name, _sql in triggers:
            self.execute(f"DROP TRIGGER {self.quote_name(name)}")
        super()._remake_table(model, *args, **kwargs)  # type: ignore[misc]  # not in the stubs
        for _name, sql in triggers:
            self.execute(sql, params=None)
