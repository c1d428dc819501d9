"""A reference while it is written: words with their slant and language, in sentences that end once."""

from collections.abc import Iterable
from typing import NamedTuple

from responses.lib.chinese import has_han

# Signs that end a sentence or a title, also just before one that closes a quotation.
STOPS = tuple("?!.…？！。")
CLOSING = '”’」』"'


class Piece(NamedTuple):
    """Words of a reference; ``language`` is '' for the reference's own."""

    text: str
    is_slanted: bool = False
    language: str = ""


Part = Piece | str


class Reference(NamedTuple):
    """One reference, in ``language`` but for the pieces that name another."""

    language: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def in_tongue(text: str, language: str, *, slanted: bool = False) -> Piece:
    """Words in a reference in English: Chinese ones upright, and under their own language."""
    return Piece(text, False, language) if has_han(text) else Piece(text, slanted)


class Line:
    """A reference that grows by words and sentences."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._parts: list[Part] = []

    def say(self, *parts: Part) -> "Line":
        self._parts += parts
        return self

    def sentence(self, *parts: Part) -> "Line":
        """Add a sentence, with a space before it and one stop after it; nothing when there are no words."""
        text = "".join(part if isinstance(part, str) else part.text for part in parts)
        if not text:
            return self
        if self._parts:
            self._parts.append(" ")
        self._parts += parts
        if not text.rstrip(CLOSING).endswith(STOPS):
            self._parts.append(".")
        return self

    @property
    def reference(self) -> Reference:
        """Plain words that follow one another are one piece."""
        pieces: list[Piece] = []
        words: list[str] = []
        for part in [*self._parts, Piece("")]:
            if isinstance(part, str):
                words.append(part)
            elif not part.is_slanted and not part.language and part.text:
                words.append(part.text)
            else:
                pieces += [Piece("".join(words))] if words else []
                pieces += [part] if part.text else []
                words = []
        return Reference(self.language, tuple(pieces))


def joined(each: Iterable[Iterable[Part]], *, between: str = ", ", last: str = "") -> list[Part]:
    """Names one after the other; before the ``last`` of several stands that instead."""
    parts = [list(name) for name in each]
    found: list[Part] = []
    for place, name in enumerate(parts):
        found += [] if place == 0 else [last or between] if place == len(parts) - 1 else [between]
        found += name
    return found
