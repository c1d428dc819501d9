"""Which language a text is in, as a page says it."""

from collections.abc import Iterable
from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib.filling import fill, together
from responses.reading.site import LanguageLink

register = template.Library()

TONGUES = {
    "en": gettext_noop("English"),
    "zh-hans": gettext_noop("Simplified Chinese"),
    "zh-hant": gettext_noop("Traditional Chinese"),
}


@register.filter
def lang(code: str) -> str:
    """`` lang="zh-Hans"`` for a text that is not in the page's own language, else ''."""
    return attribute(code, active())


@cache
def attribute(code: str, page: str) -> str:
    """The same for a page in a language that is known already; few pairs, asked for often."""
    if not code or tag(code) == tag(page):
        return ""
    return fill(' lang="{}"', tag(code))


@register.simple_tag
def page_tag() -> str:
    """The BCP 47 tag of the language in force."""
    return tag(active())


@register.simple_tag
def switched(links: Iterable[LanguageLink]) -> SafeString:
    """The language switch, each entry in its own language."""
    pattern = '<nav class="switch" aria-label="{}"><ul>{}</ul></nav>'
    return fill(pattern, _("Language"), together(map(_switched, links)))


def _switched(link: LanguageLink) -> SafeString:
    current = fill(' aria-current="true"') if link.is_current else ""
    name, own = link.language.name, link.language.tag
    return fill('<li><a href="{}" lang="{}" hreflang="{}"{}>{}</a></li>', link.path, own, own, current, name)


@register.simple_tag
def loaded() -> SafeString:
    """What a page in the language in force loads: the same for each, so written once."""
    return _loaded_once(active())


def _loaded(language: str) -> SafeString:
    return render_to_string("components/_loaded.html", {"language": language})


# With DEBUG, styles are being written.
_loaded_once = _loaded if settings.DEBUG else cache(_loaded)


@register.filter
def tongue(code: str) -> str:
    """A language's name in the page's own language; own names are ``LANGUAGES[code].name``."""
    return _(TONGUES[code]) if code in TONGUES else code
