"""How long a text is, by the one rule that calls for essays, editors and browsers share.

Each 汉字 counts 1 and each word of any other script counts 1: the editorial rule of the
house (`docs`: limits of a call), as word processors count mixed text. One word is: a
hyphenated compound, a contraction, a number with its separators, an abbreviation with
inner stops, a web or mail address. Dashes and spaces of any width part words;
punctuation, symbols and emoji count nothing.
"""

import re
from itertools import chain, groupby
from typing import NamedTuple
from unicodedata import category

from responses.lib.characters import HAN


class Count(NamedTuple):
    words: int
    characters: int

    @property
    def total(self) -> int:
        return self.words + self.characters


# Where combining marks are, or may come to be: a look at all code points would cost each start.
_PLANES = (
    *((0x300, 0x3400), (0xA000, 0xAC00), (0xFB00, 0xFE30), (0x10000, 0x12000), (0x13430, 0x13460)),
    *((0x16A00, 0x17000), (0x1BC00, 0x1BD00), (0x1CF00, 0x1EA00), (0xE0100, 0xE01F0)),
)


def _combining() -> str:
    """Return a regex class body of all combining marks; `\\w` leaves them out."""
    points = chain.from_iterable(range(*each) for each in _PLANES)
    marks = [point for point in points if category(chr(point)) in {"Mn", "Mc", "Me"}]
    # Runs are quicker to compile than their members: of a run each mark is as far from its place in the list.
    runs = [list(run) for _, run in groupby(enumerate(marks), lambda each: each[1] - each[0])]
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


_FIRST = rf"[^\W_{HAN}]"
# By runs, for a group must not be possessive: Python before 3.11.5 then loses what it has matched.
_PART = rf"{_FIRST}++(?:[_\u00ad\u200c\u200d{_combining()}]++{_FIRST}*+)*"
_JOINER = r"(?:[.'’\-\u2010\u2011@/&]|(?<=\d)[,:–](?=\d))"
WORD = re.compile(
    rf"(?i:https?://|www\.)[^\s—“”「」『』{HAN}\u3000-\u303f\uff00-\uffef]++"
    rf"|{_PART}(?:{_JOINER}{_PART})*"
)
_HAN = re.compile(f"[{HAN}]")


def count(text: str) -> Count:
    """Return the number of words and of Chinese characters in plain *text*."""
    characters = len(_HAN.findall(text))
    return Count(words=sum(1 for _ in WORD.finditer(text)), characters=characters)
