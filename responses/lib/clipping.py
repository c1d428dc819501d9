"""Pasted HTML as a tree: what an element's style and class say, and which links join notes to places."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from responses.lib.markup import Tag, tokens

_DEEPEST = 90  # elements inside one another; what lies deeper is read without its markup
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "base", "area", "embed", "source", "param"}
_BLOCKS = {"p", "div", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_REFERENCE = re.compile(r"#(?:(_ftn|_edn|ftnt|cmnt)|(sdfootnote|sdendnote))(\d{1,5})(?(2)sym)$")
_BACK = re.compile(r"#(?:(_ftn|_edn|ftnt_|cmnt_)ref|(sdfootnote|sdendnote))(\d{1,5})(?(2)anc)$")
_DROPPED = {"del", "xml", "o:officedocumentsettings", "w:worddocument"}
_COMMENTS = {"msocomanchor", "msocomtxt", "msocommentreference"}


@dataclass(eq=False)
class Element:
    """One element; texts stand among its kids."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: "list[Element | str]" = field(default_factory=list)
    back_links: list[str] = field(default_factory=list)  # keys of the notes that lead back from inside it
    references: set[str] = field(default_factory=set)  # of the root: the notes that its text asks for
    is_office: bool = False  # of the root: whether an office program wrote it

    @cached_property
    def styles(self) -> dict[str, str]:
        """The style attribute's declarations, lower-case; of two with one name the last counts."""
        pairs = (each.partition(":") for each in self.attributes.get("style", "").lower().split(";"))
        return {name.strip(): value.strip().strip("'\"") for name, _, value in pairs}

    @cached_property
    def classes(self) -> set[str]:
        """The names in its class, lower-case."""
        return set(self.attributes.get("class", "").lower().split())

    @property
    def is_void(self) -> bool:
        """Whether nothing can stand in it."""
        return self.tag in _VOID

    @property
    def is_hidden(self) -> bool:
        """Whether the program does not show it as text: list labels, deletions, comments, hidden words."""
        styles = self.styles
        return (
            self.tag in _DROPPED
            or styles.get("display") == "none"
            or styles.get("mso-hide") == "all"
            or styles.get("mso-list") == "ignore"
            or styles.get("mso-element", "").startswith("comment")
            or bool(self.classes & _COMMENTS)
            or note_link(self).startswith("cmnt")
            or back_link(self) != ""
        )

    @property
    def label(self) -> str:
        """What Word prints before it as an item of a list."""
        found = next((each for each in self._elements(3) if each.styles.get("mso-list") == "ignore"), None)
        return "" if found is None else "".join(found.texts()).strip()

    def texts(self) -> list[str]:
        """All texts inside it, hidden or not."""
        return [text for kid in self.kids for text in ([kid] if isinstance(kid, str) else kid.texts())]

    def _elements(self, depth: int) -> "list[Element]":
        own = [kid for kid in self.kids if isinstance(kid, Element)]
        return own + [deeper for kid in own for deeper in (kid._elements(depth - 1) if depth else [])]


def note_link(element: Element) -> str:
    """The key of the note that a link leads to, else ""."""
    match = _REFERENCE.search(element.attributes.get("href", "")) if element.tag == "a" else None
    return "" if match is None else f"{match[1] or match[2]}{match[3]}"


def back_link(element: Element) -> str:
    """The key of the note that a link leads back from, else ""."""
    match = _BACK.search(element.attributes.get("href", "")) if element.tag == "a" else None
    return "" if match is None else f"{(match[1] or match[2]).removesuffix('_')}{match[3]}"


def read(html: str) -> Element:
    """The root of the tree; whatever is not closed ends where what holds it ends."""
    root = Element("html")
    stack = [root]
    for token in tokens(html):
        if isinstance(token, str):
            stack[-1].kids.append(token)
        elif token.closing:
            place = next((n for n in range(len(stack) - 1, 0, -1) if stack[n].tag == token.name), 0)
            del stack[place or len(stack) :]
        elif len(stack) < _DEEPEST:
            _start(token, stack)
    return root


def _start(token: Tag, stack: list[Element]) -> None:
    root, element = stack[0], Element(token.name, token.attributes())
    if stack[-1].tag == "p" and token.name in _BLOCKS:
        stack.pop()  # as HTML has it: a paragraph ends where the next block begins
    stack[-1].kids.append(element)
    style, name = element.attributes.get("style", ""), element.attributes.get("class", "")
    root.is_office |= "mso-" in style or name.startswith("Mso")
    root.is_office |= element.attributes.get("id", "").startswith("docs-internal-guid")
    if key := note_link(element):
        root.references.add(key)
    if key := back_link(element):
        for holder in stack:
            holder.back_links.append(key)
    if not element.is_void:
        stack.append(element)
