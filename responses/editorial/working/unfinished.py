"""What a user has typed and not saved, for the first page of the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.editorial.texts import edition_address
from responses.people.models import User
from responses.threads.models import WorkingCopy

SHOWN = 20


@dataclass(frozen=True)
class Unfinished:
    """One text: what it is called so far, what kind of form it is, since when, and where it goes on."""

    title: str
    kind: str
    kept: datetime
    address: str


def unfinished_of(user: AbstractBaseUser | AnonymousUser) -> list[Unfinished]:
    """The user's working copies, oldest first. One query."""
    if not isinstance(user, User):
        return []
    copies = WorkingCopy.objects.filter(user=user, edition__essay__set_aside_at=None).select_related(
        "edition__essay", "based_on__edition"
    )
    return [
        Unfinished(_title(copy), copy.get_page_display(), copy.updated_at, _address(copy))
        for copy in copies.order_by("updated_at", "pk")[:SHOWN]
    ]


def _title(copy: WorkingCopy) -> str:
    return str(copy.content.get("title") or "").strip() or _("Without a title yet")


def _address(copy: WorkingCopy) -> str:
    if copy.edition:
        return edition_address(copy.edition)
    query: dict[str, Any] = {"copy": copy.key}
    if copy.page == WorkingCopy.Page.TRANSLATION:
        source = copy.based_on
        query = {"source": source.edition_id, "version": source.pk} | query if source else query
    model = {WorkingCopy.Page.THREAD: "thread", WorkingCopy.Page.TRANSLATION: "edition"}.get(
        WorkingCopy.Page(copy.page), "response"
    )
    return f"{reverse(f'admin:responses_{model}_add')}?{urlencode(query)}"
