"""Addresses by language: English has no prefix, Chinese ``/zh-hans/`` and ``/zh-hant/``."""

from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from responses.languages.codes import LANGUAGES

# The language of the addresses without a prefix. Settings are asked more slowly than all else here.
PLAIN = settings.LANGUAGE_CODE

# Fits the converters of every address with one part: a slug as well as a year.
_ANY = "9999"


def language_of(path: str) -> str:
    """The language that a path asks for, by its first segment alone."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in LANGUAGES and first != PLAIN else PLAIN


def in_language(path: str, code: str) -> str:
    """The same page's path in another language."""
    current = language_of(path)
    bare = path if current == PLAIN else path[len(current) + 1 :]
    return bare if code == PLAIN else f"/{code}{bare}"


def address(name: str, slug: str = "", *, language: str | None = None) -> str:
    """The path of a named page of the reading room, in ``language`` or the one in force."""
    pattern = _pattern(name, bool(slug), language or active())
    return pattern.replace(_ANY, slug) if slug else pattern


@cache
def _pattern(name: str, has_slug: bool, language: str) -> str:
    # Resolved once: ``reverse`` costs more than the rest of a row in a list.
    with translation.override(PLAIN):
        return in_language(reverse(f"reading:{name}", args=[_ANY] if has_slug else []), language)


def absolute(path: str) -> str:
    """The full address of a path, from the site's own setting, never from a request's Host header."""
    return settings.SITE_URL.rstrip("/") + path


def active() -> str:
    """The language in force, as one of the site's codes."""
    code = translation.get_language() or PLAIN
    return code if code in LANGUAGES else PLAIN
