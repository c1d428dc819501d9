"""Essays in lists, written out ahead: what is cheap once is dear sixty times in a template."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from responses.lib.filling import fill, together
from responses.reading.rows import EssayRow
from responses.templatetags.bylines import plain_who
from responses.templatetags.languages import attribute, tongue
from responses.templatetags.reading import time_in

register = template.Library()


@register.filter
def linked(row: EssayRow) -> str:
    """The row's title as a link under its own language."""
    lang = attribute(row.language, row.page_language)
    return fill('<a href="{}"{}>{}</a>', row.url, lang, row.title)


_ROW = """<li class="row{}">
<p class="who">{}</p>
<p class="title">{}{}{}</p>
{}<p class="when">{}{}</p>
</li>"""


@register.filter
def items(rows: Iterable[EssayRow], targets: str = "") -> SafeString:
    """Rows as the items of a list. ``targets`` says which replies are called so: '' none, "known" those to a
    response that is in the list too, "all", in a list of a whole thread, also those to an essay that is
    withdrawn.
    """
    hint = fill('<span class="hint">{}</span> ', _("First sentence:"))
    return together([_item(row, targets, hint) for row in rows], "\n")


def _item(row: EssayRow, targets: str, hint: str) -> str:
    closing, spoken, sentence = row.is_closing_reply, "", ""
    if row.is_foreign:
        spoken = fill(' <span class="tongue">{}</span>', tongue(row.language))
    if row.sentence:
        lang = attribute(row.language, row.page_language)
        sentence = fill(
            '<p class="sentence">{}<span{}>{}</span></p>\n',
            "" if row.has_summary else hint,
            lang,
            row.sentence,
        )
    return fill(
        _ROW,
        " closing" if closing else "",
        plain_who(row),
        fill('<span class="mark">{}</span> ', _("Closing reply")) if closing else "",
        linked(row),
        spoken,
        sentence,
        time_in(row.date, row.page_language),
        _reply(row, targets) if targets else "",
    )


def _reply(row: EssayRow, targets: str) -> str:
    if row.target is None:
        if targets != "all" or not row.responding_to:
            return ""
        said: str = _("in reply to a withdrawn essay")
    elif row.target.is_prompt:
        return ""
    else:
        said = fill(_("in reply to {title}"), title=linked(row.target))
    return fill(' <span class="reply">{}</span>', said)
