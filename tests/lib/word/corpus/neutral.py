"""A source's body as plain data, which every writer turns into what its program wants.

A run is {"text", "marks", "href"}, {"break": true} or {"note": [paragraph, …]}, a paragraph a list of runs.
A block is {"kind", "runs"}, a list item has "ordered", "level", "list" too, a table "rows" of cells
{"paragraphs", "across", "down"}.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any
from xml.etree import ElementTree as ET

Block = dict[str, Any]
Run = dict[str, Any]


def blocks(source: dict[str, Any]) -> list[Block]:
    """Front, body and back of a source as blocks."""
    root = ET.fromstring(f"<body>{source['body'].replace('<br>', '<br/>')}</body>")
    lists = count(1)
    body = [block for element in root for block in _block(element, lists)]
    around = [[_plain(style, text) for style, text in source[place]] for place in ("front", "back")]
    return [*around[0], *body, *around[1]]


def _plain(style: str, text: str) -> Block:
    return {"kind": style or "p", "runs": [_run(text, (), "")]}


def _run(text: str, marks: tuple[str, ...], href: str) -> Run:
    return {"text": text, "marks": list(marks), "href": href}


def _block(element: ET.Element, lists: "count[int]") -> Iterator[Block]:
    if element.tag == "blockquote":
        yield from ({"kind": "quote", "runs": list(_runs(each))} for each in element)
    elif element.tag in {"ul", "ol"}:
        yield from _items(element, 0, next(lists))
    elif element.tag == "table":
        yield {"kind": "table", "rows": [[_cell(cell) for cell in row] for row in element.iter("tr")]}
    else:
        yield {"kind": element.tag, "runs": list(_runs(element))}


def _items(element: ET.Element, level: int, own: int) -> Iterator[Block]:
    for item in element:
        inner = item.find("p")
        runs = list(_runs(item if inner is None else inner))
        yield {"kind": "item", "runs": runs, "ordered": element.tag == "ol", "level": level, "list": own}
        for deeper in item:
            if deeper.tag in {"ul", "ol"}:
                yield from _items(deeper, level + 1, own)


def _cell(cell: ET.Element) -> dict[str, Any]:
    across, down = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
    return {"paragraphs": _paragraphs(cell), "across": across, "down": down}


def _paragraphs(element: ET.Element) -> list[list[Run]]:
    """Runs parted at the breaks, which are paragraphs where only lines may stand."""
    found: list[list[Run]] = [[]]
    for run in _runs(element):
        if "break" in run:
            found.append([])
        else:
            found[-1].append(run)
    return found


def _runs(element: ET.Element, marks: tuple[str, ...] = (), href: str = "") -> Iterator[Run]:
    if element.text:
        yield _run(element.text, marks, href)
    for child in element:
        if child.tag == "br":
            yield {"break": True}
        elif child.tag == "span":
            yield {"note": _paragraphs(child)}
        elif child.tag == "a":
            yield from _runs(child, marks, child.get("href", ""))
        else:
            yield from _runs(child, (*marks, child.tag), href)
        if child.tail:
            yield _run(child.tail, marks, href)
