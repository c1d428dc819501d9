"""Tables made with one class at a time are those that Django makes with all of them."""

import pytest
from django.db import connection
from django.db.migrations import AlterModelOptions, RemoveField, RunPython
from django.db.migrations.loader import MigrationLoader

from responses.lib.creating import Creating


def sql_of(migrations):
    """Every statement of every operation, as `sqlmigrate` shows it."""
    return MigrationLoader(connection).collect_sql([(migration, False) for migration in migrations])


@pytest.mark.database
def test_what_is_asked_of_the_database_is_what_django_asks(transactional_db, monkeypatch):
    found = MigrationLoader(None).disk_migrations
    ours = [found[key] for key in sorted(found) if isinstance(found[key], Creating)]
    made = sql_of(ours)

    monkeypatch.delattr(Creating, "apply")

    assert len(made) > 200
    assert made == sql_of(ours)


def is_of_one_piece(apps):
    there = set(apps.get_models(include_auto_created=True))
    related = {each.related_model for model in there for each in model._meta.get_fields(include_hidden=True)}
    return related - {None} <= there


@pytest.fixture
def state():
    """With the classes of this version."""
    state = MigrationLoader(None).project_state()
    assert is_of_one_piece(state.apps)
    return state


def applied(state, *operations):
    migration = Creating("9999_later", "responses")
    migration.operations = list(operations)
    with connection.schema_editor() as editor:
        return migration.apply(state, editor)


def test_a_function_that_is_run_sees_classes_of_one_piece(transactional_db, state):
    seen = []
    applied(
        state,
        AlterModelOptions("essay", {"verbose_name": "another"}),
        RunPython(lambda apps, editor: seen.append(apps)),
    )
    assert is_of_one_piece(seen[0])
    assert seen[0].get_model("responses", "essay")._meta.verbose_name == "another"
    # It is no idle question.
    assert not is_of_one_piece(state.apps)


def test_another_kind_of_operation_has_all_classes_anew(transactional_db, state, monkeypatch):
    found = []
    monkeypatch.setattr(RemoveField, "database_forwards", lambda *_: found.append(state.apps))
    applied(state, RemoveField("essay", "thread"))
    assert is_of_one_piece(found[0])
    assert "_find_reload_model" not in vars(state)
