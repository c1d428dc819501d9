"""A source written with python-docx, from Word's own template. Notes are left to others; it has none."""

import io
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.lib.word.corpus.neutral import Block, Run, blocks

_STYLES = {"title": "Title", "quote": "Quote", "h2": "Heading 1", "h3": "Heading 2"}


def written(source: dict[str, Any]) -> bytes:
    """The source as the bytes of a .docx."""
    document = Document()
    for block in blocks(source):
        if block["kind"] == "table":
            _table(document, block["rows"])
        else:
            _runs(document.add_paragraph(style=_style(block)), block["runs"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _style(block: Block) -> str | None:
    if block["kind"] == "item":
        name = "List Number" if block["ordered"] else "List Bullet"
        return f"{name} {block['level'] + 1}" if block["level"] else name
    return _STYLES.get(block["kind"])


def _runs(paragraph: Any, found: list[Run]) -> None:
    for run in found:
        if "break" in run:
            paragraph.add_run().add_break()
            continue
        new = paragraph.add_run(run["text"])
        new.bold = "strong" in run["marks"] or None
        new.italic = "em" in run["marks"] or None
        new.font.superscript = "sup" in run["marks"] or None
        new.font.subscript = "sub" in run["marks"] or None
        if run["href"]:
            link = OxmlElement("w:hyperlink")
            own = paragraph.part.relate_to(run["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), own)
            link.append(new._r)
            paragraph._p.append(link)


def _table(document: Any, rows: list[list[dict[str, Any]]]) -> None:
    width = sum(cell["across"] for cell in rows[0])
    table = document.add_table(len(rows), width)
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        free = iter([x for x in range(width) if (x, y) not in taken])
        x = -1
        for cell in row:
            x = next(place for place in free if place > x and (place, y) not in taken)
            taken |= {(x + i, y + j) for i in range(cell["across"]) for j in range(cell["down"])}
            last = table.cell(y + cell["down"] - 1, x + cell["across"] - 1)
            place = table.cell(y, x).merge(last)
            for n, runs in enumerate(cell["paragraphs"]):
                _runs(place.paragraphs[0] if n == 0 else place.add_paragraph(), runs)
