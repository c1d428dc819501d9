"""The shape of what a call asks for: limits of length by language, and further questions."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from responses.lib import lines

MOST_QUESTIONS = 5
MOST_UNITS = 100_000  # words or 字 that a limit may name
LONGEST_QUESTION = 500


def clean_limits(limits: object) -> dict[str, dict[str, int]]:
    """``{"en": {"least": 800, "most": 1200}}``; a language with neither number is taken at any length."""
    if not isinstance(limits, Mapping):
        raise ValidationError(_("Limits must be given by language."))
    known = dict(settings.LANGUAGES)
    return {code: _limit(str(known[code]), limits[code]) for code in known if code in limits}


def _limit(language: str, said: Any) -> dict[str, int]:
    found = {name: said[name] for name in ("least", "most") if said.get(name) is not None}
    if any(not isinstance(each, int) or not 1 <= each <= MOST_UNITS for each in found.values()):
        message = _("%(language)s: a limit lies between 1 and %(most)s.")
        raise ValidationError(message % {"language": language, "most": f"{MOST_UNITS:,}"})
    if len(found) == 2 and found["least"] > found["most"]:
        raise ValidationError(_("%(language)s: at least is more than at most.") % {"language": language})
    return found


def clean_questions(questions: object) -> list[dict[str, Any]]:
    """``[{"key": "q1", "required": False, "texts": {"en": "…"}}]``, each key once."""
    if not isinstance(questions, list) or len(questions) > MOST_QUESTIONS:
        raise ValidationError(_("A call has up to %(most)s further questions.") % {"most": MOST_QUESTIONS})
    cleaned = [_question(each) for each in questions]
    if len({each["key"] for each in cleaned}) < len(cleaned):
        raise ValidationError(_("Two questions have the same key."))
    return cleaned


def _question(said: Any) -> dict[str, Any]:
    texts = {
        code: lines.line(str(said["texts"][code]))
        for code, _name in settings.LANGUAGES
        if said["texts"].get(code, "").strip()
    }
    if not texts:
        raise ValidationError(_("A question needs its words in one language at least."))
    if max(map(len, texts.values())) > LONGEST_QUESTION:
        raise ValidationError(_("A question has %(most)s characters at most.") % {"most": LONGEST_QUESTION})
    return {"key": str(said["key"]), "required": bool(said.get("required")), "texts": texts}
