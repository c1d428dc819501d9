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


class Exact(NamedTuple):
    """What stands here where the exact version is cited; ``plain`` is what stands there otherwise."""

    parts: "tuple[Piece | str, ...]"
    plain: "tuple[Piece | str, ...]" = ()


Part = Piece | str | Exact


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
    """A reference that grows by words and sentences; at its end, to the text and to its exact version."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._parts: list[Part] = []

    def say(self, *parts: Part) -> "Line":
        self._parts += parts
        return self

    def sentence(self, *parts: Part) -> "Line":
        """Add a sentence, with a space before it and one stop after it; nothing when there are no words."""
        plain = _text(parts, exact=False)
        exact = _text(parts, exact=True) if any(type(part) is Exact for part in parts) else plain
        space = " " if self._parts else ""
        if plain:
            stop, last = _stop(plain), _stop(exact)
            self._parts += [space, *parts, stop if stop == last else Exact((last,), (stop,))]
        elif exact:
            self._parts.append(Exact((space, *_chosen(parts, exact=True), _stop(exact))))
        return self

    def reference(self, *, exact: bool = False) -> Reference:
        """Plain words that follow one another are one piece."""
        pieces: list[Piece] = []
        words: list[str] = []
        for part in _chosen(self._parts, exact=exact):
            if isinstance(part, str):
                words.append(part)
            elif not part.is_slanted and not part.language:
                words.append(part.text)
            else:
                pieces += [Piece("".join(words)), part] if words else [part]
                words = []
        return Reference(self.language, (*pieces, Piece("".join(words))) if any(words) else tuple(pieces))


def _chosen(parts: Iterable[Part], *, exact: bool) -> list[Piece | str]:
    found: list[Piece | str] = []
    for part in parts:
        if isinstance(part, Exact):
            found += part.parts if exact else part.plain
        else:
            found.append(part)
    return found


def _text(parts: Iterable[Part], *, exact: bool) -> str:
    chosen = _chosen(parts, exact=exact)
    return "".join([part if isinstance(part, str) else part.text for part in chosen])


def _stop(text: str) -> str:
    return "" if text.rstrip(CLOSING).endswith(STOPS) else "."


def joined(each: Iterable[Iterable[Part]], *, between: str = ", ", last: str = "") -> list[Part]:
    """Names one after the other; before the ``last`` of several stands that instead."""
    parts = [list(name) for name in each]
    found: list[Part] = []
    for place, name in enumerate(parts):
        found += [] if place == 0 else [last or between] if place == len(parts) - 1 else [between]
        found += name
    return found
