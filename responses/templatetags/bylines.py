"""Printed names: joined, linked, with where they are from."""

from collections.abc import Iterable, Sequence
from functools import cache

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from responses.languages.paths import active
from responses.lib.filling import fill, together
from responses.reading.editions import ShownEdition
from responses.reading.people import PersonEntry
from responses.reading.rows import EssayRow, Name
from responses.templatetags.languages import attribute

register = template.Library()


def joined(parts: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B, and C”; 「A、B、C」."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    text = parts[0]
    for each in parts[1:-1]:
        text = fill(pgettext("names", "{0}, {1}"), text, each)
    last = pgettext("names", "{0} and {1}") if len(parts) == 2 else pgettext("names", "{0}, and {1}")
    return fill(last, text, parts[-1])


@register.simple_tag
def names(people: Sequence[Name], code: str = "") -> str:
    """Printed names, joined, each linked to its person's page; ``code`` is the language they are in."""
    return joined([_linked_name(each, attribute(code, active())) for each in people])


@register.simple_tag
def plain_names(people: Sequence[Name], code: str = "") -> str:
    return joined([_plain_name(each, attribute(code, active())) for each in people])


def _plain_name(name: Name, lang: str) -> str:
    return fill("<bdi{}>{}</bdi>", lang, name.name)


def _linked_name(name: Name, lang: str) -> str:
    if not name.slug:
        return _plain_name(name, lang)
    return fill('<a href="{}"><bdi{}>{}</bdi></a>', name.url, lang, name.name)


@register.simple_tag
def who(shown: EssayRow | ShownEdition) -> str:
    """Authors, linked, and where they are from."""
    lang = attribute(shown.language, shown.page_language)
    written = [_linked_name(name, lang) for name in shown.authors]
    return _with_places(shown.authors, written, lang, shown.page_language)


@register.simple_tag
def plain_who(row: EssayRow) -> str:
    """The same without links, for lists."""
    authors, lang = row.authors, attribute(row.language, row.page_language)
    written = [fill("<b><bdi{}>{}</bdi></b>", lang, name.name) for name in authors]
    return _with_places(authors, written, lang, row.page_language)


def _with_places(authors: Sequence[Name], written: Sequence[str], lang: str, page: str) -> str:
    """One place said once, several each beside its name; ``lang`` is the attribute of a foreign text."""
    if not authors:
        return ""
    of_all, of_each = _patterns(page)
    if any(name.affiliation != authors[0].affiliation for name in authors[1:]):
        each = zip(written, authors, strict=True)
        return joined([_placed(of_each, text, name, lang) for text, name in each])
    return _placed(of_all, joined(written), authors[0], lang)


@cache
def _patterns(page: str) -> tuple[str, str]:
    """How a place stands behind all names, and behind each: a list would look them up for every row."""
    with override(page):
        return _("{name}, {affiliation}"), _("{name} ({affiliation})")


def _placed(pattern: str, written: str, name: Name, lang: str) -> str:
    if not name.affiliation:
        return written
    place = fill("<span{}>{}</span>", lang, name.affiliation) if lang else name.affiliation
    return fill(pattern, name=written, affiliation=place)


@register.filter
def people(entries: Iterable[PersonEntry]) -> SafeString:
    """People as the items of a list, each linked, and where they are from."""
    return together([_person(entry, active()) for entry in entries], "\n")


def _person(entry: PersonEntry, page: str) -> SafeString:
    link = '<a href="{}"{}><bdi>{}</bdi></a>'
    person = fill(link, entry.url, attribute(entry.name_tag, page), entry.name)
    place = fill(' <span class="from"{}>{}</span>', attribute(entry.affiliation_tag, page), entry.affiliation)
    return fill("<li>{}{}</li>", person, place if entry.affiliation else "")
