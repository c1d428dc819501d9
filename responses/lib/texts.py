"""Texts in each of the site's languages: one JSON column keyed by language, then by part.

{"en": {"title": "Thread"}, "zh-hans": {"title": "讨论"}}: a part without text is left out, a language
without parts too. These texts save at once; they have no revisions.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Col
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from responses.lib import lines, plain, prose
from responses.lib.chinese import TAGS

Texts = dict[str, dict[str, str]]

LONGEST_LINE = 300  # characters; a longer part gets a box of several lines


@dataclass(frozen=True)
class Part:
    """One text of a thing in one language, such as its title.

    `max_length` counts characters as stored (for prose, its markup too). A `required` part must be
    there in one language at least; a `prose` part is HTML of the closed subset, or typed without marks, and
    then a paragraph to a line; a `spaced` one is plain text whose paragraphs are parted by empty lines.
    """

    max_length: int
    required: bool = False
    prose: bool = False
    spaced: bool = False
    label: str | Promise = ""

    @property
    def multiline(self) -> bool:
        return self.prose or self.max_length > LONGEST_LINE

    def clean(self, text: str) -> str:
        """The text as stored; whitespace alone is no text. ValueError, with a sentence, if it can't be."""
        if self.prose:
            # Without marks, the paragraphs are those that are seen in the box.
            marked = text if "<" in text or "\n" not in text.strip() else plain.body_of(text)
            # Images belong to essays, whose versions say which of them are public.
            return prose.keep_images(prose.clean(marked), ())
        if self.spaced:
            return lines.spaced(text)
        return lines.paragraph(text) if self.multiline else lines.line(text)

    def typed(self, text: str) -> str:
        """As a box shows what is stored, and takes it back the same: mere paragraphs have no marks."""
        if self.prose and text.startswith("<p>"):
            without = plain.text_of(text)
            return without if self.clean(without) == text else text
        return text


Parts = Mapping[str, Part]


def pick(texts: Texts, part: str, language: str) -> tuple[str, str]:
    """A part's text for a page in `language`, and the language it is in: ("", language) if there is none.

    Without it in that language: in the other Chinese script, else in English, else in any.
    """
    return choose({code: given.get(part, "") for code, given in texts.items()}, language)


