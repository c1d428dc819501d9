"""Texts in several languages, read from a file into the form that the site stores."""

from collections.abc import Callable
from html import escape

from responses.interchange.fields import Fields
from responses.interchange.problems import shown
from responses.languages.codes import LANGUAGES
from responses.lib import prose
from responses.lib.texts import Part, Parts, Texts

LONGEST_FIELD = 100_000  # characters, before a part's own limit is asked


def by_part(fields: Fields, names: dict[str, str], parts: Parts) -> Texts:
    """Schema 1's form, ``{"title": {"en": "…"}}``; ``names`` are its field for each of our parts.

    All texts are plain there, also those that we keep as prose.
    """
    texts: Texts = {}
    for part, name in names.items():
        given = fields.object(name, required=parts[part].required)
        for code, text in _by_language(given, parts[part], plain=True).items():
            texts.setdefault(code, {})[part] = text
        if parts[part].required and not any(part in said for said in texts.values()):
            fields.say(name, "holds no text, expected it in one language at least")
    return texts


def by_language(fields: Fields, name: str, parts: Parts) -> Texts:
    """Schema 2's form, ``{"en": {"title": "…"}}``, with prose as HTML."""
    given, texts = fields.object(name), Texts()
    for language in LANGUAGES.values():
        said = given.object(language.tag, required=False)
        found = {each: _text(said, each, part, plain=False) for each, part in parts.items()}
        said.finish(list(parts))
        if kept := {each: text for each, text in found.items() if text}:
            texts[language.code] = kept
    given.finish([language.tag for language in LANGUAGES.values()])
    for each, part in parts.items():
        if part.required and not any(each in said for said in texts.values()):
            fields.say(name, f"holds no {each}, expected it in one language at least")
    return texts


def _by_language(given: Fields, part: Part, *, plain: bool) -> dict[str, str]:
    found = {code: _text(given, each.tag, part, plain=plain) for code, each in LANGUAGES.items()}
    given.finish([each.tag for each in LANGUAGES.values()])
    return {code: text for code, text in found.items() if text}


def _text(fields: Fields, name: str, part: Part, *, plain: bool) -> str:
    given = fields.text(name, limit=LONGEST_FIELD, required=False)
    text = part.clean(escape(given, quote=False) if plain and part.prose else given)
    if len(text) > part.max_length:
        fields.say(name, f"has {len(text)} characters as stored, expected at most {part.max_length}")
        return ""
    return text


def body(
    fields: Fields,
    name: str,
    notes: list[str],
    *,
    html_notes: bool,
    knows: Callable[[str], bool] | None = None,
) -> str:
    """The HTML of a field in canonical form with its notes in it; "" with a problem said if it has none.

    ``knows`` says whether there is an image with a key; without it, images are left out.
    """
    given = fields.html(name)
    try:
        cleaned = prose.from_numbered(given, notes, html_notes=html_notes)
    except prose.ProseError as error:
        fields.say(name, f"cannot be taken ({error}), expected a shorter text")
        return ""
    if knows is None:
        cleaned = prose.keep_images(cleaned, ())
    for key in prose.images(cleaned):
        if knows and not knows(key):
            fields.say(name, f"names the image {shown(key)}, expected one of these files or of the site")
    if given and not prose.text(cleaned).strip():
        fields.say(name, "holds no text, expected paragraphs")
    return cleaned
