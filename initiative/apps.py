from django.contrib.admin.apps import SimpleAdminConfig


class AdminConfig(SimpleAdminConfig):
    """The admin with our own site; only what `responses.admin` imports is in it, no library's tables."""

    default_site = "initiative.admin.Site"

    def ready(self) -> None:
        super().ready()
        from responses import admin  # noqa: F401 - registers, once every table is loaded
