"""Foreign keys to what is written after their row."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.constraints import BaseConstraint


class DeferredForeignKey(BaseConstraint):  # noqa: PLW1641  # as those of Django, which nobody hashes
    """At the end of the transaction the value of ``column`` must stand in a unique column of ``to_table``.

    ``DEFERRABLE INITIALLY DEFERRED`` on SQLite and PostgreSQL alike, for a column that is another field
    already. Broken, it raises ``IntegrityError`` at the commit. Tables and columns go by their names, for
    Django rebuilds a table of SQLite apart from all other models.
    """

    def __init__(self, *, name: str, column: str, to_table: str, to_column: str) -> None:
        super().__init__(name=name)
        self.column, self.to_table, self.to_column = column, to_table, to_column

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote(self.column)})"
            f" REFERENCES {quote(self.to_table)} ({quote(self.to_column)}) DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self, model: Any, instance: Model, exclude: Any = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        """Nothing can be said of a row by itself: what it owes may come after it."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, _args, named = super().deconstruct()
        place = {"column": self.column, "to_table": self.to_table, "to_column": self.to_column}
        return path, (), {**named, **place}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DeferredForeignKey) and self.deconstruct() == other.deconstruct()