def choose(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The same, of one part's texts by language."""
    other_script = {"zh-hans": "zh-hant", "zh-hant": "zh-hans"}.get(language, language)
    for code in (language, other_script, "en", *_languages(), *texts):
        if text := texts.get(code, ""):
            return text, code
    return "", language


def clean_texts(value: object, parts: Parts) -> Texts:
    """Texts fit to store; ValidationError with a sentence for each language and part that is wrong."""
    if not isinstance(value, Mapping):
        raise ValidationError(_("Texts must be given by language."), code="invalid")
    errors: list[str] = []
    cleaned: Texts = {}
    for language, given in value.items():
        if language not in _languages():
            errors.append(_("“%(language)s” is not a language of this site.") % {"language": language})
        elif not isinstance(given, Mapping):
            errors.append(
                _("The texts in %(language)s must be given by part.") % {"language": _languages()[language]}
            )
        elif kept := _clean_language(given, parts, language, errors):
            cleaned[language] = kept
    errors += _missing(cleaned, parts) if not errors else []
    if errors:
        raise ValidationError([ValidationError(error, code="invalid") for error in errors])
    return cleaned


def _clean_language(
    given: Mapping[object, object], parts: Parts, language: str, errors: list[str]
) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, text in given.items():
        said = {"language": _languages()[language], "part": _label(str(name), parts)}
        if name not in parts:
            errors.append(_("There is no part “%(part)s” (%(language)s).") % said)
        elif not isinstance(text, str):
            errors.append(_("%(part)s (%(language)s) must be text.") % said)
        elif clean := _clean_part(text, parts[str(name)], said, errors):
            kept[str(name)] = clean
    return kept


def _clean_part(text: str, part: Part, said: dict[str, str], errors: list[str]) -> str:
    try:
        clean = part.clean(text)
    except ValueError as error:
        errors.append(f"{said['part']} ({said['language']}): {error}")
        return ""
    if len(clean) > part.max_length:
        figures = {"count": len(clean), "limit": part.max_length}
        message = _("%(part)s (%(language)s) has %(count)d characters; at most %(limit)d fit.")
        errors.append(message % (said | figures))
    return clean


def _missing(texts: Texts, parts: Parts) -> list[str]:
    """A sentence for each required part that no language has."""
    return [
        _("%(part)s is needed in at least one language.") % {"part": _label(name, parts)}
        for name, part in parts.items()
        if part.required and not any(name in given for given in texts.values())
    ]


def _label(name: str, parts: Parts) -> str:
    return str(parts[name].label or name) if name in parts else name


def _languages() -> dict[str, str]:
    return dict(settings.LANGUAGES)


class TextsWidget(forms.Widget):
    """A fieldset for each language, in it a box for each part.

    No maxlength: a browser would cut a pasted text without a word, while the server says what is too long.
    """

    template_name = "widgets/per_language_texts.html"
    use_fieldset = True

    def __init__(self, parts: Parts, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.parts = parts

    def id_for_label(self, id_: str) -> str:
        return ""  # the group has many inputs; each has a label of its own

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = value if isinstance(value, Mapping) else {}
        id_ = context["widget"]["attrs"].get("id") or f"id_{name}"
        context["widget"]["languages"] = [
            {
                "name": own_name,
                "lang": TAGS.get(code, code),
                "boxes": [self._box(name, id_, code, part, texts) for part in self.parts],
            }
            for code, own_name in settings.LANGUAGES
        ]
        return context

    def _box(self, name: str, id_: str, language: str, part: str, texts: Mapping[str, Any]) -> dict[str, Any]:
        given = texts.get(language)
        return {
            "name": f"{name}-{language}-{part}",
            "id": f"{id_}-{language}-{part}",
            "label": _label(part, self.parts),
            "part": self.parts[part],
            "value": given.get(part, "") if isinstance(given, Mapping) else "",
        }

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """With the project's own templates, which Django's default form renderer does not look into."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Texts:
        """What was typed, so that a refused form shows it again."""
        typed = {
            code: {part: data.get(f"{name}-{code}-{part}", "") for part in self.parts}
            for code in _languages()
        }
        return _without_empty(typed)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{code}-{part}" in data for code in _languages() for part in self.parts)


def _without_empty(texts: Any) -> Texts:
    kept = {
        code: {part: text for part, text in given.items() if text} for code, given in (texts or {}).items()
    }
    return {code: given for code, given in kept.items() if given}


class TextsFormField(forms.Field):
    """A form's field for per-language texts; `required` follows from the parts."""

    def __init__(self, *, parts: Parts, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextsWidget(parts))
        kwargs["required"] = False
        super().__init__(**kwargs)
        self.parts = parts

    def clean(self, value: Any) -> Texts:
        return clean_texts(value or {}, self.parts)

    def prepare_value(self, value: Any) -> Any:
        """What its boxes show, of what is stored or typed: prose without marks where it can do without."""
        if not isinstance(value, Mapping):
            return value
        return {code: self._typed(given) for code, given in value.items()}

    def _typed(self, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        return {
            name: self.parts[name].typed(text) if name in self.parts else text for name, text in given.items()
        }

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether any text differs; browsers send line ends as CR LF, which is no change."""
        was, now = (_with_newlines(self.prepare_value(each)) for each in (initial, data))
        return not self.disabled and was != now


def _with_newlines(texts: Any) -> Texts:
    kept = _without_empty(texts)
    return {
        code: {name: text.replace("\r\n", "\n") for name, text in given.items()}
        for code, given in kept.items()
    }


class PerLanguageTextField(models.JSONField):
    """The column of such texts. Which parts there are is no matter of the schema: migrations don't say it."""

    def __init__(self, *args: Any, parts: Parts | None = None, **kwargs: Any) -> None:
        self.parts: Parts = parts or {}
        kwargs.setdefault("default", dict)
        # Django skips the cleaning of an empty value where blanks are allowed, and so the required parts.
        kwargs["blank"] = not any(part.required for part in self.parts.values())
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("blank", "default"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """A reader's page has the same texts as the one before it: read once, each page's its own copy."""
        if isinstance(value, str) and isinstance(expression, Col):
            return {code: dict(given) for code, given in _read(value).items()}
        return super().from_db_value(value, expression, connection)

    def clean(self, value: Any, model_instance: models.Model | None) -> Texts:
        return clean_texts(value or {}, self.parts)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        clean_texts(value or {}, self.parts)

    def formfield(self, **kwargs: Any) -> Any:
        """A TextsFormField; never with Django's hidden copy of a callable default."""
        ours: dict[str, Any] = {
            "form_class": TextsFormField,
            "parts": self.parts,
            "show_hidden_initial": False,
        }
        return models.Field.formfield(self, **(ours | kwargs))


@lru_cache(maxsize=512)
def _read(stored: str) -> Texts:
    texts: Texts = json.loads(stored)
    return texts
