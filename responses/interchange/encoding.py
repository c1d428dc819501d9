"""Records written as schema 2: the inverse of ``schema2``, in one fixed order of fields."""

import json
from typing import Any

from responses.interchange.records import (
    CreditRecord,
    EditionRecord,
    EssayRecord,
    ImageRecord,
    PersonRecord,
    ThemeRecord,
    ThreadRecord,
)
from responses.languages.codes import LANGUAGES, tag
from responses.lib import prose
from responses.lib.dates import PartialDate
from responses.lib.texts import Texts

Line = ThemeRecord | PersonRecord | ImageRecord | ThreadRecord


def encode(record: Line) -> str:
    """One line, with its line end."""
    return json.dumps({"schema": 2, **_fields(record)}, ensure_ascii=False) + "\n"


def _fields(record: Line) -> dict[str, Any]:
    if isinstance(record, ImageRecord):
        return _image(record)
    if isinstance(record, ThreadRecord):
        return _thread(record)
    return _person(record) if isinstance(record, PersonRecord) else _theme(record)


def _image(record: ImageRecord) -> dict[str, Any]:
    return {
        "type": "image",
        "key": record.key,
        "kind": record.kind,
        "sha256": record.digest,
        "is_decorative": record.is_decorative,
        "texts": _texts(record.texts),
    }


def _theme(record: ThemeRecord) -> dict[str, Any]:
    return {"type": "theme", "slug": record.slug, "texts": _texts(record.texts)}


def _person(record: PersonRecord) -> dict[str, Any]:
    return {
        "type": "person",
        "slug": record.slug,
        "texts": _texts(record.texts),
        "is_pseudonym": record.is_pseudonym,
        "birth_year": record.birth_year,
        "death_year": record.death_year,
        "facts": _sorted(record.facts),
    }


def _thread(record: ThreadRecord) -> dict[str, Any]:
    return {
        "type": "thread",
        "slug": record.slug,
        "texts": _texts(record.texts),
        "themes": list(record.themes),
        **({"state": record.state} if record.state else {}),
        "facts": _sorted(record.facts),
        "essays": [_essay(each) for each in record.essays],
    }


def _essay(record: EssayRecord) -> dict[str, Any]:
    return {
        "slug": record.slug,
        "short_id": record.short_id,
        "kind": record.kind,
        "responding_to": record.responding_to,
        "date": _date(record.date),
        "themes": list(record.themes),
        "facts": _sorted(record.facts),
        "editions": [_edition(each) for each in record.editions],
        "answers": [{"language": tag(each.language), "words": each.words} for each in record.answers],
    }


def _date(date: PartialDate) -> dict[str, Any]:
    return {
        "precision": date.precision,
        "year": date.year,
        "month": date.month,
        "day": date.day,
        "words": date.words,
    }


def _edition(record: EditionRecord) -> dict[str, Any]:
    body, notes = prose.to_numbered(record.body)
    return {
        "language": tag(record.language),
        "kind": record.kind,
        "source": tag(record.source) if record.source else None,
        "reviewed": record.reviewed,
        "title": record.title,
        "summary": record.summary,
        "body_html": body,
        "footnotes": notes,
        "credits": [_credit(each) for each in record.credits],
        "facts": _sorted(record.facts),
    }


def _credit(record: CreditRecord) -> dict[str, Any]:
    return {
        "role": record.role,
        "person": record.person,
        "name": record.name,
        "affiliation": record.affiliation,
        "bio": record.bio,
    }


def _texts(texts: Texts) -> dict[str, dict[str, str]]:
    return {tag(code): _sorted(texts[code]) for code in LANGUAGES if code in texts}


def _sorted(value: Any) -> Any:
    """With the fields of every object in alphabetical order: databases keep no order of theirs."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(each) for each in value] if isinstance(value, list) else value
