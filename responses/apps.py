from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    """The domain: every table of the site belongs to this one app."""

    name = "responses"
    verbose_name = _("Responses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Not domain logic: a rebuilt SQLite table comes back without its triggers, and no migration knows
        # an index of words.
        post_migrate.connect(lay_guards, sender=self, dispatch_uid="lay_guards")


def lay_guards(using: str, **kwargs: Any) -> None:
    from responses.threads import guarantees, guards, index

    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if {guard.table for guard in guarantees.GUARDS} <= tables:
        guards.install(connection)
    if tables >= index.TABLES:
        index.install(connection)
        _index_what_is_there()


def _index_what_is_there() -> None:
    """Texts of a site that is older than its index."""
    from responses.threads.services.finding import complete_search

    complete_search()
