"""Saving the rows that save at once, with the web address that the desk chose for them."""

from django.db import transaction

from responses.people.models import Person
from responses.people.services import save_person
from responses.threads.models import Initiative, Page, Theme
from responses.threads.services.addresses import claim_slug, free_slug
from responses.threads.services.themes import save_theme
from responses.threads.services.versions import save_if_current


@transaction.atomic
def save_person_at(person: Person, *, slug: str = "") -> Person:
    """Save a person at this address, or a new one at an address made from the name.

    Raises ``StaleRow``, ``SlugTaken``, ``SlugRefused`` or ``ValidationError``.
    """
    _place(person, slug, person.name_in("en")[0], "person")
    return save_person(person=person)


@transaction.atomic
def save_theme_at(theme: Theme, *, slug: str = "") -> Theme:
    """As ``save_person_at``, from the title."""
    _place(theme, slug, theme.texts.get("en", {}).get("title", "") or _any_title(theme), "theme")
    return save_theme(theme=theme)


@transaction.atomic
def save_page(row: Page | Initiative) -> Page | Initiative:
    """Save a page or the initiative. Raises ``StaleSave`` or ``ValidationError``."""
    return save_if_current(row)


def _place(row: Person | Theme, slug: str, name: str, fallback: str) -> None:
    if slug:
        claim_slug(row, slug)
    elif not row.slug:
        row.slug = free_slug(type(row), name, fallback=fallback)


def _any_title(theme: Theme) -> str:
    return next((texts["title"] for texts in theme.texts.values() if texts.get("title")), "")
