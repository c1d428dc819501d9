"""Tables made at once are what they are when made one after another."""

from collections import Counter

import pytest
from django.db.migrations.loader import MigrationLoader

from responses.lib.creating import CreateModels


def classes_of(state):
    """Every model with its fields and what points to it; a class left behind would point to another."""
    return {
        model._meta.label: Counter(
            (each.name, type(each), each.related_model and each.related_model._meta.label)
            for each in model._meta.get_fields(include_hidden=True)
        )
        for model in state.apps.get_models(include_auto_created=True)
    }


def is_of_one_piece(state):
    there = set(state.apps.get_models(include_auto_created=True))
    related = {each.related_model for model in there for each in model._meta.get_fields(include_hidden=True)}
    return related - {None} <= there


@pytest.mark.parametrize("name", ["0004_search_index", "0012_keep_what_submissions_share"])
def test_a_run_of_tables_leaves_the_classes_that_one_after_another_leave(name):
    loader = MigrationLoader(None)
    migration = loader.get_migration("responses", name)
    before = loader.project_state(("responses", name), at_end=False)
    one_by_one, at_once, no_classes = before.clone(), before.clone(), before.clone()
    assert one_by_one.apps
    assert at_once.apps
    for operation in type(migration).operations:
        operation.state_forwards("responses", one_by_one)

    (run,) = migration.operations
    run.state_forwards("responses", at_once)
    run.state_forwards("responses", no_classes)

    assert type(run) is CreateModels
    assert at_once == one_by_one == no_classes
    assert classes_of(at_once) == classes_of(one_by_one)
    assert is_of_one_piece(at_once)
    assert "apps" not in no_classes.__dict__
