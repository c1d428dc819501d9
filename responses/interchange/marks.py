"""What an import left on the site, kept in the log: so that a later one can tell what was edited since."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from responses.events.models import Event
from responses.events.services import kind_of, record

VERB = "imported"
CHUNK = 500

Mark = dict[str, Any]


def leave(row: models.Model, **fingerprints: Any) -> None:
    """Note how an import leaves a row."""
    record(VERB, subject=row, **fingerprints)


def leave_all(rows: Iterable[tuple[models.Model, Mark]], at: Any) -> None:
    """The same for many rows in few queries."""
    lines = (
        Event(
            at=at,
            verb=VERB,
            subject_type=kind_of(row),
            subject_number=row.pk,
            subject_label=str(row)[:300],
            detail=mark,
        )
        for row, mark in rows
    )
    Event.objects.bulk_create(lines, batch_size=CHUNK)


def of(kind: str, numbers: Iterable[int]) -> dict[int, Mark]:
    """The latest mark of each row of a kind (``essay``, ``person`` …), by the row's number."""
    found: dict[int, Mark] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        lines = Event.objects.filter(
            verb=VERB, subject_type=kind, subject_number__in=wanted[start : start + CHUNK]
        ).order_by("at", "pk")
        found.update({line.subject_number: line.detail for line in lines if line.subject_number})
    return found
