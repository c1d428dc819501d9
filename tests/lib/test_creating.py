"""Tables made with one class at a time are those that Django makes with all of them."""

import pytest
from django.db import connection, models
from django.db.migrations import AlterModelOptions, CreateModel, RemoveField, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from responses.lib.creating import Creating


def sql_of(migrations):
    """Every statement of every operation, as `sqlmigrate` shows it."""
    loader = MigrationLoader(connection, replace_migrations=False)
    return loader.collect_sql([(migration, False) for migration in migrations])


@pytest.mark.database
def test_what_is_asked_of_the_database_is_what_django_asks(transactional_db, monkeypatch):
    found = MigrationLoader(None).disk_migrations
    ours = [found[key] for key in sorted(found) if isinstance(found[key], Creating)]
    at_once = [each for each in ours if each.replaces]
    one_by_one = [each for each in ours if not each.replaces]
    made = [sql_of(at_once), sql_of(one_by_one)]

    monkeypatch.delattr(Creating, "apply")

    assert all(len(statements) > 200 for statements in made)
    assert made == [sql_of(at_once), sql_of(one_by_one)]


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


@pytest.mark.database
def test_a_table_and_the_note_that_it_was_made_come_together_or_not_at_all(
    transactional_db, state, monkeypatch
):
    """As a process would leave them that is killed between the two."""

    def killed(migration):
        raise KeyboardInterrupt

    migration, executor = Creating("9999_later", "responses"), MigrationExecutor(connection)
    fields = [("id", models.BigAutoField(primary_key=True)), ("at", models.IntegerField(db_index=True))]
    migration.operations = [CreateModel("Later", fields)]
    monkeypatch.setattr(executor, "record_migration", killed)
    with pytest.raises(KeyboardInterrupt):
        executor.apply_migration(state, migration)
    assert "responses_later" not in connection.introspection.table_names()
