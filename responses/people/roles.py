"""The four roles: groups with the least rights that their work needs.

Rights are added up, so a user may have several roles. Everything not named here is refused: deleting,
groups, other people's sessions, the tables of the libraries.
"""

from typing import Any

from django.apps import apps as current_apps
from django.utils.translation import gettext_noop

EDITOR = gettext_noop("Editor")
MANAGING_EDITOR = gettext_noop("Managing editor")
TRANSLATOR = gettext_noop("Translator")
ADMINISTRATOR = gettext_noop("Administrator")

_WRITE = ("view", "add", "change")

# What a role may do, by table. Prompts are added with their thread, never alone.
_EDITORS = {
    "thread": _WRITE,
    "prompt": ("view", "change"),
    "response": _WRITE,
    "essay": ("view",),
    "edition": (*_WRITE, "publish"),
    "publication": ("view",),
    "dailyviews": ("view",),
    "theme": _WRITE,
    "person": _WRITE,
    # What no text shows may go: the one thing that editors delete.
    "image": (*_WRITE, "delete"),
    "call": _WRITE,
    "invitation": _WRITE,
    "submission": ("view", "change", "decide"),
    "lettertemplate": _WRITE,
}
_MANAGING = _EDITORS | {"page": _WRITE, "initiative": ("view", "change"), "event": ("view",)}
_TRANSLATORS: dict[str, tuple[str, ...]] = {"edition": ("view", "change"), "image": ("view",)}

RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    EDITOR: _EDITORS,
    MANAGING_EDITOR: _MANAGING,
    TRANSLATOR: _TRANSLATORS,
    # Nobody can give a right they lack, so who gives every role has the rights of every role.
    ADMINISTRATOR: _MANAGING | {"user": _WRITE, "letter": ("view", "resend"), "person": (*_WRITE, "erase")},
}


def lay_roles(apps: Any = current_apps, schema_editor: Any = None) -> None:
    """Make the groups and give each exactly its rights; safe to repeat.

    Takes what a migration hands over. Permissions are made here if need be: Django makes them only once
    all migrations have run.
    """
    group_model = apps.get_model("auth", "Group")
    for role, tables in RIGHTS.items():
        group, _created = group_model.objects.get_or_create(name=role)
        group.permissions.set(_permission(apps, table, act) for table, acts in tables.items() for act in acts)


def _permission(apps: Any, table: str, act: str) -> Any:
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="responses", model=table
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{act}_{table}", defaults={"name": f"Can {act} {table}"}
    )
    return permission
