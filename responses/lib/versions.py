"""Saving rows that save at once (threads, themes, people, pages): the second save never wins unseen."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
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
def save_if_current(
    row: Versioned, *, fields: list[str] | None = None, known: Collection[str] = ()
) -> Versioned:
    """Save a row that has a ``version``, or insert it when it is new.

    ``known`` are fields that the caller has looked at itself: they are not asked about again. Raises
    ``StaleRow`` when the version in the database is not the one that ``row`` was read at, and
    ``ValidationError`` for what the row may not hold.
    """
    row.full_clean(exclude=known, validate_constraints=False)
    if row.pk is None or row._state.adding:
        save_within_constraints(row, force_insert=True)
        return row
    version = row.version  # type: ignore[attr-defined]  # every caller's model has it
    manager = type(row)._base_manager
    if not manager.filter(pk=row.pk, version=version).update(version=F("version") + 1):
        raise StaleRow
    row.version = version + 1  # type: ignore[attr-defined]
    save_within_constraints(row, update_fields=[*fields, "version"] if fields else None)
    return row


def save_within_constraints(row: models.Model, **options: Any) -> None:
    """Save a row; the constraints of its table are asked for their sentence only once one refuses it.

    To ask them beforehand is a query each, and still leaves a moment for somebody else. Raises
    ``ValidationError``, or ``IntegrityError`` for what only the database knows (its guards).
    """
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError:
        row.validate_constraints()
        raise
