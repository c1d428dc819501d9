"""What stands around the pages of following: the initiative's name, the way home, the languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from responses.languages.codes import LANGUAGES, Language
from responses.languages.paths import active
from responses.lib.texts import pick
from responses.threads.models import Initiative


@dataclass(frozen=True)
class LanguageLink:
    language: Language
    path: str
    is_current: bool


def frame(paths: Sequence[tuple[str, str]]) -> dict[str, object]:
    """``paths`` are where the language switch leads."""
    initiative = Initiative.objects.only("texts").first() or Initiative()
    return {
        "site_name": pick(initiative.texts, "name", active())[0],
        "switch": [LanguageLink(LANGUAGES[code], path, code == active()) for code, path in paths],
    }
