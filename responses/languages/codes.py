"""The three languages of the site.

Code and database use Django's codes (``zh-hans``); what leaves the site (``lang``, ``hreflang``,
files) uses BCP 47 tags (``zh-Hans``).
"""

from typing import NamedTuple


class Language(NamedTuple):
    """One language: Django's code, its BCP 47 tag, its name in its own script, its Open Graph locale."""

    code: str
    tag: str
    name: str
    locale: str


ENGLISH = Language("en", "en", "English", "en_US")
SIMPLIFIED = Language("zh-hans", "zh-Hans", "简体", "zh_CN")
TRADITIONAL = Language("zh-hant", "zh-Hant", "繁體", "zh_TW")

LANGUAGES: dict[str, Language] = {each.code: each for each in (ENGLISH, SIMPLIFIED, TRADITIONAL)}
CHOICES = [(each.code, each.name) for each in LANGUAGES.values()]
CHINESE = (SIMPLIFIED.code, TRADITIONAL.code)


def tag(code: str) -> str:
    """The BCP 47 tag of a site language; another well-formed code comes back as it is."""
    language = LANGUAGES.get(code)
    return language.tag if language else code


def code_of(tag: str) -> str:
    """The site's code for a BCP 47 tag. Raises ``KeyError`` for a language the site does not have."""
    return LANGUAGES[tag.lower()].code


def other_script(code: str) -> str:
    """简 for 繁 and 繁 for 简. Raises ``KeyError`` for a language without a second script."""
    return {SIMPLIFIED.code: TRADITIONAL.code, TRADITIONAL.code: SIMPLIFIED.code}[code]
