"""The values of a form by key, so that two versions of a form can be told apart and put together.

A key is the field's name, for a text of several languages followed by language and part: ``title/``,
``texts/en/title``.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db import models

from responses.editorial.credits import PARTS, CreditsField, place_of, rows_of
from responses.lib.texts import TextsFormField
from responses.threads.services.editions import Content

# What a save says about itself, not about the text: never the other side's.
OWN = ("note", "brought_up_to_date", "consent_way", "consent_on", "consent_wording", "consent_file")


def values(form: forms.Form) -> dict[str, str]:
    """What each field holds, typed or saved, as text that can be compared."""
    found: dict[str, str] = {}
    for bound in form.visible_fields():
        if bound.name not in OWN:
            found.update(_values(form, bound))
    return found


def digests(form: forms.Form) -> str:
    """The values as they are now, each by a few characters: enough to tell later which were changed."""
    return " ".join(f"{key}={_digest(value)}" for key, value in values(form).items())


def unchanged(form: forms.Form, was: str, keys: Iterable[str]) -> set[str]:
    """Those of the keys whose values are still what ``digests`` told of; none when it told nothing."""
    told = dict(pair.rpartition("=")[::2] for pair in was.split())
    now = values(form)
    empty = _digest("")
    return {key for key in keys if told and told.get(key, empty) == _digest(now.get(key, ""))}


def take_over(data: Any, key: str, theirs: forms.Form) -> None:
    """Put what their form holds under a key into the data of mine."""
    name, _slash, part = key.partition("/")
    field, value = theirs.fields[name], theirs[name].value()
    if isinstance(field, TextsFormField):
        language, _slash, text = part.partition("/")
        data[f"{name}-{language}-{text}"] = (value or {}).get(language, {}).get(text, "")
    elif isinstance(field, CreditsField):
        _take_over_credits(data, name, value or [])
    elif isinstance(field, forms.ModelMultipleChoiceField):
        data.setlist(name, [_key(each) for each in value or []])
    elif isinstance(field, forms.BooleanField):
        data.pop(name, None)
        if value:
            data[name] = "on"
    else:
        data[name] = "" if value is None else str(value)


def _take_over_credits(data: Any, name: str, rows: list[dict[str, str]]) -> None:
    for old in [each for each in data if each.startswith(f"{name}-")]:
        del data[old]
    data[f"{name}-rows"] = str(len(rows))
    for number, row in enumerate(rows):
        for part, text in row.items():
            data[f"{name}-{number}-{part}"] = text


def text_values(content: Content) -> dict[str, str]:
    """The values that a form would hold over this version of a text; bodies are merged instead."""
    return {
        "title/": _plain(content.title),
        "summary/": _plain(content.summary),
        "credits/": _credits(rows_of(content.credits)),
    }


def _values(form: forms.Form, bound: forms.BoundField) -> Iterator[tuple[str, str]]:
    name, field = bound.name, bound.field
    # A bound field would go on to say what it said here, whatever is put into an unsent form afterwards.
    held = (
        bound.value if form.is_bound else lambda: field.prepare_value(form.get_initial_for_field(field, name))
    )
    value = held()
    if isinstance(field, TextsFormField):
        for language, texts in (value or {}).items():
            yield from ((f"{name}/{language}/{part}", _plain(text)) for part, text in texts.items())
    elif isinstance(field, CreditsField):
        yield f"{name}/", _credits(value or [])
    elif isinstance(field, forms.ModelMultipleChoiceField):
        yield f"{name}/", " ".join(sorted(_key(each) for each in value or []))
    elif isinstance(field, forms.BooleanField):
        yield f"{name}/", "on" if value else ""
    else:
        yield f"{name}/", _plain("" if value is None else str(value))


def _credits(rows: list[dict[str, str]]) -> str:
    ordered = sorted(rows, key=place_of)
    lines = [[_plain(row.get(part, "")) for part in PARTS if part not in ("place", "was")] for row in ordered]
    return json.dumps(lines, ensure_ascii=False)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _key(each: Any) -> str:
    return str(each.pk if isinstance(each, models.Model) else each)


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:8]
