"""A source as flat OpenDocument text, which LibreOffice turns into .docx and .odt."""

from html import escape
from itertools import groupby
from typing import Any

from tests.lib.word.corpus.neutral import Block, Run, blocks

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{_OASIS}{long}:1.0"'
    for short, long in [
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    ]
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
_LOOKS = {
    "em": 'fo:font-style="italic" style:font-style-asian="italic"',
    "strong": 'fo:font-weight="bold" style:font-weight-asian="bold"',
    "sub": 'style:text-position="sub 58%"',
    "sup": 'style:text-position="super 58%"',
    "hidden": 'text:display="none"',
    "struck": 'style:text-line-through-style="solid"',
}
_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
    for name, look in _LOOKS.items()
)
_LEVELS = {
    "numbers": "".join(
        f'<text:list-level-style-number text:level="{n}" style:num-format="1" style:num-suffix="."/>'
        for n in (1, 2, 3)
    ),
    "bullets": "".join(
        f'<text:list-level-style-bullet text:level="{n}" text:bullet-char="•"/>' for n in (1, 2, 3)
    ),
}
_LISTS = "".join(
    f'<text:list-style style:name="{name}">{levels}</text:list-style>' for name, levels in _LEVELS.items()
)
_NAMED = "".join(
    f'<style:style style:name="{name}" style:family="paragraph"/>'
    for name in ("Title", "Subtitle", "Quotations")
)


def flat(source: dict[str, Any]) -> str:
    """The source as one .fodt."""
    return wrapped(_body(blocks(source)))


def wrapped(body: str, *, styles: str = "", before: str = "") -> str:
    """A .fodt with this inside of its office:text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_NAMED}{_LISTS}</office:styles>"
        f"<office:automatic-styles>{_STYLES}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{before}{body}</office:text></office:body></office:document>"
    )


def _body(found: list[Block]) -> str:
    out = []
    for key, group in groupby(found, key=lambda block: block.get("list", 0)):
        some = list(group)
        out += [_list(some, 0)] if key else map(_block, some)
    return "".join(out)


def _block(block: Block) -> str:
    if block["kind"] == "table":
        return _table(block["rows"])
    written = runs(block["runs"])
    if block["kind"] in {"h2", "h3"}:
        level = int(block["kind"][1]) - 1
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{written}</text:h>'
    style = {"title": "Title", "quote": "Quotations"}.get(block["kind"], "Standard")
    return f'<text:p text:style-name="{style}">{written}</text:p>'


def runs(found: list[Run]) -> str:
    """Runs as the inside of a text:p."""
    return "".join(map(_run, found))


def _run(run: Run) -> str:
    if "break" in run:
        return "<text:line-break/>"
    if "note" in run:
        inner = "".join(f'<text:p text:style-name="Footnote">{runs(each)}</text:p>' for each in run["note"])
        return (
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body>{inner}</text:note-body></text:note>"
        )
    written = escape(run["text"], quote=False)
    for mark in run["marks"]:
        written = f'<text:span text:style-name="{mark}">{written}</text:span>'
    href = escape(run["href"])
    return f'<text:a xlink:type="simple" xlink:href="{href}">{written}</text:a>' if href else written


def _list(items: list[Block], level: int) -> str:
    style = "numbers" if items[0]["ordered"] else "bullets"
    out = [f'<text:list text:style-name="{style}">']
    while items:
        item, rest = items[0], items[1:]
        deeper = []
        while rest and rest[0]["level"] > level:
            deeper.append(rest.pop(0))
        inner = f"<text:p>{runs(item['runs'])}</text:p>" + (_list(deeper, level + 1) if deeper else "")
        out.append(f"<text:list-item>{inner}</text:list-item>")
        items = rest
    return "".join([*out, "</text:list>"])


def _table(rows: list[list[dict[str, Any]]]) -> str:
    width = sum(cell["across"] for cell in rows[0])
    taken: set[tuple[int, int]] = set()
    written = []
    for y, row in enumerate(rows):
        cells, waiting, x = [], list(row), 0
        while x < width:
            if (x, y) in taken:
                cells.append("<table:covered-table-cell/>")
                x += 1
                continue
            cell = waiting.pop(0)
            taken |= {(x + i, y + j) for i in range(cell["across"]) for j in range(cell["down"])}
            inner = "".join(f"<text:p>{runs(each)}</text:p>" for each in cell["paragraphs"])
            spans = (
                f'table:number-columns-spanned="{cell["across"]}" table:number-rows-spanned="{cell["down"]}"'
            )
            cells.append(f"<table:table-cell {spans}>{inner}</table:table-cell>")
            x += 1
        written.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    return f'<table:table table:name="T">{columns}{"".join(written)}</table:table>'
