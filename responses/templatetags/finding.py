"""The box for a search, and its results, written out ahead."""

from collections.abc import Iterable
from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.lib import dates
from responses.lib.dates import PartialDate
from responses.lib.filling import fill, together
from responses.reading.search import Narrower, Result
from responses.search.names import Names
from responses.search.passages import Piece
from responses.templatetags.bylines import plain_who
from responses.templatetags.languages import attribute, tongue
from responses.templatetags.reading import time_in
from responses.threads.models import Essay

register = template.Library()


@register.simple_tag
def finder() -> SafeString:
    """The box in the header of every page: the same for each in a language, so written once."""
    return _finder_once(active())


def _finder(language: str) -> SafeString:
    return render_to_string("components/_finder.html", {"language": language})


_finder_once = _finder if settings.DEBUG else cache(_finder)

_RESULT = """<li class="row">
<p class="who">{}</p>
<p class="title"><a href="{}"{}>{}</a>{}</p>
{}<p class="when">{}{}</p>
</li>"""


@register.filter
def found_items(results: Iterable[Result]) -> SafeString:
    """Results as the items of a list."""
    return together(map(_item, results), "\n")


def _item(result: Result) -> str:
    row = result.row
    lang = attribute(row.language, row.page_language)
    said = result.passage or [Piece(row.sentence, False)]
    links = [
        fill('<a href="{}" lang="{}">{}</a>', each.path, each.language.tag, each.language.name)
        for each in result.others
    ]
    spoken = fill(' <span class="tongue">{}</span>', tongue(row.language)) if row.is_foreign else ""
    marks = [fill("<span>{}</span>", Essay.Kind(row.kind).label)] if row.kind != Essay.Kind.RESPONSE else []
    also = [fill("<span>{} {}</span>", _("Also in"), together(links, " "))] if links else []
    return fill(
        _RESULT,
        plain_who(row),
        result.url,
        lang,
        pieces(result.title),
        spoken,
        fill('<p class="sentence"{}>{}</p>\n', lang, pieces(said)),
        time_in(row.date, row.page_language),
        together(["", *marks, *also], " "),
    )


def pieces(found: Iterable[Piece]) -> SafeString:
    return together(fill("<mark>{}</mark>", text) if is_marked else text for text, is_marked in found)


@register.simple_tag
def narrower_label(dimension: str, narrower: Narrower) -> SafeString:
    """What one value of a dimension is called on the page, under its own language."""
    value = narrower.value.value
    if names := narrower.value.names:
        name, language = names.in_language(active())
        return fill("<span{}>{}</span>", attribute(language, active()), name)
    if dimension == "language" and value in LANGUAGES:
        return fill('<span lang="{}">{}</span>', LANGUAGES[value].tag, LANGUAGES[value].name)
    if dimension == "kind" and value in Essay.Kind.values:
        return fill("{}", Essay.Kind(value).label)
    if dimension == "year" and value.removeprefix("-").isdecimal():
        return fill("{}", dates.long(PartialDate(year=int(value), precision="year"), active()))
    return fill("{}", value)


@register.simple_tag
def narrower_items(dimension: str, narrowers: Iterable[Narrower]) -> SafeString:
    return together(_narrower(dimension, each) for each in narrowers)


def _narrower(dimension: str, each: Narrower) -> SafeString:
    current = fill(' aria-current="true"') if each.is_chosen else ""
    label = narrower_label(dimension, each)
    pattern = '<li><a href="{}"{}>{}</a> <span class="count">{}</span></li>'
    return fill(pattern, each.url, current, label, each.value.count)


@register.filter
def essays_counted(count: int) -> str:
    return ngettext("{count} essay", "{count} essays", count).format(count=count)


@register.filter
def name_here(names: Names) -> tuple[str, str]:
    """A name for the page, and its language."""
    return names.in_language(active())
