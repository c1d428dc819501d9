"""Which language a text is in, as a page says it."""

from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from responses.languages.codes import tag
from responses.languages.paths import active

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
    return format_html(' lang="{}"', tag(code))


@register.simple_tag
def page_tag() -> str:
    """The BCP 47 tag of the language in force."""
    return tag(active())


@register.filter
def tongue(code: str) -> str:
    """A language's name in the page's own language; own names are ``LANGUAGES[code].name``."""
    return _(TONGUES[code]) if code in TONGUES else code
