"""What stands on a card, and the key by which a drawing of exactly this is known."""

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

DESIGN = 1  # raised whenever the same words are drawn differently, so that no older drawing is shown


class Words(NamedTuple):
    """A text, and the site's code of the language it is in, which decides the forms of its characters."""

    text: str
    language: str


NOTHING = Words("", "en")


class Dot(NamedTuple):
    """One text in the shape of a dialogue; places are parts of its width, 0 to 1."""

    x: float
    radius: float
    is_chinese: bool


class Arc(NamedTuple):
    """From a text to what it answers: ends as parts of the width, height as a part of the highest."""

    left: float
    right: float
    height: float
    is_reply: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A title, the line above it, and at the foot who wrote it; perhaps the shape of a dialogue.

    ``name``, the initiative's, and ``date`` stand at the head, ``aside`` at the other end of the foot. The
    line above is of several words, each in its own language.
    """

    title: Words
    above: tuple[Words, ...] = ()
    below: Words = NOTHING
    aside: Words = NOTHING
    date: Words = NOTHING
    name: Words = NOTHING
    dots: tuple[Dot, ...] = ()
    arcs: tuple[Arc, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same drawing, another one for another; tells nothing of what is not drawn."""
        return sha256(repr((DESIGN, self)).encode(errors="replace")).hexdigest()[:16]
