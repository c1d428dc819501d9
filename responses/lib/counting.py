"""How long a text is, by the one rule that calls for essays, editors and browsers share.

Each 汉字 counts 1 and each word of any other script counts 1: the editorial rule of the
house (`docs`: limits of a call), as word processors count mixed text. One word is: a
hyphenated compound, a contraction, a number with its separators, an abbreviation with
inner stops, a web or mail address. Dashes and spaces of any width part words;
punctuation, symbols and emoji count nothing.
"""

import re
import unicodedata
from typing import NamedTuple

from responses.lib.characters import HAN


class Count(NamedTuple):
    words: int
    characters: int

    @property
    def total(self) -> int:
        return self.words + self.characters


def _combining() -> str:
    """Return a regex class body of all combining marks; `\\w` leaves them out."""
    planes = (chr(point) for point in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)))
    return "".join(mark for mark in planes if unicodedata.category(mark)[0] == "M")


_FIRST = rf"[^\W_{HAN}]"
_REST = rf"(?:{_FIRST}|[_\u00ad\u200c\u200d{_combining()}])"
_JOINER = r"(?:[.'’\-\u2010\u2011@/&]|(?<=\d)[,:–](?=\d))"
WORD = re.compile(
    rf"(?:https?://|www\.)[^\s—“”「」『』{HAN}\u3000-\u303f\uff00-\uffef]++"
    rf"|{_FIRST}{_REST}*+(?:{_JOINER}{_FIRST}{_REST}*+)*+",
    re.IGNORECASE,
)
_HAN = re.compile(f"[{HAN}]")


def count(text: str) -> Count:
    """Return the number of words and of Chinese characters in plain *text*."""
    characters = len(_HAN.findall(text))
    return Count(words=sum(1 for _ in WORD.finditer(text)), characters=characters)
