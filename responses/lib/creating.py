"""Migrations that make many tables, in less time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.migration import Migration
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Creating(Migration):
    """A migration whose tables that follow one another are made at once.

    After each operation Django makes the class of every model anew that the changed one leads to, which is
    nearly all of them. Making a table needs its own class only: they are made anew once for all of a run.
    """

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        self.operations = list(_at_once(self.operations))  # type: ignore[misc]  # as Django's own does


def _at_once(operations: Iterable[Operation]) -> Iterator[Operation]:
    for makes_table, run in groupby(operations, lambda each: type(each) is CreateModel):
        if makes_table:
            yield CreateModels(list(run))
        else:
            yield from run


class CreateModels(Operation):
    """Several ``CreateModel``, in their order."""

    def __init__(self, creations: Sequence[Any]) -> None:
        self.creations = creations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without its classes, a state does not make them anew.
        apps = state.__dict__.pop("apps", None)
        for each in self.creations:
            each.state_forwards(app_label, state)
        if apps is not None:
            state.__dict__["apps"] = apps
            made = [(app_label, each.name_lower) for each in self.creations]
            state.reload_models(made, delay=False)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for each in self.creations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for each in reversed(self.creations):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(each.describe() for each in self.creations)
