"""A text as a reference names it: what every style and every file is written from."""

from dataclasses import dataclass

from responses.languages.codes import CHINESE
from responses.lib.dates import UNKNOWN, PartialDate

# Nothing was published on the web before; what is older was published again here.
WEB = 1991


@dataclass(frozen=True)
class Author:
    """One name of a byline, as printed.

    Without a ``family`` name it is whole: a pen name, a body, a Chinese name, a line that names nobody in
    particular; whole names are never turned round or shortened. ``particle`` is a small “de” that belongs to
    neither part. ``latin`` is how the bearer of a Chinese name writes it in Latin letters.
    """

    name: str
    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    latin: "Author | None" = None

    @property
    def is_family_first(self) -> bool:
        """Whether the printed name begins with the family name, as Chinese ones do: “Fan Zhen”."""
        return bool(self.family) and self.name.startswith(f"{self.family} ")


@dataclass(frozen=True)
class Version:
    """The exact text: the how manyth that readers saw, since when, and the beginning of its SHA-256."""

    number: int
    since: PartialDate
    fingerprint: str


@dataclass(frozen=True)
class Work:
    """One edition of a text. ``date`` is that of first publication anywhere, ``online`` that of it here.

    ``original`` is ``(title, language)`` of what it was translated from, '' where that is not public;
    ``converted_from`` the script that a machine made it from; ``english_title`` what the same text in English
    is called, of a Chinese one. ``site`` is the site's name in the text's language, ``site_latin`` the one
    for references in English.
    """

    key: str
    language: str
    title: str
    authors: tuple[Author, ...]
    date: PartialDate
    online: PartialDate
    accessed: PartialDate
    site: str
    site_latin: str
    url: str
    translators: tuple[Author, ...] = ()
    original: tuple[str, str] = ("", "")
    converted_from: str = ""
    is_unchecked: bool = False
    english_title: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    version: Version | None = None

    @property
    def is_chinese(self) -> bool:
        return self.language in CHINESE

    @property
    def is_older(self) -> bool:
        """Whether it was published before there was a web, so that this site published it again."""
        date = self.date
        if date.year is None:
            return date.precision == "words"
        return date.precision == "circa" or date.year < WEB

    @property
    def published(self) -> PartialDate:
        """The date that a reference gives; unknown where the page gives none either."""
        return self.online if self.is_older else self.date

    @property
    def first(self) -> PartialDate:
        """When an older text was first published."""
        return self.date if self.is_older else UNKNOWN
