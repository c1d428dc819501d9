"""Essays in lists, written out ahead: what is cheap once is dear sixty times in a template."""

from collections.abc import Iterable
from typing import NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from responses.languages.paths import active
from responses.lib import dates
from responses.reading.rows import EssayRow
from responses.reading.shape import BASE, Mark
from responses.templatetags.bylines import plain_who
from responses.templatetags.languages import attribute, tongue
from responses.templatetags.reading import time

register = template.Library()


class Line(NamedTuple):
    """One essay in a list, its parts ready for the page; ``lang`` is the attribute of a foreign text."""

    who: str
    link: str
    tongue: str
    lang: str
    sentence: str
    has_summary: bool
    date: str
    reply: str
    is_closing: bool


@register.filter
def linked(row: EssayRow) -> str:
    """The row's title as a link under its own language."""
    lang = attribute(row.language, row.page_language)
    return format_html('<a href="{}"{}>{}</a>', row.url, lang, row.title)


@register.simple_tag
def mark_link(mark: Mark) -> str:
    """One text of the drawing of a dialogue. What is read aloud, and tabbed through, is the page's list."""
    row = mark.row
    parts = [*(name.name for name in row.authors), row.title, dates.long(row.date, active())]
    said = " · ".join(part for part in parts if part)
    closing = " closing" if row.is_closing_reply else ""
    if mark.is_chinese:
        drawn = format_html('<polygon class="mark{}" points="{}"/>', closing, mark.diamond)
    else:
        drawn = format_html(
            '<circle class="mark{}" cx="{}" cy="{}" r="{}"/>',
            closing,
            f"{mark.x:.1f}",
            BASE,
            f"{mark.radius:.1f}",
        )
    url = f"#{row.slug}" if row.is_prompt else row.url
    return format_html('<a href="{}" tabindex="-1"><title>{}</title>{}</a>', url, said, drawn)


@register.filter
def lines(rows: Iterable[EssayRow], targets: str = "") -> list[Line]:
    """Rows for a list. ``targets`` says which replies are called so: '' none, "known" those to a response
    that is in the list too, "all", in a list of a whole thread, also those to an essay that is withdrawn.
    """
    return [_line(row, targets) for row in rows]


def _line(row: EssayRow, targets: str) -> Line:
    return Line(
        who=plain_who(row),
        link=linked(row),
        tongue=tongue(row.language) if row.is_foreign else "",
        lang=attribute(row.language, row.page_language),
        sentence=row.sentence,
        has_summary=row.has_summary,
        date=time(row.date),
        reply=_reply(row, targets) if targets else "",
        is_closing=row.is_closing_reply,
    )


def _reply(row: EssayRow, targets: str) -> str:
    if row.target is None:
        return _("in reply to a withdrawn essay") if targets == "all" and row.responding_to else ""
    return "" if row.target.is_prompt else format_html(_("in reply to {title}"), title=linked(row.target))
