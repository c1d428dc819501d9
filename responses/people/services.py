"""The verbs that write people."""

from django.db import transaction

from responses.lib.versions import save_if_current
from responses.people.models import Person


@transaction.atomic
def save_person(*, person: Person) -> Person:
    """Save a new or changed person, with the keys that lists sort by: it shows at once.

    Raises ``lib.versions.StaleRow``, or ``ValidationError`` for texts that cannot be stored.
    """
    field = Person._meta.get_field("texts")
    person.texts = field.clean(person.texts, person)
    person.set_sort_keys()
    return save_if_current(person)
