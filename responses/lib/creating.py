"""Migrations that make and change tables, in less time, and each wholly or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import operations
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

# What they do to a database they ask of the class of their own table only.
OF_ONE_TABLE = {
    operations.CreateModel,
    operations.AlterModelOptions,
    operations.AddField,
    operations.AlterField,
    operations.AddConstraint,
    operations.RemoveConstraint,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.RunPython,
}


class Creating(Migration):
    """A migration for each of whose operations one class is made anew: that of its own table.

    Django makes anew the class of every model that the changed one leads to, which is nearly all of them; but
    no operation here looks at those. A function that is run does, and before it Django makes all anew.

    What Django puts off to the end (indexes, keys) is done before it looks whether there is any: then it
    notes that this was run in the same transaction, and a process killed between the two leaves neither.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        by_itself = {type(each) for each in self.operations} <= OF_ONE_TABLE
        with _one_at_a_time(project_state) if by_itself else nullcontext():
            state = super().apply(project_state, schema_editor, collect_sql)
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement, None)
        schema_editor.deferred_sql.clear()
        return state


@contextmanager
def _one_at_a_time(state: ProjectState) -> Iterator[None]:
    def find(app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        # Says that other classes are of before, and must be made anew where they are looked at.
        state.is_delayed = True
        return {(app_label, model_name)}

    # Not there in some Django to come, all is as slow as it would be, and as right.
    state.__dict__["_find_reload_model"] = find
    try:
        yield
    finally:
        del state.__dict__["_find_reload_model"]
