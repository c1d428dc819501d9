"""The runs of an OpenDocument paragraph: every character that shows, and none that does not."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from responses.lib.characters import purge
from responses.lib.word.blocks import BREAK, Block, Run
from responses.lib.word.fields import web_address
from responses.lib.word.odfstyles import DRAW, OFFICE, SVG, TEXT, XLINK, Styles
from responses.lib.word.pictures import Pictures
from responses.lib.word.stylesheet import Format, whole

_SPACES = re.compile(r"[ \t\r\n]+")
_SILENT = {"change", "change-start", "change-end", "hidden-text"}
_KEPT = (".png", ".jpg", ".jpeg", ".gif")
_MOST_SPACES = 1_000  # of one text:s
Notes = Callable[[ET.Element], list[Block]]


class OdfPassages:
    """Reads runs; what it meets beside text it counts in `findings` or hands on in `boxes` and `figures`."""

    def __init__(self, styles: Styles, pictures: Pictures, findings: Counter[str], notes: Notes) -> None:
        self._styles = styles
        self._pictures = pictures
        self._findings = findings
        self._notes = notes
        self._after_space = True
        self.boxes: list[ET.Element] = []
        self.figures: list[Block] = []
        self.changes: dict[str, str] = {}

    def read(self, paragraph: ET.Element) -> list[Run]:
        """The runs of one paragraph."""
        self._after_space = True
        shape = self._styles.paragraph_format(paragraph.get(f"{TEXT}style-name", ""))
        return list(self._inside(paragraph, shape))

    def _inside(self, parent: ET.Element, shape: Format) -> Iterator[Run]:
        yield from self._words(parent.text, shape)
        for child in parent:
            yield from self._piece(child, shape)
            yield from self._words(child.tail, shape)

    def _words(self, text: str | None, shape: Format) -> Iterator[Run]:
        """Text as OpenDocument counts it: any white space is one space, and none begins a line."""
        words = _SPACES.sub(" ", text or "")
        words = words.removeprefix(" ") if self._after_space else words
        if not words:
            return
        self._after_space = words.endswith(" ")
        if shape.hidden:
            self._findings["hidden"] += 1
            return
        self._findings["struck"] += shape.struck
        yield Run(purge(words.upper() if shape.capitals else words), shape)

    def _piece(self, piece: ET.Element, shape: Format) -> Iterator[Run]:
        name = piece.tag.removeprefix(TEXT)
        if name in {"s", "tab", "line-break"}:
            count = min(max(1, whole(piece.get(f"{TEXT}c", ""), 1)), _MOST_SPACES)
            self._after_space = name == "line-break"
            yield Run(BREAK if name == "line-break" else " " * count, shape)
        elif name == "span":
            yield from self._inside(piece, self._styles.format(piece.get(f"{TEXT}style-name", ""), shape))
        elif name == "a":
            address = web_address(piece.get(f"{XLINK}href", ""))
            self._findings["links"] += not address and not piece.get(f"{XLINK}href", "").startswith("#")
            yield from self._inside(piece, replace(shape, href=address))
        elif name in {"note", "ruby"}:
            yield from self._note(piece) if name == "note" else self._ruby(piece, shape)
        elif piece.tag.startswith(DRAW):
            self._drawn(piece)
        elif not self._is_mark(piece, name):
            yield from self._inside(piece, shape)

    def _note(self, note: ET.Element) -> Iterator[Run]:
        self._after_space = False
        body = note.find(f"{TEXT}note-body")
        yield Run(note=[] if body is None else self._notes(body))

    def _ruby(self, ruby: ET.Element, shape: Format) -> Iterator[Run]:
        self._findings["readings"] += 1
        for base in ruby.findall(f"{TEXT}ruby-base"):
            yield from self._inside(base, shape)

    def _is_mark(self, piece: ET.Element, name: str) -> bool:
        """Whether an element shows nothing here; counts those that a person should know of."""
        if piece.tag == f"{OFFICE}annotation":
            self._findings["comments"] += 1
        kind = self.changes.get(piece.get(f"{TEXT}change-id", ""), "")
        if name in {"change", "change-start"} and kind in {"insertion", "deletion"}:
            self._findings[f"{kind}s"] += 1
        if name == "reference-mark-start" and "ZOTERO" in piece.get(f"{TEXT}name", ""):
            self._findings["citations"] += 1
        return piece.tag.startswith((OFFICE, SVG)) or name in _SILENT

    def _drawn(self, drawing: ET.Element) -> None:
        if drawing.tag == f"{DRAW}a":  # a picture that is a link
            for each in drawing:
                self._drawn(each)
            return
        images = drawing.findall(f"{DRAW}image")
        words = drawing.findtext(f"{SVG}desc") or drawing.findtext(f"{SVG}title") or ""
        box = drawing.find(f"{DRAW}text-box")
        if drawing.find(f"{DRAW}object") is not None or drawing.find(f"{DRAW}object-ole") is not None:
            self._findings["objects"] += 1
        elif images:
            self._picture([each.get(f"{XLINK}href", "") for each in images], words)
        elif box is not None or next(drawing.iter(f"{TEXT}p"), None) is not None:
            self._findings["boxes"] += 1
            self.boxes.append(drawing if box is None else box)
        else:
            self._findings["drawings"] += 1

    def _picture(self, names: list[str], words: str) -> None:
        name = next(
            (each for each in names if each.lower().endswith((".png", ".jpg", ".jpeg", ".gif"))), names[0]
        )
        if "://" in name:
            self._findings["linked"] += 1
        elif key := self._pictures.keep(name.removeprefix("./"), words):
            self.figures.append(Block("figure", key=key))
