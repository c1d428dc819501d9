"""Every field that can hold a text, read off the models: one added later is filled too, or is an error."""

from collections.abc import Callable
from functools import cache
from itertools import cycle
from typing import Any

from django.apps import apps
from django.db import connection, models

from responses.languages.codes import LANGUAGES
from responses.lib import prose
from responses.lib.texts import PerLanguageTextField
from responses.threads import guards
from responses.threads.models import Image
from tests.hostile.corpus import vectors_in

Say = Callable[[int], str]  # a text of at most so many characters

# Texts that no person words. Each could be anything in the database too, and would then name nothing.
NOT_WORDED = {
    "slug": "an address: what is no slug finds no route, and is never reversed",
    "short_id": "six letters of an alphabet, made from the slug: what is none finds no text",
    "password": "a digest",
    "hash": "a digest",
    "token_hash": "a digest",
    "code_hash": "a digest",
    "sample": "hashes: numbers of eight bytes each",
    "salt": "random, and no page shows it",
    "claim": "the mark of a sender, random, and a constraint ties it to the letter's state",
    "digest": "a digest",
    "key": "random, and what a form carries instead of a number",
    "folder": "random, and where the files of an image lie",
    "path": "random, and where the bytes of a file lie",
    "code": "random, and what it opens is asked for by it",
    "zone": "one of the initiative's clocks, without which no hour can be said",
    "limits": "numbers by the codes of languages, checked where they are saved",
    "paragraph_ids": "whole numbers, given by the database's own counter",
}
# Bodies and bios are stored cleaned, and `prose.clean` is the one way in; the database trusts that form.
CLEANED = {("revision", "body"), ("credit", "bio"), ("submissionversion", "body")}
# Of placeholders and words: with one of them, so that harmless pages mark one too.
PLACED = {(table, name) for table in ("letter", "decision") for name in ("subject", "text")}
# Kept short by a constraint of the database.
SHORT = {("previewnote", "text"): 4000, ("authorremark", "text"): 4000}
# Kept on one line by a constraint of the database.
ONE_LINE = {
    ("letter", "recipient"),
    ("letter", "subject"),
    ("follower", "address"),
    ("submissionauthor", "name"),
}


def in_turn(texts: list[str]) -> Say:
    """Each text once, and from the first again."""
    turn = cycle(texts)
    return lambda length: next(turn)


def _facts(say: Say) -> dict[str, Any]:
    text = say(0)
    rights = {"status": text, "basis": text, "transcription": text}
    return {"venue": text, "date_text": text, "rights": rights, "note": text, text: [text]}


def _zones(say: Say) -> list[dict[str, Any]]:
    return [{"zone": "Asia/Shanghai", "place": {code: say(0) for code in LANGUAGES}}]


def _typed(say: Say) -> dict[str, Any]:
    credit = {
        "person": say(0),
        "name": say(0),
        "role": "author",
        "place": say(0),
        "affiliation": say(0),
        "bio": say(0),
    }
    # Of a working copy and of an essay that is being sent: each form looks for its own.
    sender = {"name": say(0), "email": say(0), "school": say(0)}
    declared = {"own_work": {"said": say(0)}, "ai_use": {"asked": say(0), "answer": say(0)}}
    essay = {"text": say(0), "rich": True, "coauthors": [sender], "answers": {"q1": say(0)}}
    typed = {"title": say(0), "summary": say(0), "body": say(0), "credits": [credit]}
    return typed | sender | essay | {"declarations": declared, "access_code": say(0)}


def _questions(say: Say) -> list[dict[str, Any]]:
    return [{"key": "q1", "required": True, "texts": {code: say(0) for code in LANGUAGES}}]


# The shape of each JSON column that is no text per language.
SHAPED: dict[str, Callable[[Say], Any]] = {
    "facts": _facts,
    "zones": _zones,
    "content": _typed,
    "findings": lambda say: {"guesses": [say(0)], "report": {say(0): 2}, "file": say(0), "images": [say(0)]},
    "questions": _questions,
    "names": lambda say: {code: say(0) for code in LANGUAGES},
    "declarations": lambda say: {
        "own_work": {"said": say(0)},
        "ai_use": {"asked": say(0), "answer": say(0)},
        say(0): say(0),
    },
    "answers": lambda say: {"q1": say(0), say(0): say(0)},
    "details": lambda say: {"bio": say(0), "affiliation": say(0), **{f"name_{c}": say(0) for c in LANGUAGES}},
    "detail": lambda say: {say(0): say(0), "fields": [say(0)]},
}


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_app_config("responses").get_models() if not model._meta.proxy]


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a table that hold text or a structure of texts; not what is one of a fixed list."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices and field.name not in NOT_WORDED
    ]


def texts_of(field: PerLanguageTextField, say: Say) -> dict[str, dict[str, str]]:
    """Every part in every language."""
    return {
        code: {name: _part(say(part.max_length), prosaic=part.prose) for name, part in field.parts.items()}
        for code in LANGUAGES
    }


def _part(text: str, *, prosaic: bool) -> str:
    return _cleaned(text) if prosaic else text


@cache
def _cleaned(text: str) -> str:
    """Each vector by itself: amid others, one that opens a style takes all behind it along.

    And a note, so that harmless pages have the elements of one too.
    """
    found = [prose.clean(f"<p>{vector}</p>") for vector in vectors_in(text) or [text]]
    return "".join([*dict.fromkeys(found), '<p>x<span data-footnote="">x</span></p>'])


def value_for(field: models.Field, row: Any, say: Say) -> Any:
    """What the field of this row shall say; a KeyError names a JSON column whose shape nobody has told."""
    key = (field.model._meta.model_name or "", field.name)
    if isinstance(field, PerLanguageTextField):
        return texts_of(field, say)
    if isinstance(field, models.JSONField):
        return SHAPED[field.name](say)
    if key in CLEANED:
        return _part(say(0), prosaic=True) + (_figures(say) if key == ("revision", "body") else "")
    text = f"{row.pk} {say(0)}" if _is_unique(field) else say(0)
    text = f"{{number}} {text}" if key in PLACED else text
    text = " ".join(text.split("\n")).replace("\r", " ") if key in ONE_LINE else text
    return text[: SHORT.get(key)]


def _figures(say: Say) -> str:
    """Every image there is, each with a caption."""
    keys = Image.objects.order_by("pk").values_list("key", flat=True)
    figure = '<figure data-image="{}"><figcaption>{}</figcaption></figure>'
    return prose.clean("".join(figure.format(key, say(0)) for key in keys))


def _is_unique(field: models.Field) -> bool:
    constraints = [
        each for each in field.model._meta.constraints if isinstance(each, models.UniqueConstraint)
    ]
    return field.unique or any(each.fields == (field.name,) for each in constraints)


def fill(say: Say) -> int:
    """Write into every text of every row, past all services and forms; returns how many fields were written.

    Lengths are not kept: SQLite holds whatever it is given, so that each field has a whole batch.
    """
    written = 0
    with guards.suspended(connection):
        for model in tables():
            fields = text_fields(model)
            for row in model._base_manager.all():
                model._base_manager.filter(pk=row.pk).update(
                    **{field.name: value_for(field, row, say) for field in fields}
                )
                written += len(fields)
    return written
