"""Threads in lists, and the drawing of one, written out ahead as rows of essays are."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.languages.paths import active, address
from responses.lib import dates
from responses.lib.filling import fill, together, told
from responses.lib.texts import pick
from responses.reading.rows import EssayRow
from responses.reading.shape import BASE, HEIGHT, WIDTH, Mark, Shape
from responses.reading.threads import ThreadEntry
from responses.templatetags.bylines import who
from responses.templatetags.languages import attribute
from responses.templatetags.reading import prose_of, time_in
from responses.threads.models import Thread

register = template.Library()

_ROW = """<li class="row">
{}<p class="title"><a href="{}"{}>{}</a></p>
{}<p class="when">
{}
</p>
</li>"""


@register.filter
def counted_threads(entries: Iterable[ThreadEntry]) -> SafeString:
    """Threads as the items of a list, each with how many responses it has."""
    return together([_counted(entry) for entry in entries], "\n")


def _counted(entry: ThreadEntry) -> SafeString:
    number = entry.responses
    count = told(ngettext("%(number)s response", "%(number)s responses", number), number=number)
    title, framing = (entry.title, entry.title_language), (entry.framing, entry.framing_language)
    return _row(entry.thread, entry.prompt, title, framing, count)


@register.filter
def threads(found: Iterable[tuple[Thread, EssayRow | None]]) -> SafeString:
    """Threads with their prompts as the items of a list."""
    page = active()
    rows = [
        _row(thread, prompt, pick(thread.texts, "title", page), pick(thread.texts, "framing", page))
        for thread, prompt in found
    ]
    return together(rows, "\n")


def _row(
    thread: Thread,
    prompt: EssayRow | None,
    title: tuple[str, str],
    framing: tuple[str, str],
    count: str = "",
) -> SafeString:
    page = active()
    said = [
        time_in(prompt.date, page) if prompt else "",
        fill("<span>{}</span>", thread.get_state_display()) if thread.state else "",
        fill("<span>{}</span>", count) if count else "",
    ]
    framed = ""
    if framing[0]:
        own = attribute(framing[1], page)
        framed = fill('<div class="framing"{}>{}</div>\n', own, prose_of(framing[0]))
    return fill(
        _ROW,
        fill('<p class="who">{}</p>\n', who(prompt)) if prompt else "",
        address("thread", thread.slug, language=page),
        attribute(title[1], page),
        title[0],
        framed,
        together(filter(None, said), "\n"),
    )


_SHAPE = """<figure class="shape">
<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">
<path class="arcs" d="{}" />
<path class="arcs replies" d="{}" />
{}
</svg>
<figcaption>
{}
<a href="#responses">{}</a>
</figcaption>
</figure>"""


@register.simple_tag
def drawn(shape: Shape | None) -> SafeString:
    """The shape of a dialogue with what it shows in words; '' where there is nothing to draw."""
    if shape is None:
        return fill("")
    said = together([fill("<span>{}</span>", each) for each in _said(shape)], "\n")
    marks = together([_mark_link(mark) for mark in shape.marks])
    arcs = (shape.to_prompt, shape.to_responses)
    return fill(_SHAPE, WIDTH, HEIGHT, *arcs, marks, said, _("The same as a list"))


def _said(shape: Shape) -> Iterable[str]:
    page = active()
    if shape.first and shape.last:
        first, last = time_in(shape.first, page), time_in(shape.last, page)
        if shape.first == shape.last:
            yield told(_("%(first)s."), first=first)
        else:
            yield told(_("From %(first)s to %(last)s."), first=first, last=last)
    if count := shape.replies:
        sentence = ngettext(
            "%(count)s response answers another response.",
            "%(count)s responses answer another response.",
            count,
        )
        yield told(sentence, count=count)
    if shape.is_mixed:
        yield _("● written in English, ◆ in Chinese.")


def _mark_link(mark: Mark) -> SafeString:
    """One text of the drawing. What is read aloud, and tabbed through, is the page's list."""
    row = mark.row
    parts = [*(name.name for name in row.authors), row.title, dates.long(row.date, row.page_language)]
    said = " · ".join(part for part in parts if part)
    closing = " closing" if row.is_closing_reply else ""
    if mark.is_chinese:
        sign = fill('<polygon class="mark{}" points="{}"/>', closing, mark.diamond)
    else:
        place = (f"{mark.x:.1f}", str(BASE), f"{mark.radius:.1f}")
        sign = fill('<circle class="mark{}" cx="{}" cy="{}" r="{}"/>', closing, *place)
    url = f"#{row.slug}" if row.is_prompt else row.url
    return fill('<a href="{}" tabindex="-1"><title>{}</title>{}</a>', url, said, sign)
