"""Any markup read into the closed HTML subset, as a tree of blocks and inline items.

The reader never refuses and never loses text: what may not stand where it stands is
taken apart, and text outside a block begins a paragraph.
"""

import re

from responses.lib.attributes import attribute_text
from responses.lib.markup import Tag, tokens
from responses.lib.nodes import Item, Mark, Node, Open

ALIASES = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "tfoot": "tbody"}
MARKS = {"em", "strong", "sub", "sup", "a", "span"}
CELLS = {"th", "td", "caption", "figcaption"}
FIGURE = {"figure", "figcaption"}
KINDS = (
    dict.fromkeys(("body", "blockquote", "li"), "flow")
    | dict.fromkeys(("ul", "ol"), "list")
    | dict.fromkeys(("table", "thead", "tbody", "tr"), "table")
    | dict.fromkeys(("p", "h2", "h3", "h4"), "leaf")
    | dict.fromkeys(CELLS, "cell")
    | {"figure": "figure"}
)
# Elements we do not keep but whose edges part one paragraph from the next.
BREAKS = {
    "address",
    "article",
    "aside",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
}
BREAKS |= {"fieldset", "footer", "form", "header", "hgroup", "hr", "html", "legend"}
BREAKS |= {"main", "menu", "nav", "pre", "search", "section", "summary"}
_BOXES = {"flow", "list", "table", "cell", "note", "figure"}
_TEXT_BOXES = {"cell", "note"}
# What an end tag of a kind may not reach across.
_WALLS = {"leaf": _BOXES - {"note"}, "flow": {"table", "cell"}, "list": {"table", "cell"}}
_PARENTS = {"tr": ("tbody",), "td": ("tbody", "tr"), "th": ("tbody", "tr")}

_NESTED = 16  # containers inside containers; what lies deeper is taken apart
_OPEN = 100  # elements, so that unclosed tags cannot make a reading quadratic
_LINE = re.compile(r"[ \t\n\r\f\v\u2028\u2029]*[\t\n\r\f\v\u2028\u2029][ \t\n\r\f\v\u2028\u2029]*")


def read(source: str) -> Node:
    """Return the root of *source*, its kids the top-level blocks (some perhaps empty)."""
    reader = _Reader()
    said: list[str] = []
    for token in tokens(source):
        # One text between two tags, however many pieces it came in: each "<" that begins no tag is one.
        if isinstance(token, str):
            said.append(token)
            continue
        if said:
            reader.text("".join(said))
            said.clear()
        if token.closing:
            reader.end(ALIASES.get(token.name, token.name))
        else:
            reader.start(ALIASES.get(token.name, token.name), token)
    reader.text("".join(said))
    return reader.stack[0].node


