"""The map of a dialogue on a page: the words that a text answers, and who takes up its paragraphs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib import dates, sentences
from responses.lib.chinese import has_han
from responses.lib.filling import fill, together
from responses.reading.editions import ShownEdition
from responses.reading.passages import Quotation
from responses.reading.rows import EssayRow
from responses.reading.site import Site
from responses.templatetags.bylines import plain_names
from responses.templatetags.languages import attribute, lang

register = template.Library()

SHOWN = 3  # of those who take up one paragraph; the rest is folded
# What a line or two can hold of the margin, and some lines of the head of a page.
FIRST_WORDS = {False: 72, True: 30}
QUOTED = {False: 480, True: 200}


class Quoted(NamedTuple):
    """Words answered, ready for the page; ``lang`` is an attribute, ``when`` a day in words or ''."""

    words: str
    lang: str
    url: str
    when: str


@register.simple_tag
def body(shown: ShownEdition, prefix: str = "") -> SafeString:
    """The text, each paragraph with a link to itself and, beside it, who takes it up."""
    return shown.body(
        prefix=prefix,
        link_label=_("Link to this paragraph"),
        beside={number: _beside(rows, shown, prefix) for number, rows in shown.takers.items()},
    )


def _beside(rows: Sequence[EssayRow], shown: ShownEdition, prefix: str) -> SafeString:
    lines = [_line(row, prefix) for row in rows]
    # One more is shown rather than folded away alone.
    most = SHOWN if len(lines) > SHOWN + 1 else len(lines)
    count = ngettext("Taken up by", "Taken up by {count}", len(lines)).format(count=len(lines))
    more = _("{count} more").format(count=len(lines) - most)
    folded = "<details><summary>{}</summary><ul>{}</ul></details>"
    return fill(
        '<div class="takers" role="note"{}><p class="label">{}</p><ul>{}</ul>{}</div>',
        fill(' lang="{}"', tag(active())) if shown.is_foreign else "",
        count,
        _items(lines[:most]),
        fill(folded, more, _items(lines[most:])) if lines[most:] else "",
    )


def _items(lines: Sequence[str]) -> SafeString:
    return together([fill("<li>{}</li>", line) for line in lines])


def _line(row: EssayRow, prefix: str) -> str:
    """One who takes it up: names, leading to the text, and its first words."""
    own = attribute(row.language, active())
    # With a prefix all texts stand on one page.
    url = f"#{row.slug}" if prefix else row.url
    who = plain_names(row.authors, row.language) or fill("<span{}>{}</span>", own, row.title)
    words = sentences.first(row.sentence, limit=FIRST_WORDS[has_han(row.sentence)])
    return fill('<a href="{}">{}</a> <span class="start"{}>{}</span>', url, who, own, words)


@register.simple_tag
def answered(
    quotations: Sequence[Quotation], target: EssayRow | None, site: Site, prefix: str = ""
) -> SafeString:
    """The words that a text answers, with links to where they stand; ``prefix`` as of ``body``."""
    if not quotations:
        return fill("")
    place = f"#{prefix}" if prefix else f"{target.url}#" if target else "#"
    said = [_answered(_quoted(each, place, site)) for each in quotations]
    label = _("The words it answers")
    return fill('<section class="answered" aria-label="{}">{}</section>', label, together(said))


def _answered(quoted: Quoted) -> SafeString:
    since = fill("")
    if quoted.when:
        sentence = _("As published on %(when)s; the text reads differently now.")
        since = fill(sentence.replace("%(when)s", "{}") + " ", quoted.when)
    return fill(
        '<blockquote cite="{}"{}><p>{}</p></blockquote>\n<p class="from">{}<a href="{}">{}</a></p>\n',
        quoted.url,
        quoted.lang,
        quoted.words,
        since,
        quoted.url,
        _("Read it in its place"),
    )


def _quoted(quotation: Quotation, place: str, site: Site) -> Quoted:
    words = quotation.words
    if quotation.is_whole:
        words = sentences.cut(words, QUOTED[has_han(words)])
    when = dates.day(quotation.said, active(), site.zones[0][0]) if quotation.said else ""
    return Quoted(words, lang(quotation.language), f"{place}p{quotation.paragraph}", when)


def by_slug(quotations: Mapping[int, list[Quotation]], essay: int) -> list[Quotation]:
    """Those of one essay."""
    return quotations.get(essay, [])


register.filter("of", by_slug)
