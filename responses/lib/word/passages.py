"""The runs of a paragraph: every character that Word shows, and none that it does not."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from responses.lib.characters import purge
from responses.lib.word import pictures as pictures_in
from responses.lib.word import symbols
from responses.lib.word.blocks import BREAK, Block, Run
from responses.lib.word.fields import Fields, said_by, web_address
from responses.lib.word.pictures import Pictures
from responses.lib.word.stylesheet import Format, Stylesheet
from responses.lib.word.wordml import MC, M, Part, R, W

_BOX = f"{W}txbxContent"
_THROUGH = {
    f"{W}{name}"
    for name in (
        "smartTag",
        "customXml",
        "sdtContent",
        "sdt",
        "dir",
        "bdo",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
    )
} | {f"{MC}Choice", f"{MC}Fallback"}
_SHOWN = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": BREAK,
    f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
_SPACE = " \t\n\r"

Notes = Callable[[str, str], list[Block] | None]


class Passages:
    """Reads runs; what it meets beside text it counts in `findings` or hands on in `boxes` and `figures`."""

    def __init__(
        self, part: Part, styles: Stylesheet, findings: Counter[str], notes: Notes, pictures: Pictures
    ) -> None:
        self._part = part
        self._relations = part.relations
        self._pictures = pictures
        self._styles = styles
        self._findings = findings
        self._notes = notes
        self._fields = Fields(findings)
        self.boxes: list[ET.Element] = []
        self.figures: list[Block] = []

    def read(self, paragraph: ET.Element) -> list[Run]:
        """The runs of one paragraph."""
        runs = list(self._inline(paragraph, ""))
        self._fields.end_paragraph()
        return runs

    def _inline(self, parent: ET.Element, href: str) -> Iterator[Run]:
        for child in parent:
            name = child.tag.removeprefix(W)
            if child.tag == f"{W}r":
                yield from self._run(child, href)
            elif name in {"del", "moveFrom"}:
                self._findings["deletions"] += 1
            elif child.tag in {f"{M}oMath", f"{M}oMathPara"}:
                yield from self._formula(child)
            elif child.tag == f"{MC}AlternateContent":
                yield from self._inline(self.chosen(child), href)
            elif child.tag in _THROUGH:
                self._findings["insertions"] += name in {"ins", "moveTo"}
                yield from self._inline(child, self._target(child) or href)

    def _target(self, link: ET.Element) -> str:
        """The web address that an element puts on what is in it, else ""."""
        if link.tag == f"{W}fldSimple":
            return said_by(link.get(f"{W}instr", ""), self._findings)
        relation = self._relations.get(link.get(f"{R}id", ""))
        if relation is None:
            return ""  # no link, or a place inside the document
        address = web_address(relation.target)
        self._findings["links"] += not address
        anchor = link.get(f"{W}anchor", "")
        return f"{address}#{anchor}" if address and anchor and "#" not in address else address

    def _formula(self, formula: ET.Element) -> Iterator[Run]:
        self._findings["formulas"] += 1
        yield Run(purge("".join(text.text or "" for text in formula.iter(f"{M}t"))))

    def _run(self, run: ET.Element, href: str) -> Iterator[Run]:
        shape = self._styles.format(run.find(f"{W}rPr"))
        if shape.hidden:
            self._findings["hidden"] += run.find(f"{W}t") is not None
            return
        if shape.struck and run.find(f"{W}t") is not None:
            self._findings["struck"] += 1
        own_mark = any(each.get(f"{W}customMarkFollows", "0") not in {"0", "false"} for each in run)
        for child in run:
            if not (own_mark and child.tag == f"{W}t"):  # notes are numbered anew
                yield from self._piece(child, replace(shape, href=href or self._fields.href))

    def _piece(self, piece: ET.Element, shape: Format) -> Iterator[Run]:
        if piece.tag in _DRAWN:
            self._drawn(piece)
        elif piece.tag == f"{MC}AlternateContent":
            for child in self.chosen(piece):
                yield from self._piece(child, shape)
        elif piece.tag == f"{W}ruby":
            self._findings["readings"] += 1
            for base in piece.findall(f"{W}rubyBase"):
                yield from self._inline(base, shape.href)
        elif piece.tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            yield from self._note(piece)
        elif (text := self._shown(piece)) and not self._fields.hide:
            yield Run(text.upper() if shape.capitals else text, shape)

    def _note(self, reference: ET.Element) -> Iterator[Run]:
        kind = reference.tag.removeprefix(W).removesuffix("Reference") + "s"
        note = self._notes(kind, reference.get(f"{W}id", ""))
        if note is None:
            self._findings["notes"] += 1
        else:
            yield Run(note=note)

    def _shown(self, piece: ET.Element) -> str:
        """What an element inside a run shows as text."""
        if piece.tag == f"{W}t":
            return _text(piece)
        if piece.tag == f"{W}br":
            return BREAK if piece.get(f"{W}type", "textWrapping") == "textWrapping" else ""
        if piece.tag == f"{W}sym":
            char = symbols.character(piece.get(f"{W}font", ""), piece.get(f"{W}char", ""))
            self._findings["symbols"] += not char
            return char or "□"
        if piece.tag == f"{W}fldChar":
            return self._fields.turn(piece)
        if piece.tag == f"{W}instrText":
            self._fields.code(piece.text or "")
        if piece.tag == f"{W}commentReference":
            self._findings["comments"] += 1
        return _SHOWN.get(piece.tag, "")

    def chosen(self, alternatives: ET.Element) -> ET.Element:
        """The alternative to read: one with a text box, else the one that asks for nothing new."""
        choice = alternatives.find(f"{MC}Choice")
        fallback = alternatives.find(f"{MC}Fallback")
        if choice is not None and (fallback is None or choice.find(f".//{_BOX}") is not None):
            return choice
        return fallback if fallback is not None else ET.Element("none")

    def _drawn(self, drawing: ET.Element) -> None:
        if drawing.tag == f"{W}object":
            self._findings["objects"] += 1
            return
        boxes = list(drawing.iter(_BOX))
        pictures = [] if boxes else pictures_in.named_in(drawing, self._part)
        self._findings["boxes"] += len(boxes)
        self._findings["drawings"] += not boxes and not pictures
        kept = (self._pictures.keep(name, words, decorative=bare) for name, words, bare in pictures)
        self.figures += (Block("figure", key=key) for key in kept if key)
        self.boxes += boxes


def _text(element: ET.Element) -> str:
    text = element.text or ""
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(_SPACE)  # as Word does
    return purge(text.translate({9: " ", 10: " ", 13: " "}))