class _Reader:
    def __init__(self) -> None:
        self.stack = [Open("flow", "body", Node("body"))]
        self.serial = 0

    def text(self, text: str) -> None:
        # What ends a line is never printable, and most texts have nothing else that is not.
        text = text if text.isprintable() else _LINE.sub(" ", text)
        if text.strip(" ") or (text and self._continues_line()):
            self._items().append(Item(text, self._marks()))

    def start(self, tag: str, token: Tag) -> None:
        if tag == "br":
            self._items().append(Item())
        elif len(self.stack) >= _OPEN:
            return
        elif tag in MARKS:
            self._start_mark(tag, token)
        elif tag in BREAKS:
            self._part()
            if tag == "hr" and self._box().kind == "flow":
                self._box().node.kids.append(Node("hr"))
        elif tag in KINDS:
            self._start_of_kind(tag, attribute_text(tag, token))

    def end(self, tag: str) -> None:
        if tag in MARKS:
            self._end_mark(tag)
        elif tag in BREAKS:
            self._part()
        elif tag in FIGURE:
            self._end_in_figure(tag)
        elif tag in KINDS:
            self._end_block(tag)

    # Where we are

    def _box(self) -> Open:
        """Return the innermost element that a block start inside it leaves open."""
        for entry in reversed(self.stack):
            if entry.kind in _BOXES:
                return entry
        return self.stack[0]

    def _leaf_index(self) -> int | None:
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index].kind == "leaf":
                return index
            if self.stack[index].kind in _BOXES:
                return None
        return None

    def _continues_line(self) -> bool:
        if self._box().kind not in _TEXT_BOXES and self._leaf_index() is None:
            return False
        items = self._items()
        return bool(items) and not items[-1].is_break

    def _items(self) -> list[Item]:
        """Return where text goes now, beginning a paragraph or a cell where one is missing."""
        leaf = self._leaf_index()
        if leaf is not None:
            return self.stack[leaf].node.items
        box = self._box()
        if box.kind == "note":
            return box.items
        if box.kind == "cell":
            return box.node.items
        if box.kind == "table":
            self._start_in_table("td", "")
        elif box.kind == "figure":
            self._push("figcaption", "")
        else:
            self._start_block("p", "")
        return self.stack[-1].node.items

    def _marks(self) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        for entry in self.stack:
            if entry.kind == "note":
                marks.clear()
            elif entry.mark and not any(_repeats(entry.mark, mark) for mark in marks):
                marks.append(entry.mark)
        return tuple(marks)

    # Opening and closing

    def _push(self, tag: str, attributes: str) -> None:
        node = Node(tag, attributes)
        self._box().node.kids.append(node)
        self.stack.append(Open(KINDS[tag], tag, node))

    def _part(self) -> None:
        """End the paragraph here: close it, or in a cell or note go to a new line."""
        leaf = self._leaf_index()
        if leaf is not None:
            del self.stack[leaf:]
        elif self._box().kind in _TEXT_BOXES:
            items = self._items()
            if items and not items[-1].is_break:
                items.append(Item())

    def _start_of_kind(self, tag: str, attributes: str) -> None:
        if tag in FIGURE:
            self._start_in_figure(tag, attributes)
        elif KINDS[tag] in ("cell", "table"):
            self._start_in_table(tag, attributes)
        else:
            self._part()
            self._start_block(tag, attributes)

    def _start_block(self, tag: str, attributes: str) -> None:
        if tag == "li" and not self._close_to_list():
            return
        kind = KINDS[tag]
        nested = sum(entry.kind in ("flow", "list") for entry in self.stack)
        if self._box().kind in ("cell", "note", "table", "figure") or (
            kind in ("flow", "list") and nested > _NESTED
        ):
            self.stack.append(Open("shadow", tag))
            return
        if self._box().kind == "list" and tag != "li":
            self._push("li", "")
        self._push(tag, attributes)

    def _close_to_list(self) -> bool:
        for index in range(len(self.stack) - 1, -1, -1):
            entry = self.stack[index]
            if entry.kind == "list":
                del self.stack[index + 1 :]
                return True
            if entry.kind in _BOXES and entry.tag != "li":
                break
        self.stack.append(Open("shadow", "li"))
        return False

    def _start_in_table(self, tag: str, attributes: str) -> None:
        table = next((i for i in range(len(self.stack) - 1, 0, -1) if self.stack[i].tag == "table"), 0)
        if tag == "table":
            self._part()
            self._start_block(tag, attributes)
        elif not table or self.stack[table].kind == "shadow":
            self._part()
            self.stack.append(Open("shadow", tag))
        else:
            self._close_to_parent(tag, table + 1)
            self._push(tag, attributes)

    def _start_in_figure(self, tag: str, attributes: str) -> None:
        """A figure is one that names an image, among blocks; its words are its caption."""
        figure = self._figure_index()
        if figure is not None:
            del self.stack[figure + (tag == "figcaption") :]
        else:
            self._part()
        if tag == "figcaption" and figure is not None:
            self._push(tag, attributes)
        elif tag == "figure" and attributes and self._box().kind in ("flow", "list"):
            self._start_block(tag, attributes)

    def _end_in_figure(self, tag: str) -> None:
        figure = self._figure_index()
        if figure is None:
            self._part()
        else:
            del self.stack[figure + (tag == "figcaption") :]

    def _figure_index(self) -> int | None:
        return next((i for i in range(len(self.stack) - 1, 0, -1) if self.stack[i].kind == "figure"), None)

    def _close_to_parent(self, tag: str, keep: int) -> None:
        """Close what stands between the table and *tag*, opening the rows that are missing."""
        for parent in _PARENTS.get(tag, ()):
            part = self.stack[keep].tag if keep < len(self.stack) else ""
            if part != parent and (part, parent) != ("thead", "tbody"):
                del self.stack[keep:]
                self._push(parent, "")
            keep += 1
        del self.stack[keep:]

    def _end_block(self, tag: str) -> None:
        walls = _WALLS.get(KINDS[tag], set())
        for index in range(len(self.stack) - 1, 0, -1):
            entry = self.stack[index]
            if entry.tag == tag:
                if entry.kind == "shadow":
                    self._part()
                del self.stack[index:]
                return
            if entry.kind in walls:
                return

    def _start_mark(self, tag: str, token: Tag) -> None:
        attributes = attribute_text(tag, token)
        if tag == "span" and "data-footnote" in token.attributes() and not self._in_note():
            self._start_note()
        elif tag in ("a", "span") and not attributes:
            self.stack.append(Open("mark", tag))
        else:
            self.serial += 1
            # Neighbouring emphasis is one emphasis; neighbouring links or numbers are two.
            serial = 0 if tag in ("em", "strong") else self.serial
            self.stack.append(Open("mark", tag, mark=Mark(tag, attributes, serial)))

    def _in_note(self) -> bool:
        return any(entry.kind == "note" for entry in self.stack)

    def _start_note(self) -> None:
        inner: list[Item] = []
        self._items().append(Item(inner=inner))
        self.stack.append(Open("note", "span", items=inner))

    def _end_mark(self, tag: str) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            entry = self.stack[index]
            if entry.kind == "note" and tag == "span":
                del self.stack[index:]
                return
            if entry.kind in _BOXES:
                return
            if entry.kind == "mark" and entry.tag == tag:
                del self.stack[index]
                return


def _repeats(new: Mark, old: Mark) -> bool:
    return new.tag == old.tag and (new.tag != "span" or new.attributes == old.attributes)
