"""What a call asks for, in words."""

from datetime import date

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.calls.models import Call
from responses.languages.paths import active
from responses.lib import dates
from responses.lib.dates import PartialDate
from responses.lib.filling import fill
from responses.reading.calls import Length
from responses.templatetags.languages import lang

register = template.Library()


@register.simple_tag
def length_line(length: Length) -> SafeString:
    """“English: 800–1,200 words”; “简体: 1,600–2,400 字”."""
    return fill(_("{language}: {length}"), language=_own_name(length), length=_length(length))


def _own_name(length: Length) -> SafeString:
    return fill("<span{}>{}</span>", lang(length.code), length.name)


def _length(length: Length) -> str:
    if length.is_free:
        return _("any length")
    if length.most is None:
        number, pattern = f"{length.least:,}", _("at least {units}")
    elif length.least is None:
        number, pattern = f"{length.most:,}", _("at most {units}")
    else:
        number, pattern = f"{length.least:,}–{length.most:,}", "{units}"
    return fill(pattern, units=_units(length, number))


def _units(length: Length, number: str) -> str:
    most = length.most or length.least or 0
    if length.in_characters:
        return fill("{} <span{}>字</span>", number, lang(length.code))
    return ngettext("{number} word", "{number} words", most).format(number=number)


@register.simple_tag
def authors_line(call: Call) -> str:
    """How many essays one person may send, and with how many others."""
    essays = ngettext(
        "One essay per person.", "Up to {count} essays per person.", call.entries_per_person
    ).format(count=call.entries_per_person)
    if not call.most_coauthors:
        return (
            f"{essays} {_('Each by one author.')}" if active() == "en" else essays + _("Each by one author.")
        )
    together = ngettext(
        "You may write it with one other.", "You may write it with up to {count} others.", call.most_coauthors
    ).format(count=call.most_coauthors)
    return f"{essays} {together}" if active() == "en" else essays + together


@register.filter
def calendar_day(day: date) -> str:
    """A day of the calendar in long form."""
    return dates.long(PartialDate(day.year, day.month, day.day, "day"), active())
