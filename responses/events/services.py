"""Writing the log."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from responses.events.models import Event
from responses.lib import clock


def record(
    verb: str,
    *,
    subject: models.Model | None = None,
    actor: models.Model | None = None,
    actor_label: str = "",
    **detail: Any,
) -> Event:
    """Append one line: ``verb`` is a past participle (``published``), ``detail`` holds plain facts.

    Never pass text of an essay, a password or a token: the log is read by more people than drafts are.
    """
    line = _line(verb, subject, actor, actor_label, detail)
    line.save(force_insert=True)
    return line


def record_each(
    verb: str, *, subjects: Iterable[models.Model], actor: models.Model | None = None, **detail: Any
) -> None:
    """The same line about each of many, in one act."""
    Event.objects.bulk_create([_line(verb, each, actor, "", detail) for each in subjects])


def _line(
    verb: str,
    subject: models.Model | None,
    actor: models.Model | None,
    actor_label: str,
    detail: dict[str, Any],
) -> Event:
    return Event(
        at=clock.now(),
        actor_number=actor.pk if actor else None,
        actor_label=(str(actor) if actor else actor_label)[:200],
        verb=verb,
        subject_type=kind_of(subject) if subject else "",
        subject_number=subject.pk if subject else None,
        subject_label=str(subject)[:300] if subject else "",
        detail=detail,
    )


def kind_of(subject: models.Model) -> str:
    """What the log calls the table of a row: a prompt and a response are both an essay there."""
    return (subject._meta.concrete_model or type(subject))._meta.model_name or ""
