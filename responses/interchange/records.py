"""What a file says, whichever schema it is in: the common ground of import, export and comparison.

Languages are the site's codes (``zh-hans``); bodies, bios and framings are canonical HTML; everything
is as the services would store it, so equal content gives equal records.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from responses.lib.dates import UNKNOWN, PartialDate
from responses.lib.texts import Texts

Facts = dict[str, Any]


@dataclass(frozen=True)
class ThemeRecord:
    slug: str
    texts: Texts


@dataclass(frozen=True)
class PersonRecord:
    slug: str
    texts: Texts
    is_pseudonym: bool = False
    birth_year: int | None = None
    death_year: int | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class ImageRecord:
    """What is said of an image; ``digest`` is that of its file, which lies at ``file`` when it is read."""

    key: str
    kind: str
    texts: Texts
    is_decorative: bool = False
    digest: str = ""
    file: str = ""

    @property
    def slug(self) -> str:
        """What a line is known by."""
        return self.key


@dataclass(frozen=True)
class CreditRecord:
    """A name as printed; ``person`` is a slug, or None when the byline names nobody in particular."""

    name: str
    person: str | None = None
    role: str = "author"
    affiliation: str = ""
    bio: str = ""


@dataclass(frozen=True)
class EditionRecord:
    """An essay in one language; ``source`` is the language of the edition that it was made from."""

    language: str
    kind: str
    title: str
    body: str
    source: str | None = None
    reviewed: bool = False
    summary: str = ""
    credits: tuple[CreditRecord, ...] = ()
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerRecord:
    """Words of the text that an essay answers, in the edition of that language."""

    language: str
    words: str


@dataclass(frozen=True)
class EssayRecord:
    slug: str
    kind: str
    responding_to: str | None
    date: PartialDate = UNKNOWN
    themes: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)
    editions: tuple[EditionRecord, ...] = ()
    answers: tuple[AnswerRecord, ...] = ()
    # Given once on each site: it makes no difference between a file and a site.
    short_id: str = field(default="", compare=False)


@dataclass(frozen=True)
class ThreadRecord:
    """A dialogue; ``essays`` are in thread order, the prompt among them."""

    slug: str
    texts: Texts
    themes: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)
    essays: tuple[EssayRecord, ...] = ()
    state: str = ""

    def people(self) -> set[str]:
        """The slugs of everyone credited."""
        editions = (edition for essay in self.essays for edition in essay.editions)
        return {credit.person for edition in editions for credit in edition.credits if credit.person}

    def bodies(self) -> list[str]:
        """The texts of all editions."""
        return [edition.body for essay in self.essays for edition in essay.editions]

    def all_themes(self) -> set[str]:
        return {*self.themes, *(slug for essay in self.essays for slug in essay.themes)}


Record = ThemeRecord | PersonRecord | ImageRecord | EditionRecord | EssayRecord | ThreadRecord


def fingerprint(record: Record, *, without: str = "") -> str:
    """SHA-256 in hexadecimal of what a record says, of all its fields but ``without``."""
    said = asdict(record)
    said.pop(without, None)
    said.pop("short_id", None)
    if not said.get("answers", True):
        del said["answers"]  # as it was before essays could answer words
    if not said.get("state", True):
        del said["state"]  # as it was before threads had one
    parts = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()
