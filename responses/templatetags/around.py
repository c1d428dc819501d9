"""What stands around a text, written in Python: its links in the head, its authors' bios, its neighbours.

Templates would say the same in a hundred steps, on the pages that are asked for most.
"""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.languages.paths import active, address
from responses.lib.filling import fill, together, told
from responses.reading.dialogue import Surroundings
from responses.reading.editions import ShownEdition
from responses.reading.rows import EssayRow
from responses.templatetags.languages import attribute, lang
from responses.templatetags.reading import prose_of
from responses.templatetags.rows import items, linked
from responses.threads.models import Thread

register = template.Library()


@register.simple_tag
def alternate_links(alternates: Sequence[tuple[str, str]], site_url: str) -> SafeString:
    """The page in other languages, for search engines."""
    pattern = '<link rel="alternate" hreflang="{}" href="{}{}">'
    return together([fill(pattern, code, site_url, path) for code, path in alternates], "\n")


@register.simple_tag
def bios(shown: ShownEdition) -> SafeString:
    """Who wrote and translated it, as of then; '' when nothing is said of anybody."""
    people = [name for name in shown.names if name.bio]
    if not people:
        return fill("")
    own = lang(shown.tag)
    pattern = '<div class="bio"{}><p class="who"><b>{}</b></p>{}</div>'
    return fill(
        '<section class="bios"><h2>{}</h2>{}</section>',
        ngettext("About the author", "About the authors", len(people)),
        together([fill(pattern, own, name.name, prose_of(name.bio)) for name in people]),
    )


@register.simple_tag
def others(around: Surroundings, thread: Thread) -> SafeString:
    """“Other Responses”: to what, which place this one has, the rows, and where all of them are."""
    target, page = around.target, active()
    title: str = _("Other Responses")
    summary = fill("")
    if target:
        title = told(_("Other Responses to <cite>%(title)s</cite>"), title=linked(target))
        if target.sentence:
            own = attribute(target.tag, page)
            summary = fill('<p class="summary"{}>{}</p>', own, target.sentence)
    everything = f"{address('thread', thread.slug)}#responses"
    if target and not target.is_prompt:
        everything = f"{target.url}#answers"
    total = around.total
    read_all = ngettext("Read all %(total)s", "Read all %(total)s", total)
    return fill(
        '<section class="others" id="others" aria-labelledby="others-title">\n'
        '<h2 id="others-title">{}</h2>\n{}{}<ol class="rows">\n{}\n</ol>\n'
        '<p class="all"><a href="{}">{}</a></p>\n</section>',
        title,
        summary,
        _place(around),
        items(around.others),
        everything,
        told(read_all, total=total),
    )


def _place(around: Surroundings) -> SafeString:
    """“3 of 9”, and the ones before and after."""
    if not around.number:
        return fill("")
    number = told(_("%(number)s of %(total)s"), number=around.number, total=around.total)
    return fill(
        '<nav class="place" aria-label="{}"><p class="number">{}</p>\n{}{}</nav>\n',
        _("Previous and next response"),
        number,
        _neighbour(around.previous, "prev", _("Previous")),
        _neighbour(around.next, "next", _("Next")),
    )


def _neighbour(row: EssayRow | None, relation: str, label: str) -> SafeString:
    if row is None:
        return fill("")
    pattern = '<a rel="{}" href="{}"><span class="label">{}</span> <span{}>{}</span></a>\n'
    return fill(pattern, relation, row.url, label, attribute(row.tag, active()), row.title)
