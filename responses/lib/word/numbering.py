"""Word's automatic numbers: what stands before a paragraph though nobody typed it (ECMA-376, 17.9)."""

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from responses.lib.word.stylesheet import value, whole
from responses.lib.word.wordml import Part, W

_LETTERS = {"lowerLetter", "upperLetter"}
_ROMANS = {"lowerRoman", "upperRoman"}
_CHINESE = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"}
_CHINESE |= {"taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand"}
_PLAIN = re.compile(r"[(（]?(?:%\d[.．]?)+[)）、]?")  # what a web page's list shows as well


@dataclass(frozen=True)
class Number:
    """A paragraph's place in a list: `label` is what Word prints before it."""

    level: int
    ordered: bool
    count: int
    label: str
    is_list: bool  # False: a label such as 第一章 or 一、 that a list cannot show


class Numbering:
    """The lists of a document; `next` counts, so paragraphs come in reading order."""

    def __init__(self, part: Part | None) -> None:
        root = part.root if part else ET.Element("none")
        self._abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
        self._nums = {each.get(f"{W}numId", ""): each for each in root.iter(f"{W}num")}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def next(self, num_id: str, level: int) -> Number | None:
        """The next number of a list at a level; None for an unknown list or one that shows nothing."""
        definition = self._level(num_id, level)
        if definition is None:
            return None
        kind = value(definition, "numFmt") or "decimal"
        label = value(definition, "lvlText")
        if kind == "bullet":
            return Number(level, ordered=False, count=0, label=label, is_list=True)
        count = self._count(num_id, level)
        if kind == "none" or not label:
            return None
        shown = re.sub(r"%([1-9])", lambda match: self._shown(num_id, int(match[1]) - 1), label)
        is_list = kind not in _CHINESE and bool(_PLAIN.fullmatch(label))
        gap = "" if value(definition, "suff") == "nothing" else " "
        return Number(level, ordered=True, count=count, label=shown + gap, is_list=is_list)

    def _level(self, num_id: str, level: int) -> ET.Element | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        for override in num.findall(f"{W}lvlOverride"):
            own = override.find(f"{W}lvl")
            if override.get(f"{W}ilvl") == str(level) and own is not None:
                return own
        abstract = self._abstract.get(value(num, "abstractNumId"))
        levels = () if abstract is None else abstract.findall(f"{W}lvl")
        return next((each for each in levels if each.get(f"{W}ilvl") == str(level)), None)

    def _count(self, num_id: str, level: int) -> int:
        counts = self._counts[value(self._nums[num_id], "abstractNumId")]
        if num_id not in self._begun:
            self._begun.add(num_id)
            for override in self._nums[num_id].findall(f"{W}lvlOverride"):
                if override.find(f"{W}startOverride") is not None:
                    counts.pop(whole(override.get(f"{W}ilvl", ""), 0), None)
        counts[level] = counts[level] + 1 if level in counts else self._start(num_id, level)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return counts[level]

    def _start(self, num_id: str, level: int) -> int:
        for override in self._nums[num_id].findall(f"{W}lvlOverride"):
            start = value(override, "startOverride")
            if override.get(f"{W}ilvl") == str(level) and start:
                return whole(start, 1)
        return whole(value(self._level(num_id, level), "start"), 1)

    def _shown(self, num_id: str, level: int) -> str:
        counts = self._counts[value(self._nums[num_id], "abstractNumId")]
        count = counts.get(level, self._start(num_id, level))
        return numeral(count, value(self._level(num_id, level), "numFmt"))


def numeral(count: int, kind: str) -> str:
    """A number as one of Word's formats writes it; unknown formats come as digits."""
    if kind in _LETTERS and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in _ROMANS and 0 < count < 4000:
        return _roman(count) if kind == "upperRoman" else _roman(count).lower()
    if kind in _CHINESE and 0 < count < 100:
        return _chinese(count)
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    )
    written = ""
    for step, sign in steps:
        written += sign * (count // step)
        count %= step
    return written


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    digits = "零一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")
