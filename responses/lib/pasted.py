"""What Word, Google Docs, WPS and LibreOffice put on the clipboard, as the closed HTML subset.

They say with styles what HTML says with elements: lists are paragraphs with `mso-list`, emphasis is a span's
`font-weight`, notes are links to paragraphs at the end. That is put right here; `prose.clean` does the rest.
"""

import re
from collections.abc import Iterator

from responses.lib import prose
from responses.lib.attributes import escape
from responses.lib.canon import NOTE_START
from responses.lib.clipping import Element, note_link, read
from responses.lib.lists import ListItem, nested

LIMIT = 8_000_000  # characters; an office program writes ten for each that shows

_KEPT = {"href", "lang", "start", "scope", "colspan", "rowspan", "data-footnote", "data-image"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sup": "sup", "sub": "sub"}
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_RAISED = {"super": "sup", "sub": "sub"}
_TITLES = {"msotitle", "title"}
_QUOTES = {"msoquote", "msointensequote", "quote"}
_LEVEL = re.compile(r"\blevel([1-9])\b", re.IGNORECASE)
_NUMBER = re.compile(r"[(（]?(?:(\d{1,5})|([a-z])|([ivxlc]+))[.)．）、]", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def from_clipboard(html: str) -> str:
    """The pasted HTML in the closed subset, text character for character; idempotent.

    Raises ProseError for what is longer than LIMIT, or than a text may be.
    """
    if len(html) > LIMIT:
        raise prose.ProseError("This text is too long: at most 1 MB is possible.")
    root = read(html)
    return prose.clean(_Writer(root).write(root))


class _Writer:
    def __init__(self, root: Element) -> None:
        self._notes = {key: note for key, note in _notes(root) if key in root.references}
        self._ends = set(map(id, self._notes.values()))
        self._placed: set[str] = set()
        self._is_office = root.is_office

    def write(self, parent: Element, *, in_heading: bool = False) -> str:
        """The inside of an element."""
        out: list[str] = []
        items: list[ListItem] = []
        for kid in parent.kids:
            item = None if isinstance(kid, str) else self._item(kid)
            if item:
                items.append(item)
            elif items and isinstance(kid, str) and not kid.strip():
                continue
            else:
                out.append(nested(items))
                items = []
                out.append(self._kid(kid, in_heading=in_heading))
        return "".join([*out, nested(items)])

    def _kid(self, kid: "Element | str", *, in_heading: bool) -> str:
        if isinstance(kid, str):
            return escape(kid)
        if kid.is_hidden or id(kid) in self._ends:
            return ""
        if kid.tag == "a" and (key := note_link(kid)) in self._notes:
            return self._note(key)
        if kid.tag in {"ul", "ol"}:
            return self._list(kid)
        inner = escape(_printed(kid)) + self.write(kid, in_heading=in_heading or kid.tag in _HEADINGS)
        return self._wrapped(kid, _spaces(kid, inner), in_heading=in_heading)

    def _wrapped(self, element: Element, inner: str, *, in_heading: bool) -> str:
        name = element.classes
        if element.tag == "p" and name & _TITLES:
            return f"<h2>{inner}</h2>"
        if element.tag == "p" and name & _QUOTES:
            return f"<blockquote><p>{inner}</p></blockquote>"
        for mark in _marks(element):
            # A heading is bold by itself; a style says so once more.
            if not (mark == "strong" and in_heading and element.tag not in _MARKS):
                inner = f"<{mark}>{inner}</{mark}>"
        if element.tag in _MARKS:
            return inner
        return f"<{element.tag}{self._attributes(element)}>{inner}" + (
            "" if element.is_void else f"</{element.tag}>"
        )

    def _attributes(self, element: Element) -> str:
        # Office programs name a language for every run, by keyboard and not by text.
        dropped = {"lang"} if self._is_office else set()
        kept = ((name, element.attributes[name]) for name in element.attributes if name in _KEPT - dropped)
        return "".join(f' {name}="{escape(value).replace(chr(34), "&quot;")}"' for name, value in kept)

    def _list(self, element: Element) -> str:
        """A list; one that stands between items, as Google Docs has it, goes into the item before it."""
        out, is_open = [f"<{element.tag}{self._attributes(element)}>"], False
        for kid in element.kids:
            if isinstance(kid, str) or (kid.tag in {"ul", "ol"} and is_open):
                out.append(self._kid(kid, in_heading=False))
                continue
            out.append("</li>" if is_open else "")
            is_open = kid.tag == "li"
            written = self._kid(kid, in_heading=False)
            out.append(written.removesuffix("</li>") if is_open else written)
        return "".join([*out, "</li>" if is_open else "", f"</{element.tag}>"])

    def _note(self, key: str) -> str:
        if key in self._placed:
            return ""
        self._placed.add(key)
        return f"{NOTE_START}{self.write(self._notes[key])}</span>"

    def _item(self, element: Element) -> ListItem | None:
        """A paragraph that Word counts as an item of a list that HTML can show, else None."""
        level = _level(element)
        if level is None or _printed(element):
            return None
        number = _NUMBER.fullmatch(element.label)
        return ListItem(level, number is not None, _count(number), self.write(element))


def _level(element: Element) -> int | None:
    """How deep in a list of Word's a paragraph stands, None if in none."""
    match = _LEVEL.search(element.styles.get("mso-list", ""))
    is_block = element.tag in {"p", "div", *_HEADINGS} and not element.is_hidden
    return int(match[1]) - 1 if match and is_block else None


def _printed(element: Element) -> str:
    """The label that must become text: a heading's, and one such as 第一章 or 一、 that no list prints."""
    label = element.label if _level(element) is not None else ""
    if not label or (element.tag not in _HEADINGS and (_NUMBER.fullmatch(label) or len(label) == 1)):
        return ""
    return label if label[-1] in "、．" else label + " "


def _notes(root: Element) -> Iterator[tuple[str, Element]]:
    """The notes at the end of a text: the largest elements that link back to one place only."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if len(element.back_links) == 1 and element.tag in {"div", "p", "li", "dd"}:
            yield element.back_links[0], element
        elif element.back_links:
            waiting += [kid for kid in element.kids if isinstance(kid, Element)]


def _marks(element: Element) -> list[str]:
    styles = element.styles
    weight, slant = styles.get("font-weight", ""), styles.get("font-style", "")
    own = _MARKS.get(element.tag, "")
    is_text = element.tag in {"span", "font", "a", *_MARKS}
    marks = []
    if is_text and ((own == "strong" and weight in {"", *_BOLD}) or weight in _BOLD):
        marks.append("strong")
    if is_text and ((own == "em" and slant in {"", "italic", "oblique"}) or slant in {"italic", "oblique"}):
        marks.append("em")
    raised = _RAISED.get(styles.get("vertical-align", ""), own if own in {"sup", "sub"} else "")
    return [*marks, raised] if raised and is_text else marks


def _spaces(element: Element, inner: str) -> str:
    """Typed spaces and tabs as they were typed; HTML could say them only as no-break ones."""
    if inner.strip() or "<" in inner:
        return inner
    if "mso-tab-count" in element.styles:
        return " "
    is_run = "mso-spacerun" in element.styles or "apple-converted-space" in element.classes
    return inner.replace("\xa0", " ") if is_run else inner


def _count(number: "re.Match[str] | None") -> int:
    if number is None:
        return 0
    if number[1]:
        return int(number[1])
    if number[2] and number[2].lower() not in _ROMAN:
        return ord(number[2].lower()) - ord("a") + 1
    values = [_ROMAN[char] for char in (number[2] or number[3]).lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
