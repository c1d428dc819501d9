"""CSL-JSON 1.0: what citation processors read, and Zotero, Pandoc and their like."""

import json
from typing import Any

from responses.citations.styles.english import conversion
from responses.citations.work import Author, Work
from responses.languages.codes import tag
from responses.lib.dates import PartialDate


def write(work: Work) -> str:
    return json.dumps([item(work)], ensure_ascii=False, indent=2) + "\n"


def item(work: Work) -> dict[str, Any]:
    """The text as one item; parts that nothing is known of are left out."""
    title, _language = work.original
    said: dict[str, Any] = {
        "id": work.key,
        "type": "webpage",
        "title": work.title,
        "author": [_name(author) for author in work.authors],
        "translator": [_name(author) for author in work.translators],
        "container-title": work.site,
        "issued": _date(work.published),
        "original-date": _date(work.first),
        "original-title": title,
        "URL": work.url,
        "accessed": _date(work.accessed),
        "language": tag(work.language),
        "version": str(work.version.number) if work.version else "",
        "abstract": work.summary,
        "keyword": ", ".join(work.keywords),
        "note": note(work),
    }
    return {name: value for name, value in said.items() if value}


def note(work: Work) -> str:
    """What formats have no place for: the exact version, the original's language, a conversion."""
    said = []
    if version := work.version:
        said.append(f"Version {version.number}, {version.since.iso()}, SHA-256 {version.fingerprint}")
    if work.original[0]:
        said.append(f"Translated from {tag(work.original[1])}: {work.original[0]}")
    if converted := conversion(work):
        said.append(f"Converted {converted}")
    return ". ".join(said)


def _name(author: Author) -> dict[str, str]:
    """A Chinese name is one literal: a processor would put a space, or a comma, into it."""
    if not author.family:
        return {"literal": author.name}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: value for name, value in parts.items() if value}


def _date(date: PartialDate) -> dict[str, Any]:
    """Years before the common era are negative, 81 BCE is -81; words are a literal."""
    if date.precision == "words":
        return {"literal": date.words}
    if date.year is None:
        return {}
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    return {"date-parts": [parts]} | ({"circa": True} if date.precision == "circa" else {})
