"""The verbs that write people and accounts."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from responses.events.services import record
from responses.lib.versions import save_if_current
from responses.people.models import Person, User


@transaction.atomic
def save_person(*, person: Person) -> Person:
    """Save a new or changed person, with the keys that lists sort by: it shows at once.

    Raises ``lib.versions.StaleRow``, or ``ValidationError`` for texts that cannot be stored.
    """
    field = Person._meta.get_field("texts")
    person.texts = field.clean(person.texts, person)
    person.set_sort_keys()
    return save_if_current(person)


@transaction.atomic
def save_account(*, account: User, roles: Iterable[Group], actor: User, fields: Iterable[str] = ()) -> User:
    """Save a new or changed account with its roles; ``fields`` are the names of what was changed.

    A new account has no password: its owner chooses one by the link for a forgotten one. Whether the actor
    may give these roles is for the caller to see to.
    """
    is_new = account.pk is None
    if is_new:
        account.set_unusable_password()
    account.save()
    account.groups.set(roles)
    if is_new:
        record("created", subject=account, actor=actor)
    elif changed := list(fields):
        record("changed", subject=account, actor=actor, fields=changed)
    return account
