"""OpenDocument texts (ISO/IEC 26300), as LibreOffice writes them: a small walk through content.xml."""

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from responses.lib.word.archive import Archive
from responses.lib.word.blocks import Block, Cell, Document, Run
from responses.lib.word.manuscript import Refused
from responses.lib.word.odfpassages import OdfPassages
from responses.lib.word.odfstyles import DRAW, OFFICE, TABLE, TEXT, Styles
from responses.lib.word.pictures import Pictures
from responses.lib.word.stylesheet import whole
from responses.lib.word.wordml import parse

_THROUGH = {f"{TEXT}{name}" for name in ("section", "index-body", "bibliography", "alphabetical-index")}
_MOST_LEVELS = 9


def document(archive: Archive) -> Document:
    """The text of an .odt. Raises Refused for a locked one, or one that is no text."""
    if b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise Refused("locked")
    content = parse(archive.part("content.xml"))
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise Refused("kind")
    named = parse(archive.part("styles.xml")) if "styles.xml" in archive else None
    reader = _Reader(Styles(named, content), archive)
    return Document(list(reader.blocks(text)), reader.findings, list(reader.pictures.kept.values()))


class _Reader:
    def __init__(self, styles: Styles, archive: Archive) -> None:
        self.findings: Counter[str] = Counter()
        self.pictures = Pictures(archive.picture, self.findings)
        self._styles = styles
        self._passages = OdfPassages(styles, self.pictures, self.findings, self._note)

    def _note(self, body: ET.Element) -> list[Block]:
        boxes, figures = self._passages.boxes, self._passages.figures
        self._passages.boxes, self._passages.figures = [], []
        blocks = list(self.blocks(body))
        self._passages.boxes, self._passages.figures = boxes, figures
        return blocks

    def blocks(self, parent: ET.Element) -> Iterator[Block]:
        """The blocks inside an element, in reading order."""
        for child in parent:
            yield from self._block(child)

    def _block(self, child: ET.Element) -> Iterator[Block]:
        name = child.tag.removeprefix(TEXT)
        if name in {"p", "h"}:
            yield from self._paragraph(child)
        elif name == "list":
            yield from self._list(child, "", 1)
        elif child.tag == f"{TABLE}table":
            yield from self._table(child)
        elif child.tag in _THROUGH:
            yield from self.blocks(child)
        elif name == "tracked-changes":
            self._passages.changes = dict(_changes(child))
        elif name == "table-of-content":
            self.findings["contents"] += sum(1 for body in child.iter(f"{TEXT}index-body") for _ in body)
        elif child.tag.startswith(DRAW):
            yield from self._paragraph(_around(child))

    def _paragraph(self, paragraph: ET.Element) -> Iterator[Block]:
        name = paragraph.get(f"{TEXT}style-name", "")
        runs = self._passages.read(paragraph)
        boxes, self._passages.boxes = self._passages.boxes, []
        figures, self._passages.figures = self._passages.figures, []
        role = self._styles.role(name)
        if paragraph.tag == f"{TEXT}h":
            role = f"h{min(9, max(1, whole(paragraph.get(f'{TEXT}outline-level', ''), 1)))}"
        yield Block(role, runs, centred=self._styles.centred(name))
        yield from figures
        for box in boxes:
            yield from self.blocks(box)

    def _list(self, element: ET.Element, style: str, level: int) -> Iterator[Block]:
        style = element.get(f"{TEXT}style-name", "") or style
        goes_on = (
            element.get(f"{TEXT}continue-numbering") == "true" or f"{TEXT}continue-list" in element.attrib
        )
        self._styles.begin_list(style, level, goes_on=goes_on)
        for item in element:
            is_first = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, style, min(level + 1, _MOST_LEVELS))
                    continue
                for block in self._block(child):
                    is_text = is_first and block.role != "figure"
                    yield self._item(block, style, level, item) if is_text else block
                    is_first = False

    def _item(self, block: Block, style: str, level: int, item: ET.Element) -> Block:
        if not any(run.text.strip() or run.note for run in block.runs):
            return block
        number = self._styles.number(style, level, item.get(f"{TEXT}start-value", ""))
        if number is None:
            return block
        if block.role or not number.is_list:
            block.runs = [Run(number.label), *block.runs] if number.ordered else block.runs
        else:
            block.role, block.level = "item", number.level
            block.ordered, block.count = number.ordered, number.count
        return block

    def _table(self, table: ET.Element) -> Iterator[Block]:
        rows = [self._row(row, is_head=is_head) for row, is_head in _rows(table, is_head=False)]
        cells = [cell for row in rows for cell in row]
        if len(cells) == 1:  # a frame round a text, not a table
            yield from cells[0].blocks
        elif cells:
            self.findings["nested"] += sum(block.role == "table" for cell in cells for block in cell.blocks)
            yield Block("table", rows=rows)
            yield from (block for cell in cells for block in cell.blocks if block.role == "figure")

    def _row(self, row: ET.Element, *, is_head: bool) -> list[Cell]:
        cells = []
        for cell in row.findall(f"{TABLE}table-cell"):
            across = max(1, whole(cell.get(f"{TABLE}number-columns-spanned", ""), 1))
            down = max(1, whole(cell.get(f"{TABLE}number-rows-spanned", ""), 1))
            cells.append(Cell(list(self.blocks(cell)), across, down, is_head))
        return cells


def _rows(parent: ET.Element, *, is_head: bool) -> Iterator[tuple[ET.Element, bool]]:
    for child in parent:
        name = child.tag.removeprefix(TABLE)
        if name == "table-row":
            yield child, is_head
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(child, is_head=name == "table-header-rows")


def _changes(changes: ET.Element) -> Iterator[tuple[str, str]]:
    """The kinds of the tracked changes by id."""
    for region in changes.findall(f"{TEXT}changed-region"):
        kind = next((each.tag.removeprefix(TEXT) for each in region), "")
        yield region.get(f"{TEXT}id", ""), kind


def _around(drawing: ET.Element) -> ET.Element:
    paragraph = ET.Element(f"{TEXT}p")
    paragraph.append(drawing)
    return paragraph
