"""The blocks of a document, in reading order: paragraphs, list items, headings, quotations, tables."""

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from responses.lib.word.blocks import Block, Cell, Run
from responses.lib.word.numbering import Numbering
from responses.lib.word.passages import Passages
from responses.lib.word.pictures import Pictures
from responses.lib.word.stylesheet import Stylesheet, value, whole
from responses.lib.word.wordml import MC, Package, Part, W

_INSIDE = {"sdt", "sdtContent", "customXml", "ins", "moveTo"}


class Body:
    """Reads the main part and its notes once; `findings` says what was met on the way."""

    def __init__(self, package: Package) -> None:
        self.findings: Counter[str] = Counter()
        self._styles = Stylesheet(package.one("styles"))
        self._numbering = Numbering(package.one("numbering"))
        self._notes = {kind: _Notes(package.one(kind)) for kind in ("footnotes", "endnotes")}
        self._main = package.main
        self.pictures = Pictures(package.picture, self.findings)

    def blocks(self) -> list[Block]:
        """The blocks of the main part."""
        body = self._main.root.find(f"{W}body")
        return [] if body is None else list(_Reader(self, self._main).blocks(body))

    def note(self, kind: str, note_id: str) -> list[Block] | None:
        """The blocks of one note, None if the file lacks it."""
        found = self._notes[kind].find(note_id)
        if found is None:
            return None
        element, part = found
        return list(_Reader(self, part).blocks(element))

    def passages(self, part: Part, *, in_note: bool) -> Passages:
        """A reader of runs for one part; a note inside a note would have no place to stand."""
        notes = (lambda *_: None) if in_note else self.note
        return Passages(part, self._styles, self.findings, notes, self.pictures)

    @property
    def styles(self) -> Stylesheet:
        """The document's styles."""
        return self._styles

    @property
    def numbering(self) -> Numbering:
        """The document's lists."""
        return self._numbering


class _Notes:
    def __init__(self, part: Part | None) -> None:
        self._part = part
        root = part.root if part else ET.Element("none")
        self._notes = {each.get(f"{W}id", ""): each for each in root}

    def find(self, note_id: str) -> tuple[ET.Element, Part] | None:
        element = self._notes.get(note_id)
        return None if element is None or self._part is None else (element, self._part)


class _Reader:
    """Walks through one part, or one note of it."""

    def __init__(self, body: Body, part: Part) -> None:
        self._body = body
        self._passages = body.passages(part, in_note=part.root.tag != f"{W}document")
        self._carried: list[Run] = []  # of a paragraph whose end does not show

    def blocks(self, parent: ET.Element) -> Iterator[Block]:
        yield from self._walk(parent)
        if self._carried:
            yield Block(runs=self._taken([]))

    def _walk(self, parent: ET.Element) -> Iterator[Block]:
        for child in parent:
            name = child.tag.removeprefix(W)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in _INSIDE:
                self._body.findings["insertions"] += name in {"ins", "moveTo"} and len(child) > 0
                yield from self._walk(child)
            elif name in {"del", "moveFrom"}:
                self._body.findings["deletions"] += 1
            elif name == "altChunk":
                self._body.findings["chunks"] += 1
            elif child.tag == f"{MC}AlternateContent":
                yield from self._walk(self._passages.chosen(child))

    def _paragraph(self, paragraph: ET.Element) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        runs = self._passages.read(paragraph)
        boxes, self._passages.boxes = self._passages.boxes, []
        figures, self._passages.figures = self._passages.figures, []
        if self._body.styles.is_contents(properties):
            self._body.findings["contents"] += any(run.text.strip() for run in runs)
        elif properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._body.findings["deletions"] += 1
            self._carried += runs
        elif _is_drop_cap(properties):
            self._carried += runs
        else:
            yield self._block(properties, self._taken(runs))
        yield from figures
        for box in boxes:
            yield from self._walk(box)

    def _taken(self, runs: list[Run]) -> list[Run]:
        carried, self._carried = self._carried, []
        return carried + runs

    def _block(self, properties: ET.Element | None, runs: list[Run]) -> Block:
        styles = self._body.styles
        block = Block(styles.role(properties), runs, centred=styles.centred(properties))
        num_id, level = styles.numbering(properties)
        number = self._body.numbering.next(num_id, level) if num_id else None
        if number is None or not any(run.text.strip() or run.note for run in runs):
            return block
        if block.role or not number.is_list:
            # A heading is no list item, and no web list prints 一、: the label becomes text.
            block.runs = [Run(number.label), *runs] if number.ordered else runs
        else:
            block.role, block.level = "item", number.level
            block.ordered, block.count = number.ordered, number.count
        return block

    def _table(self, table: ET.Element) -> Iterator[Block]:
        rows = [row for each in _children(table, "tr") if (row := self._row(each)) is not None]
        cells = [cell for row in rows for cell, _, _ in row]
        if len(cells) == 1:  # a frame round a text, not a table
            yield from cells[0].blocks
        elif cells:
            figures = [block for cell in cells for block in cell.blocks if block.role == "figure"]
            yield Block("table", rows=_merged(rows))
            yield from figures  # a cell holds words only

    def _row(self, row: ET.Element) -> list[tuple[Cell, int, bool]] | None:
        """The cells with their columns, and whether each goes on with the one above; None if deleted."""
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            self._body.findings["deletions"] += 1
            return None
        if properties is not None and properties.find(f"{W}ins") is not None:
            self._body.findings["insertions"] += 1
        is_head = properties is not None and properties.find(f"{W}tblHeader") is not None
        found = []
        column = whole(value(properties, "gridBefore"), 0)
        for cell in _children(row, "tc"):
            own = cell.find(f"{W}tcPr")
            across = max(1, whole(value(own, "gridSpan"), 1))
            blocks = list(self._walk(cell))
            self._body.findings["nested"] += sum(block.role == "table" for block in blocks)
            merge = None if own is None else own.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            found.append((Cell(blocks, across, 1, is_head), column, goes_on))
            column += across
        return found


def _is_drop_cap(properties: ET.Element | None) -> bool:
    """Whether a paragraph is a large initial, which Word keeps apart from the word it begins."""
    frame = None if properties is None else properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") in {"drop", "margin"}


def _children(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """The rows or cells of a table, through the content controls and marks that may wrap them."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag.removeprefix(W) in _INSIDE:
            yield from _children(child, name)


def _merged(rows: list[list[tuple[Cell, int, bool]]]) -> list[list[Cell]]:
    """Rows whose cells reach down over those that go on with them."""
    above: dict[int, Cell] = {}
    merged = []
    for row in rows:
        kept = []
        for cell, column, goes_on in row:
            if goes_on and column in above:
                above[column].down += 1
                above[column].blocks += [block for block in cell.blocks if block.text]
            else:
                above[column] = cell
                kept.append(cell)
        merged.append(kept)
    return merged
