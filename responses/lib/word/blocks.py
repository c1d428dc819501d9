"""A text between Word and HTML: its blocks and runs, and how they are written down."""

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby

from responses.lib.attributes import escape
from responses.lib.canon import NOTE_START
from responses.lib.lists import ListItem, nested
from responses.lib.word.manuscript import Picture
from responses.lib.word.stylesheet import Format

BREAK = "\n"  # inside a run's text


@dataclass
class Run:
    """Text in one format, or a note."""

    text: str = ""
    format: Format = field(default_factory=Format)
    note: list["Block"] | None = None


@dataclass
class Cell:
    """One cell of a table, with the blocks in it."""

    blocks: list["Block"]
    across: int = 1
    down: int = 1
    is_head: bool = False


@dataclass
class Block:
    """A paragraph, a table or a figure.

    `role` is "", "title", "subtitle", "quote", "caption", "h1" to "h9", "item", "table", "figure", or
    "markup" for what is in the closed subset already.
    """

    role: str = ""
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    ordered: bool = False
    count: int = 0
    centred: bool = False
    key: str = ""  # of a figure's picture
    markup: str = ""
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words without notes, on one line."""
        return " ".join("".join(run.text for run in self.runs if run.note is None).split(BREAK)).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all that shows is bold."""
        return all(run.format.bold for run in self.runs if run.text.strip())

    @property
    def is_italic(self) -> bool:
        """Whether all that shows is italic."""
        return all(run.format.italic for run in self.runs if run.text.strip())


@dataclass
class Document:
    """What a file holds, whatever its format: its blocks, what was met beside text, its pictures."""

    blocks: list[Block]
    findings: Counter[str] = field(default_factory=Counter)
    images: list[Picture] = field(default_factory=list)


def html(blocks: list[Block]) -> str:
    """The blocks as HTML for `prose.clean`; headings begin at h2, lists keep the numbers Word shows."""
    blocks = _captioned(blocks)
    levels = sorted({block.role for block in blocks if _is_heading(block)})
    tags = {role: f"h{min(4, 2 + place)}" for place, role in enumerate(levels)}
    out = []
    for kind, group in groupby(
        blocks, key=lambda block: block.role if block.role in {"item", "quote"} else ""
    ):
        if kind == "item":
            items = (ListItem(each.level, each.ordered, each.count, inline(each.runs)) for each in group)
            out.append(nested(items))
        elif kind == "quote":
            out.append(
                f"<blockquote>{''.join(f'<p>{inline(block.runs)}</p>' for block in group)}</blockquote>"
            )
        else:
            out += (_block(block, tags) for block in group)
    return "".join(out)


def _captioned(blocks: list[Block]) -> list[Block]:
    """The blocks, with the captions that follow figures inside those."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        if block.role == "caption" and last and last.role == "figure" and not last.runs:
            out[-1] = replace(last, runs=block.runs)
        else:
            out.append(block)
    return out


def _is_heading(block: Block) -> bool:
    return block.role[:1] == "h" and block.text != ""


def _block(block: Block, tags: dict[str, str]) -> str:
    if block.markup:
        return block.markup
    if block.role == "table":
        return _table(block)
    if block.role == "figure":
        return f'<figure data-image="{block.key}"><figcaption>{inline(block.runs)}</figcaption></figure>'
    tag = tags.get(block.role)
    if tag is None:
        return f"<p>{inline(block.runs)}</p>"
    # A heading is bold by itself.
    runs = [replace(run, format=replace(run.format, bold=False)) for run in block.runs]
    return f"<{tag}>{inline(runs)}</{tag}>"


def inline(runs: list[Run]) -> str:
    """Runs as inline HTML."""
    return "".join(_note(run.note) if run.note is not None else _run(run) for run in runs)


def _run(run: Run) -> str:
    written = escape(run.text).replace(BREAK, "<br>")
    shape = run.format
    marks = [("em", shape.italic), ("strong", shape.bold), (shape.raised, bool(shape.raised))]
    for tag, is_on in marks:
        if is_on:
            written = f"<{tag}>{written}</{tag}>"
    href = escape(shape.href).replace('"', "&quot;")
    return f'<a href="{href}">{written}</a>' if href else written


def _note(blocks: list[Block]) -> str:
    return f"{NOTE_START}{lines(blocks)}</span>"


def lines(blocks: list[Block]) -> str:
    """Blocks as lines of inline HTML, where only those may stand: in notes and cells."""
    written = []
    for block in blocks:
        if block.role == "figure":
            continue
        if block.role == "table":
            written += [" ".join(lines(cell.blocks) for cell in row) for row in block.rows]
        else:
            label = "" if block.role != "item" else f"{block.count}. " if block.ordered else "• "
            written.append(label + inline(block.runs))
    return "<br>".join(filter(None, written))


def _table(block: Block) -> str:
    rows = ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in block.rows]
    heads = next((n for n, row in enumerate(block.rows) if not all(c.is_head for c in row)), len(rows))
    head = f"<thead>{''.join(rows[:heads])}</thead>" if heads else ""
    return f"<table>{head}<tbody>{''.join(rows[heads:])}</tbody></table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_head else "td"
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    return f"<{tag}{across}{down}>{lines(cell.blocks)}</{tag}>"
