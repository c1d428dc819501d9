"""Saving rows that save at once (threads, themes, people, pages): the second save never wins unseen."""

from typing import TypeVar

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

Versioned = TypeVar("Versioned", bound=models.Model)


class StaleRow(Exception):
    """Somebody saved another version of the row first; ``str()`` is a sentence for the editor."""

    def __init__(self) -> None:
        # By name: StaleRow is also mixed into errors of capabilities, which have parents of their own.
        Exception.__init__(
            self,
            _(
                "Somebody else saved this while you were editing. "
                "Nothing of yours or theirs is lost: compare both, then save again."
            ),
        )


@transaction.atomic
def save_if_current(row: Versioned, *, fields: list[str] | None = None) -> Versioned:
    """Save a row that has a ``version``, or insert it when it is new.

    Raises ``StaleRow`` when the version in the database is not the one that ``row`` was read at, and
    ``ValidationError`` for what the row may not hold.
    """
    row.full_clean(validate_unique=True, validate_constraints=True)
    if row.pk is None or row._state.adding:
        row.save(force_insert=True)
        return row
    version = row.version  # type: ignore[attr-defined]  # every caller's model has it
    manager = type(row)._base_manager
    if not manager.filter(pk=row.pk, version=version).update(version=F("version") + 1):
        raise StaleRow
    row.version = version + 1  # type: ignore[attr-defined]
    row.save(update_fields=[*fields, "version"] if fields else None)
    return row
