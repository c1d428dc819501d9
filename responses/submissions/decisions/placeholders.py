"""The placeholders of a letter: a closed list for each kind, and what a text becomes with their values.

Values are put in once and never read again: a name that looks like a placeholder stays a name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from responses.submissions.decisions.errors import NothingSaid, NotInSubject, UnknownPlaceholder
from responses.submissions.models import Decision

NAMES: dict[str, str | Promise] = {
    "name": _("the author’s name"),
    "number": _("the number of the essay"),
    "title": _("the title of the essay"),
    "call": _("the title of the call"),
    "points": _("the points to answer, numbered"),
    "remarks": _("what you write to this author"),
    "due": _("until when it is due"),
    "link": _("the link to the author’s own page"),
}
_ALWAYS = ("name", "number", "title", "call", "link")
_Kind = Decision.Kind
OF_KIND: dict[str, tuple[str, ...]] = {
    _Kind.ACCEPT: (*_ALWAYS, "remarks"),
    _Kind.ACCEPT_WITH_CHANGES: (*_ALWAYS, "remarks"),
    _Kind.REVISE: (*_ALWAYS, "points", "due", "remarks"),
    _Kind.DECLINE: (*_ALWAYS, "remarks"),
    _Kind.RETURN: (*_ALWAYS, "remarks", "due"),
}
# Of several lines, or somebody's key.
ONLY_IN_TEXT = ("points", "remarks", "link")
# Whatever stands in braces on one line is meant as one, so that a slip is seen before it is sent.
_PLACE = re.compile(r"\{([^{}\n]{0,60})\}")


@dataclass(frozen=True)
class Piece:
    """A stretch of a letter: its own words, or the value of the placeholder ``name``."""

    text: str
    name: str = ""

    @property
    def is_empty(self) -> bool:
        return bool(self.name) and not self.text

    @property
    def label(self) -> str:
        return str(NAMES[self.name])


def pieces(text: str, values: Mapping[str, str]) -> list[Piece]:
    """The text taken apart at its placeholders, with their values in their places."""
    found, here = [], 0
    for match in _PLACE.finditer(text):
        if match[1] in NAMES:
            found += [Piece(text[here : match.start()]), Piece(values.get(match[1], ""), match[1])]
            here = match.end()
    found.append(Piece(text[here:]))
    return [piece for piece in found if piece.text or piece.name]


def fill(text: str, values: Mapping[str, str]) -> str:
    return "".join(piece.text for piece in pieces(text, values))


def named_in(*texts: str) -> list[str]:
    """The placeholders that texts hold, each once, known or not."""
    return list(dict.fromkeys(_names(texts)))


def _names(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield from _PLACE.findall(text)


def check(kind: str, subject: str, text: str) -> None:
    """Raises ``NothingSaid``, ``UnknownPlaceholder`` or ``NotInSubject``."""
    if not subject.strip() or not text.strip():
        raise NothingSaid
    known = OF_KIND[kind]
    if unknown := [name for name in named_in(subject, text) if name not in known]:
        raise UnknownPlaceholder(unknown, known)
    if wrong := [name for name in named_in(subject) if name in ONLY_IN_TEXT]:
        raise NotInSubject(wrong)
