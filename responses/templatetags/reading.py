"""Formatting for the reading room's templates: names, dates, languages, notices. No queries."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from responses.languages.codes import CHINESE, LANGUAGES
from responses.languages.paths import active, address
from responses.lib import dates, prose
from responses.lib.chinese import has_han
from responses.lib.dates import PartialDate
from responses.lib.filling import fill, together
from responses.lib.texts import Texts, pick
from responses.reading.editions import ShownEdition
from responses.reading.site import Site
from responses.reading.threads import ThreadPage
from responses.templatetags.languages import attribute, lang, tongue
from responses.threads.models import Edition, Theme

register = template.Library()

# In JSON these five need not be written as themselves; in a page they could end its script element.
UNSAFE_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


# --- Languages


class Said(NamedTuple):
    """One part of a thing's texts, and the language that it was found in."""

    text: str
    language: str


@register.filter
def said(texts: Texts, part: str) -> Said:
    return Said(*pick(texts, part, active()))


@register.simple_tag
def theme_links(themes: Sequence[Theme]) -> SafeString:
    """A list of themes, each in its language and linked; '' of none."""
    page = active()
    links = together([_theme_link(theme, page) for theme in themes])
    return fill('<ul class="themes">{}</ul>', links) if links else links


def _theme_link(theme: Theme, page: str) -> SafeString:
    title, language = pick(theme.texts, "title", page)
    url = address("theme", theme.slug, language=page)
    return fill('<li><a href="{}"{}>{}</a></li>', url, attribute(language, page), title)


@register.filter
def guessed_lang(text: str) -> str:
    """The attribute of a text that comes without a language, such as a public note: Chinese or English."""
    if not has_han(text):
        return lang("en")
    # Which script it is nobody has said; in a Chinese page it is read as that page's own.
    return "" if active() in CHINESE else lang("zh")


@register.filter(name="prose")
def prose_of(html: str) -> SafeString:
    """A stored text of the closed subset that has no paragraph ids: a bio, a framing, a page."""
    return prose.render(html, (), notes_title=_("Notes"), back_label=_("Back to the text"))


@register.simple_tag(name="address")
def address_of(name: str, slug: str = "") -> str:
    """The path of a named page in the page's language; cheaper than ``url``."""
    return address(name, slug)


@register.simple_tag
def static_or_nothing(path: str) -> str:
    """A static file's address; '' when it is not collected, for pages that may not fail."""
    try:
        return static(path)
    except ValueError:
        return ""


@register.simple_tag
def notice(shown: ShownEdition) -> str:
    """What a page says when its language lacks the essay; '' when it does not."""
    if not shown.is_foreign:
        return ""
    sentences = {
        Edition.Kind.ORIGINAL: _("This essay is not available in {wanted}. The {shown} original follows."),
        Edition.Kind.TRANSLATION: _(
            "This essay is not available in {wanted}. The {shown} translation follows."
        ),
        Edition.Kind.CONVERSION: _(
            "This essay is not available in {wanted}. The {shown} conversion follows."
        ),
    }
    sentence = sentences[Edition.Kind(shown.edition.kind)]
    return sentence.format(wanted=tongue(shown.page_language), shown=tongue(shown.language))


@register.simple_tag
def edition_label(shown: ShownEdition) -> str:
    """“简体 (automatic, unchecked)”: what kind of edition this is."""
    kind = shown.edition.kind
    if kind == Edition.Kind.ORIGINAL:
        pattern = _("{language} (original)")
    elif kind == Edition.Kind.TRANSLATION:
        pattern = _("{language} (translation)")
    elif shown.is_unreviewed_conversion:
        pattern = _("{language} (automatic, unchecked)")
    else:
        pattern = _("{language} (automatic, checked)")
    return fill(pattern, language=_own_name(shown.language))


@register.simple_tag
def language_line(page: ThreadPage) -> str:
    """“9 responses: 9 English, 4 简体, 4 繁體”."""
    count = len(page.responses)
    total = ngettext("{count} response", "{count} responses", count).format(count=count)
    each = [
        fill(_("{count} {language}"), count=count, language=_own_name(code))
        for code, _name, count in page.languages
    ]
    if not each:
        return total
    return fill(_("{total}: {languages}"), total=total, languages=_phrases(each))


def _phrases(parts: Sequence[str]) -> str:
    text = parts[0]
    for each in parts[1:]:
        text = fill(pgettext("phrases", "{0}, {1}"), text, each)
    return text


def _own_name(code: str) -> str:
    return fill("<span{}>{}</span>", lang(code), LANGUAGES[code].name)


# --- Dates


@register.filter
def time(date: PartialDate) -> str:
    """The date in long form, in a ``time`` element where HTML has a value for it; '' when unknown."""
    return time_in(date, active())


def time_in(date: PartialDate, language: str) -> str:
    """The same for a page in a language that is known already."""
    words = dates.long(date, language)
    if value := dates.datetime_attr(date):
        return fill('<time datetime="{}">{}</time>', value, words)
    foreign = guessed_lang(words) if date.precision == "words" else ""
    return fill("<span{}>{}</span>", foreign, words) if words else ""


@register.filter
def year_name(year: int) -> str:
    """“2017”, “81 BCE”; 「公元前81年」."""
    return dates.long(PartialDate(year=year, precision="year"), active())


@register.simple_tag
def moment(instant: datetime, site: Site) -> str:
    """An instant on the site's clocks, in a ``time`` element."""
    words = dates.moment(instant, active(), site.zones)
    return fill('<time datetime="{}">{}</time>', instant.isoformat(timespec="minutes"), words)


# --- What is said of a text


@register.simple_tag
def facts(shown: ShownEdition) -> list[tuple[str, str, str]]:
    """``(label, text, lang attribute)`` of what the source says of the text: place, date, rights."""
    found: dict[str, Any] = shown.essay.facts | shown.edition.facts
    rights = found.get("rights") or {}
    rights = {"status": rights} if isinstance(rights, str) else rights
    pairs = [
        (_("First published in"), found.get("venue")),
        (_("Dated in the source"), shown.essay.dated_words or found.get("date_text")),
        (_("Rights"), rights.get("status")),
        (_("Because"), rights.get("basis")),
        (_("Transcription"), rights.get("transcription")),
    ]
    return [(label, str(text), _guessed(str(text), shown.original)) for label, text in pairs if text]


def _guessed(text: str, original: str) -> str:
    # Sources' facts come without a language: Chinese ones are in the script of the original.
    chinese = original if original != "en" else "zh-hant"
    return lang(chinese if has_han(text) else "en")


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """A JSON-LD block that no text can break out of."""
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)
    # Escaped just above; HTML's own escaping would change the data, for scripts are not unescaped.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.simple_tag
def metas(key: str, said: Sequence[tuple[str, str]]) -> SafeString:
    """A `meta` element for each pair; ``key`` is the attribute that names it."""
    return together([fill('<meta {}="{}" content="{}">', key, name, text) for name, text in said])
