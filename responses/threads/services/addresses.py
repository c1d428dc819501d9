"""Web addresses: made from titles, kept for ever once public.

A text that is set aside keeps its address until another is given it by name; then it gives way, for nobody
outside the desk has ever seen it.
"""

import re
from typing import Any

from django.db import models
from django.utils.text import slugify

from responses.events.services import record
from responses.lib.chinese import has_han
from responses.people.models import Person
from responses.threads.errors import SlugRefused, SlugTaken
from responses.threads.models import Essay, FormerSlug, Theme, Thread
from responses.threads.public import is_public
from responses.threads.services.versions import save_if_current

RESERVED = {"feed", "full", "undated"}
_WELL_FORMED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_YEAR = re.compile(r"[0-9]+(?:-bce)?\Z")
_LENGTH = 80


def make_slug(title: str) -> str:
    """A web address out of a title; Chinese becomes pinyin. May be empty, may be taken."""
    slug = slugify(_romanised(title) if has_han(title) else title)[:_LENGTH].strip("-")
    if "-" in slug and len(slug) == _LENGTH:
        slug = slug.rsplit("-", 1)[0]
    return f"text-{slug}" if slug in RESERVED or _YEAR.match(slug) else slug


def _romanised(title: str) -> str:
    from pypinyin import lazy_pinyin  # megabytes of readings, which no process needs to start

    return " ".join(lazy_pinyin(title))


def check_slug(slug: str) -> str:
    """The slug itself, or ``SlugRefused`` when it is not fit to be an address."""
    if not _WELL_FORMED.match(slug) or len(slug) > 100 or slug in RESERVED or _YEAR.match(slug):
        raise SlugRefused(slug)
    return slug


def free_slug(model: type[models.Model], title: str, *, fallback: str) -> str:
    """An address for a new row: made from ``title``, with ``-2``, ``-3`` … when taken."""
    wanted = make_slug(title) or fallback
    slug, number = wanted, 1
    while _taken(model, slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def new_slug(model: type[models.Model], slug: str) -> str:
    """The slug asked for by name, for a new row. Raises ``SlugRefused`` or ``SlugTaken``."""
    check_slug(slug)
    _free_from_what_is_aside(model, slug)
    if _taken(model, slug):
        raise SlugTaken(slug)
    return slug


def claim_slug(row: Thread | Essay | Theme | Person, slug: str) -> None:
    """Give ``row`` a new slug (unsaved) and keep its former one if the public has seen it.

    An owner may take back a slug of its own. Raises ``SlugRefused`` or ``SlugTaken``.
    """
    model = _model_of(row)
    owner: dict[str, Any] = {_owner_of(row): row}
    check_slug(slug)
    if slug == row.slug:
        return
    _free_from_what_is_aside(model, slug)
    if _taken(model, slug, besides=row):
        raise SlugTaken(slug)
    FormerSlug.objects.filter(slug=slug, **owner).delete()
    if row.pk and is_public(row):
        FormerSlug.objects.get_or_create(slug=row.slug, **owner)
    row.slug = slug


def _free_from_what_is_aside(model: type[models.Model], slug: str) -> None:
    if model is not Essay:
        return
    for essay in Essay.objects.set_aside().filter(slug=slug):
        essay.slug = free_slug(Essay, slug, fallback=slug)
        save_if_current(essay, fields=["slug"])
        record("gave way", subject=essay, was=slug)


def _model_of(row: models.Model) -> type[models.Model]:
    # A proxy (Prompt, Response) shares its essay's one namespace.
    return row._meta.concrete_model or type(row)


def _owner_of(row: models.Model) -> str:
    return _model_of(row)._meta.model_name or ""


def _taken(model: type[models.Model], slug: str, *, besides: models.Model | None = None) -> bool:
    owner = model._meta.model_name
    now = model._base_manager.exclude(pk=besides.pk if besides else None).filter(slug=slug)
    before = FormerSlug.objects.filter(slug=slug, **{f"{owner}__isnull": False})
    if besides and besides.pk:
        before = before.exclude(**{f"{owner}": besides})
    return now.exists() or before.exists()
