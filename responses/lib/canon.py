"""The one way of writing the closed HTML subset.

Equal content gives equal text, so stored bodies can be compared and hashed. Readers
of the stored form may rely on: one top-level block a line; lower-case tags; attributes
in a fixed order; text only inside p, h2-h4, li, caption, figcaption, th and td; a li holds
either text or blocks; a figure names an image and holds nothing but, perhaps, its caption;
notes stand outside all other inline markup.
"""

from collections.abc import Iterable

from responses.lib.attributes import escape
from responses.lib.nodes import Item, Mark, Node
from responses.lib.tree import CELLS, KINDS, read

NOTE_START = '<span data-footnote="">'


def canonical(source: str) -> str:
    """Return *source* written in the closed subset; canonical text comes back unchanged."""
    return "\n".join(filter(None, map(_write, read(source).kids)))


def _write(node: Node) -> str:
    if node.tag == "hr":
        return "<hr>"
    if node.tag in CELLS:
        return _element(node.tag, node.attributes, _inline(node.items))
    if KINDS[node.tag] == "leaf":
        inner = _inline(node.items)
        return _element(node.tag, node.attributes, inner) if _shows(node.items) else ""
    if write := _WRITERS.get(node.tag):
        return write(node)
    inner = "".join(map(_write, node.kids))
    return _element(node.tag, node.attributes, inner) if inner else ""


def _element(tag: str, attributes: str, inner: str) -> str:
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _list_item(node: Node) -> str:
    """Write a li; its only paragraph needs no tag of its own, whichever editor it came from."""
    written = [text for text in map(_write, node.kids) if text]
    if len(written) == 1 and written[0].startswith(("<p>", "<p ")):
        attributes, inner = written[0].removeprefix("<p").removesuffix("</p>").split(">", 1)
        if not (node.attributes and attributes):
            return _element("li", node.attributes or attributes, inner)
    return _element("li", node.attributes, "".join(written)) if written else ""


def _table(node: Node) -> str:
    """Write a table as caption, one head, bodies; without a cell that shows, its caption as p."""
    parts = [kid for kid in node.kids if kid.tag != "caption"]
    cells = [cell for part in parts for row in part.kids for cell in row.kids]
    if not any(_shows(cell.items) for cell in cells):
        caption = _join(kid.items for kid in node.kids if kid.tag == "caption")
        return _element("p", node.attributes, _inline(caption)) if _shows(caption) else ""
    for part in parts[1:]:
        part.tag = "tbody"
    inner = _caption(node, "caption") + "".join(map(_write, parts))
    return _element("table", node.attributes, inner)


def _figure(node: Node) -> str:
    return _element("figure", node.attributes, _caption(node, "figcaption"))


_WRITERS = {"table": _table, "figure": _figure, "li": _list_item}


def _caption(node: Node, tag: str) -> str:
    """Write the captions of a table or figure as one, "" without any that shows."""
    captions = [kid for kid in node.kids if kid.tag == tag]
    items = _join(kid.items for kid in captions)
    return _element(tag, captions[0].attributes, _inline(items)) if _shows(items) else ""


def _join(lines: Iterable[list[Item]]) -> list[Item]:
    joined: list[Item] = []
    for items in lines:
        joined += [Item(), *items] if joined else items
    return joined


def _shows(items: list[Item]) -> bool:
    return any(_shows(item.inner) if item.inner is not None else item.text.strip() for item in items)


def _inline(items: list[Item]) -> str:
    out: list[str] = []
    open_marks: tuple[Mark, ...] = ()
    breaks = ""
    for item in _trimmed(items):
        if item.is_break:
            breaks += "<br>"
            continue
        shared = _shared(open_marks, item.marks)
        out += (f"</{mark.tag}>" for mark in reversed(open_marks[shared:]))
        out.append(breaks)
        out += (f"<{mark.tag}{mark.attributes}>" for mark in item.marks[shared:])
        inner = item.inner
        out.append(escape(item.text) if inner is None else f"{NOTE_START}{_inline(inner)}</span>")
        open_marks, breaks = item.marks, ""
    out += (f"</{mark.tag}>" for mark in reversed(open_marks))
    return "".join(out)


def _shared(before: tuple[Mark, ...], after: tuple[Mark, ...]) -> int:
    pairs = zip(before, after, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))


def _trimmed(items: list[Item]) -> list[Item]:
    """Return *items* without empty notes, and without spaces and breaks at the edges of lines."""
    kept: list[Item] = []
    for item in items:
        if item.inner is not None:
            if _shows(item.inner):
                kept.append(item)
        elif item.is_break:
            _trim_end(kept)
            if kept:
                kept.append(item)
        elif text := item.text if kept and not kept[-1].is_break else item.text.lstrip(" "):
            kept.append(Item(text, item.marks))
    _trim_end(kept)
    while kept and kept[-1].is_break:
        kept.pop()
        _trim_end(kept)
    return kept


def _trim_end(items: list[Item]) -> None:
    while items and items[-1].text.endswith(" "):
        items[-1].text = items[-1].text.rstrip(" ")
        if items[-1].text:
            return
        items.pop()
