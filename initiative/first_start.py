"""What a local site is given so that its first minute is not an empty one."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command, get_commands

from responses.people.models import User
from responses.threads.models import Thread

EDITOR_EMAIL = "editor@localhost"
EDITOR_ROLES = ("Editor", "Managing editor")


def load_demonstration() -> None:
    """Two invented dialogues to look at, when there is nothing yet."""
    # The command is still to come; a first start must not wait for it.
    if not Thread.objects.exists() and "load_demonstration" in get_commands():
        call_command("load_demonstration")


def make_editor_account() -> str | None:
    """The password of a new editor, or None when someone can sign in already."""
    if User.objects.filter(is_staff=True).exists():
        return None
    # The file comes first: a start that is cut off here finds it again, and no account is without one.
    password = _kept_password(settings.DATA_DIR / "editor-password.txt")
    editor = User.objects.create_user(EDITOR_EMAIL, password, name="Editor", is_staff=True)
    editor.groups.set(Group.objects.filter(name__in=EDITOR_ROLES))
    return password


def _kept_password(file: Path) -> str:
    # A start may have been cut off between making the file and writing it.
    file.touch(mode=0o600)
    if not file.read_text().strip():
        file.write_text(f"{secrets.token_hex(10)}\n")
    return file.read_text().strip()
