"""From a web address to what it names: found, moved (301), withdrawn (410), or never there (404)."""

from collections.abc import Callable
from typing import TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404

from responses.people.models import Person
from responses.reading.prepared import Prepared
from responses.threads.models import Essay, FormerSlug, LivePeriod, Publication, Theme, Thread
from responses.threads.public import (
    ever_published_people,
    ever_published_themes,
    is_public,
    published_people,
    published_themes,
)

Row = TypeVar("Row", bound=models.Model)
Part = TypeVar("Part")


class Moved(Exception):
    """The address once belonged to ``row`` and now leads to its present one."""

    def __init__(self, row: models.Model) -> None:
        self.row = row


class Continued(Exception):
    """The list goes on from ``start``: the item that its address names is called so today.

    '' is the list's beginning, when that item has left it.
    """

    def __init__(self, start: str) -> None:
        self.start = start


class Gone(Exception):
    """What was here has been withdrawn, with a note for readers ('' when there is none)."""

    def __init__(self, note: str = "") -> None:
        self.note = note


def find_essay(slug: str) -> Essay:
    """The essay at this address, public or not: the caller asks for its edition. ``Moved``, ``Http404``.

    One query; whether the public may know of it is ``absent``'s to say.
    """
    return _find(_essay, "essay", slug)


def absent(essay: Essay, language: str) -> Exception:
    """What to raise for an essay without a live edition: ``Gone`` if it once had one, else ``Http404``."""
    if Essay.objects.ever_published().filter(pk=essay.pk).exists():
        return Gone(withdrawal_note(essay, language))
    return Http404()


def find_thread(slug: str) -> Thread:
    """The public thread at this address. Raises ``Moved`` or ``Http404``."""
    return _find(_thread, "thread", slug)


def find_theme(slug: str) -> Theme:
    """The theme at this address. Raises ``Moved``, ``Gone`` when nothing live carries it, ``Http404``."""
    return _live(_find(_theme, "theme", slug))


def find_person(slug: str) -> Person:
    """The person at this address. Raises ``Moved``, ``Gone`` when no live text credits them, ``Http404``."""
    return _live(_find(_person, "person", slug))


def beginning(model: type[models.Model], start: str, find: Callable[[str], Part | None]) -> Part:
    """The part of a list that ``find`` gives for ``start``, the address of one of its items.

    Such an address is kept for ever too. Raises ``Continued`` when the item has another address by now or
    has left the list, ``Http404`` when the public has never seen it.
    """
    part = find(start)
    if part is not None:
        return part
    slug = _present_slug(model, start)
    raise Continued(slug if slug != start and find(slug) is not None else "")


def _present_slug(model: type[models.Model], slug: str) -> str:
    owner = str(model._meta.model_name)
    row = model._default_manager.filter(slug=slug).first()
    if row is None and (
        former := FormerSlug.objects.filter(slug=slug, **{f"{owner}__isnull": False}).first()
    ):
        row = getattr(former, owner)
    if row is None or not is_public(row):
        raise Http404
    return row.slug  # type: ignore[attr-defined]  # every owner of an address has a slug


def withdrawal_note(essay: Essay, language: str) -> str:
    """The public note with which the essay's edition in ``language`` was withdrawn; without words on that
    one those on the original; without an original those on the one withdrawn last; '' when there are none.
    """
    ended = LivePeriod.objects.begun().filter(essay=essay, edition=OuterRef("edition")).order_by("-ends")
    withdrawn = (
        Publication.objects.filter(edition__essay=essay, action=Publication.Action.WITHDRAW)
        .filter(instant=Subquery(ended.values("ends")[:1]))
        .order_by("instant", "pk")
        .values_list("edition__kind", "edition__language", "note")
    )
    last, original, own = "", None, ""
    for kind, code, note in withdrawn:
        last = note
        original = note if kind == "original" else original
        own = note if code == language else own
    return own or (last if original is None else original)


@Prepared
def _essay(slug: str) -> models.QuerySet[Essay]:
    return Essay.objects.select_related("thread").filter(slug=slug)


@Prepared
def _thread(slug: str) -> models.QuerySet[Thread]:
    return Thread.objects.published().with_first_publication().filter(slug=slug)


@Prepared
def _theme(slug: str) -> models.QuerySet[Theme]:
    return _marked(ever_published_themes(), published_themes()).filter(slug=slug)


@Prepared
def _person(slug: str) -> models.QuerySet[Person]:
    return _marked(ever_published_people(), published_people()).filter(slug=slug)


def _formerly(owner: str) -> Prepared:
    """Asked of every address that names nothing, and most of those were guessed."""

    def called(slug: str) -> models.QuerySet[FormerSlug]:
        return FormerSlug.objects.filter(slug=slug, **{f"{owner}__isnull": False}).select_related(owner)

    return Prepared(called)


_FORMERLY = {owner: _formerly(owner) for owner in ("essay", "thread", "theme", "person")}


def _find(at: Callable[[str], list[Row]], owner: str, slug: str) -> Row:
    for row in at(slug):
        return row
    for former in _FORMERLY[owner](slug):
        raise Moved(getattr(former, owner))
    raise Http404


def _marked(ever: models.QuerySet, now: models.QuerySet) -> models.QuerySet:
    return ever.annotate(is_live=Exists(now.filter(pk=OuterRef("pk"))))


def _live(row: Row) -> Row:
    if not row.is_live:  # type: ignore[attr-defined]  # annotated by _marked
        raise Gone
    return row
