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
    there = _permissions(apps)
    for role, tables in RIGHTS.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        rights = [(table, f"{act}_{table}") for table, acts in tables.items() for act in acts]
        for table, right in rights:
            if (table, right) not in there:
                there[table, right] = _make(apps, table, right)
        group.permissions.set(there[right] for right in rights)


def _permissions(apps: Any) -> dict[tuple[str, str], Any]:
    """Those there are of our own tables."""
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="responses")
    return {(each.content_type.model, each.codename): each for each in found.select_related("content_type")}


def _make(apps: Any, table: str, right: str) -> Any:
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="responses", model=table
    )
    return apps.get_model("auth", "Permission").objects.create(
        content_type=content_type, codename=right, name=f"Can {right.replace('_', ' ')}"
    )
