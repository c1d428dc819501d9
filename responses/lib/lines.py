"""Plain texts typed into one-line fields (titles, names) and small multi-line ones."""

import re
import unicodedata

from responses.lib.characters import purge

MARKS_PER_BASE = 8

# Directional marks and joiners: invisible, and enough to make two equal-looking names differ.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u061c\u2060-\u2064\u206a-\u206f\ufeff]")
_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
_SPACES = re.compile(r"[ \t]+")


def line(text: str) -> str:
    """Return *text* on one clean line; no-break and ideographic spaces inside it stay."""
    text = _NEWLINE.sub(" ", text)
    return _limit_marks(_SPACES.sub(" ", _visible(text))).strip()


def paragraph(text: str) -> str:
    """Return *text* as clean lines: single newlines stay, empty lines go."""
    lines = (line(part) for part in _NEWLINE.split(text))
    return "\n".join(part for part in lines if part)


def spaced(text: str) -> str:
    """Return *text* as clean lines, as a letter is written: an empty line between paragraphs stays."""
    lines = [line(part) for part in _NEWLINE.split(text)]
    kept = [part for part, before in zip(lines, ["", *lines], strict=False) if part or before]
    return "\n".join(kept).strip("\n")


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", purge(text))


def _limit_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run <= MARKS_PER_BASE:
            kept.append(character)
    return "".join(kept)
