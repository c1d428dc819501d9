"""From a web address to what it names: found, moved (301), withdrawn (410), or never there (404)."""

from typing import TypeVar

from django.db import models
from django.http import Http404

from responses.people.models import Person
from responses.threads.models import Essay, FormerSlug, LivePeriod, Publication, Theme, Thread
from responses.threads.public import (
    ever_published_people,
    ever_published_themes,
    published_people,
    published_themes,
)

Row = TypeVar("Row", bound=models.Model)


class Moved(Exception):
    """The address once belonged to ``row`` and now leads to its present one."""

    def __init__(self, row: models.Model) -> None:
        self.row = row


class Gone(Exception):
    """What was here has been withdrawn, with a note for readers ('' when there is none)."""

    def __init__(self, note: str = "") -> None:
        self.note = note


def find_essay(slug: str) -> Essay:
    """The essay at this address, live or once live. Raises ``Moved`` or ``Http404``."""
    return _find(Essay.objects.select_related("thread"), Essay.objects.ever_published(), "essay", slug)


def find_thread(slug: str) -> Thread:
    """The public thread at this address. Raises ``Moved`` or ``Http404``."""
    published = Thread.objects.published()
    return _find(published.with_first_publication(), published, "thread", slug)


def find_theme(slug: str) -> Theme:
    """The theme at this address. Raises ``Moved``, ``Gone`` when nothing live carries it, ``Http404``."""
    theme = _find(ever_published_themes(), ever_published_themes(), "theme", slug)
    return _still(theme, published_themes())


def find_person(slug: str) -> Person:
    """The person at this address. Raises ``Moved``, ``Gone`` when no live text credits them, ``Http404``."""
    person = _find(ever_published_people(), ever_published_people(), "person", slug)
    return _still(person, published_people())


def withdrawal_note(essay: Essay) -> str:
    """The public note of the act that withdrew the essay, '' when it had none."""
    last = LivePeriod.objects.begun().filter(essay=essay).order_by("-ends").values_list("ends", "edition")[:1]
    for ends, edition in last:
        acts = Publication.objects.filter(edition=edition, instant=ends, action=Publication.Action.WITHDRAW)
        return acts.order_by("-pk").values_list("note", flat=True).first() or ""
    return ""


def _find(rows: models.QuerySet[Row], shown: models.QuerySet[Row], owner: str, slug: str) -> Row:
    row = rows.filter(slug=slug).first()
    if row is not None and (rows is shown or shown.filter(pk=row.pk).exists()):
        return row
    former = FormerSlug.objects.filter(slug=slug, **{f"{owner}__isnull": False}).select_related(owner).first()
    if former is None:
        raise Http404
    raise Moved(getattr(former, owner))


def _still(row: Row, shown: models.QuerySet[Row]) -> Row:
    if not shown.filter(pk=row.pk).exists():
        raise Gone
    return row
