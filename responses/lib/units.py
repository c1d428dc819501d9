"""A body of the closed HTML subset as comparisons read it: paragraphs in order, each a row of small units.

A unit is a word of any script that parts its words, a single 汉字, a punctuation mark, or a mark of
structure: a line break, the edge of a cell, the end of a paragraph, the beginning of a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from responses.lib.characters import HAN
from responses.lib.counting import WORD
from responses.lib.nodes import Item, Node
from responses.lib.tree import read

Marks = tuple[tuple[str, str], ...]  # tag and attributes, outermost first
Parts = tuple[tuple[str, Marks], ...]

# Combining marks, joiners and variation selectors belong to what they follow; \s takes in the no-break space.
_FOLLOWS = "[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]*+"
_UNIT = re.compile(rf"(\s*+)({WORD.pattern}|[{HAN}]{_FOLLOWS}|\S{_FOLLOWS}|\Z)")
# For texts beyond any essay: a sentence, or a few hundred characters of what has none.
_COARSE = re.compile(r"(\s*+)([^.!?。！？\s][^.!?。！？]{0,399}[.!?。！？]*+|[.!?。！？]++|\Z)")
_LANG = re.compile(r' lang="([^"]*)"')

CELL, BREAK, NOTE, END, THING = "cell", "break", "note", "end", "thing"


class Unit(NamedTuple):
    """One unit: what it says, the white space before it, and both again in pieces by their markup."""

    text: str
    lead: str = ""
    parts: Parts = ()
    kind: str = ""
    in_note: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """What makes two units the same, however they are marked up and spaced."""
        return self.text, self.kind, self.in_note


class Form(NamedTuple):
    """What a paragraph is: its kind, the lists and quotations around it, its own attributes."""

    kind: str  # p, h2, h3, h4, li, row, caption, figcaption, or the tag of a thing without text
    frames: tuple[str, ...] = ()  # each a tag with its attributes, outermost first
    attributes: str = ""

    @property
    def level(self) -> int:
        """How many lists it stands in."""
        return sum(frame.startswith(("ul", "ol")) for frame in self.frames)

    @property
    def is_numbered(self) -> bool:
        return next((f.startswith("ol") for f in reversed(self.frames) if f.startswith(("ul", "ol"))), False)

    @property
    def is_quoted(self) -> bool:
        return any(frame.startswith("blockquote") for frame in self.frames)

    @property
    def lang(self) -> str:
        """The language that the nearest markup names, '' for that of the text."""
        for attributes in (self.attributes, *reversed(self.frames)):
            if match := _LANG.search(attributes):
                return match[1]
        return ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, heading, list item, row of a table (``table`` numbers it) or thing without text."""

    form: Form
    units: tuple[Unit, ...]
    table: int = 0

    @property
    def text(self) -> str:
        return "".join(unit.lead + unit.text for unit in self.units)

    @property
    def says(self) -> str:
        """What it is recognised by: its text, else what thing it is."""
        return self.text or self.units[0].kind


def paragraphs_of(html: str, *, coarse: bool = False) -> list[Paragraph]:
    """The paragraphs of a body, in order; ``coarse``, their units are sentences."""
    return _Reading(_COARSE if coarse else _UNIT).read(html)


def line_of(text: str) -> Paragraph:
    """Plain text, such as a title, as one paragraph."""
    return Paragraph(Form("p"), tuple(_units([Item(text)], _UNIT)))


class _Reading:
    def __init__(self, cutter: re.Pattern[str]) -> None:
        self.cutter = cutter
        self.found: list[Paragraph] = []
        self.tables = 0

    def read(self, html: str) -> list[Paragraph]:
        self._flow(read(html), ())
        return self.found

    def _flow(self, node: Node, frames: tuple[str, ...]) -> None:
        for number, kid in enumerate(node.kids):
            first_of_item = node.tag == "li" and number == 0
            if kid.tag == "table":
                self._table(kid, frames)
            elif kid.tag == "figure":
                self._thing(kid, frames)
                self._flow(kid, (*frames, kid.tag))
            elif kid.kids:
                self._flow(kid, (*frames, f"{kid.tag}{kid.attributes}"))
            elif kid.items:
                form = Form("li" if first_of_item else kid.tag, frames, kid.attributes)
                self.found.append(Paragraph(form, tuple(_units(kid.items, self.cutter))))
            else:
                self._thing(kid, frames)

    def _thing(self, node: Node, frames: tuple[str, ...]) -> None:
        thing = Unit("", kind=f"{THING} {node.tag}{node.attributes}")
        self.found.append(Paragraph(Form(node.tag, frames), (thing,)))

    def _table(self, table: Node, frames: tuple[str, ...]) -> None:
        self.tables += 1
        around = (*frames, f"table{table.attributes}")
        for part in table.kids:
            if part.tag == "caption":
                form = Form("caption", around, part.attributes)
                self.found.append(Paragraph(form, tuple(_units(part.items, self.cutter)), self.tables))
            for row in part.kids:
                form = Form("row", (*around, f"{part.tag}{part.attributes}"), row.attributes)
                self.found.append(Paragraph(form, tuple(_row(row, self.cutter)), self.tables))


def _row(row: Node, cutter: re.Pattern[str]) -> Iterator[Unit]:
    for number, cell in enumerate(row.kids):
        marks = ((cell.tag, cell.attributes),)
        edge = "\t" if number else ""
        yield Unit(edge, parts=((edge, marks),), kind=CELL)
        yield from _units(cell.items, cutter)


def _units(items: list[Item], cutter: re.Pattern[str], *, in_note: bool = False) -> Iterator[Unit]:
    line: list[tuple[str, Marks]] = []
    for item in items:
        if item.inner is None and not item.is_break:
            line.append((item.text, tuple((mark.tag, mark.attributes) for mark in item.marks)))
            continue
        yield from _cut(line, in_note, cutter)
        line = []
        if item.inner is None:
            yield Unit("\n", parts=(("\n", ()),), kind=BREAK, in_note=in_note)
        else:
            yield Unit("", kind=NOTE, in_note=True)
            yield from _units(item.inner, cutter, in_note=True)
    yield from _cut(line, in_note, cutter)


def _cut(line: list[tuple[str, Marks]], in_note: bool, cutter: re.Pattern[str]) -> Iterator[Unit]:
    text = "".join(piece for piece, _marks in line)
    ends = accumulate(len(piece) for piece, _marks in line)
    spans = [(end, marks) for end, (_piece, marks) in zip(ends, line, strict=True)]
    at = 0
    for match in cutter.finditer(text) if text else ():
        start, end = match.span()
        if start == end:
            continue
        while spans[at][0] <= start:
            at += 1
        parts = ((match[0], spans[at][1]),) if end <= spans[at][0] else _parts(match[0], start, spans, at)
        yield Unit(match[2], match[1], parts, "", in_note)


def _parts(text: str, start: int, spans: list[tuple[int, Marks]], at: int) -> Parts:
    """A unit that markup cuts, in pieces; ``start`` and the ends of spans are places in its line."""
    parts: list[tuple[str, Marks]] = []
    while text:
        end, marks = spans[at]
        parts.append((text[: end - start], marks))
        text, start, at = text[end - start :], end, at + 1
    return tuple(parts)
