"""Commands over tables: on a folder that was never started they are made, or it is said what to do."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class TablesCommand(BaseCommand):
    """A command that begins with tables as this version has them.

    On a local site that was never started it makes them, as its first start would. Elsewhere whoever runs the
    site decides when tables change: ``CommandError`` says how.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            if executor.loader.applied_migrations or not settings.LOCAL:
                raise CommandError(
                    "The tables are not those of this version yet. Bring them there first:"
                    " make run, or manage.py migrate."
                )
            call_command("migrate", interactive=False, verbosity=0)
        return super().execute(*args, **options)
