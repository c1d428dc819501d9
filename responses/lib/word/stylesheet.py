"""A document's styles: what a name, a chain of parents and direct formatting come to."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from responses.lib.word.wordml import Part, W

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])")
_QUOTES = {
    "quote",
    "intense quote",
    "block text",
    "quotations",
    "block quotation",
    "引用",
    "明显引用",
    "引文",
}
_TITLES = {"title", "标题", "標題"}
_SUBTITLES = {"subtitle", "副标题", "副標題"}
_CAPTIONS = {"caption", "题注", "題註", "標號"}
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Format:
    """How a run of text looks, as far as an essay keeps it."""

    bold: bool = False
    italic: bool = False
    raised: str = ""  # "sup" or "sub"
    capitals: bool = False
    hidden: bool = False
    struck: bool = False
    href: str = ""


def value(element: ET.Element | None, name: str) -> str:
    """The w:val of a child of `element`, "" if either is missing."""
    child = None if element is None else element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def whole(text: str, otherwise: int) -> int:
    """A small number as it stands in the file, or `otherwise`."""
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def switch(element: ET.Element | None, name: str) -> bool | None:
    """A child that turns something on or off; None where it says nothing."""
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val", "1").lower() not in _OFF


def named_role(name: str) -> str:
    """What a paragraph of a style with this lower-case name is, "" if the name does not say."""
    if match := _HEADING.fullmatch(name):
        return f"h{match[1]}"
    roles = {"title": _TITLES, "subtitle": _SUBTITLES, "quote": _QUOTES, "caption": _CAPTIONS}
    return next((role for role, names in roles.items() if name in names), "")


class Stylesheet:
    """Styles by id; a missing part is a document without styles, whose ids then serve as names."""

    def __init__(self, part: Part | None) -> None:
        found = part.root.iter(f"{W}style") if part else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}

    def chain(self, style_id: str) -> list[ET.Element]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        chain: list[ET.Element] = []
        while (style := self._styles.get(style_id)) is not None and style not in chain:
            chain.append(style)
            style_id = value(style, "basedOn")
        return chain

    def _names(self, style_id: str) -> list[str]:
        names = [value(style, "name") for style in self.chain(style_id)] or [
            re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", style_id)
        ]
        return [name.strip().lower() for name in names]

    def role(self, properties: ET.Element | None) -> str:
        """What a paragraph is: "title", "subtitle", "quote", "caption", "h1" to "h9", or ""."""
        names = self._names(value(properties, "pStyle"))
        if role := next(filter(None, map(named_role, names)), ""):
            return role
        outline = value(self._first(properties, "outlineLvl"), "outlineLvl")
        return f"h{whole(outline, 9) + 1}" if whole(outline, 9) < 9 else ""

    def is_contents(self, properties: ET.Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents, which repeats what stands elsewhere."""
        return any(
            re.fullmatch(r"toc (?:[1-9]|heading)", n) for n in self._names(value(properties, "pStyle"))
        )

    def _first(self, properties: ET.Element | None, name: str) -> ET.Element | None:
        """The nearest paragraph properties that say something about `name`."""
        inherited = [style.find(f"{W}pPr") for style in self.chain(value(properties, "pStyle"))]
        said = (each for each in [properties, *inherited] if each is not None)
        return next((each for each in said if each.find(f"{W}{name}") is not None), None)

    def centred(self, properties: ET.Element | None) -> bool:
        """Whether a paragraph stands in the middle of the line."""
        return value(self._first(properties, "jc"), "jc") == "center"

    def numbering(self, properties: ET.Element | None) -> tuple[str, int]:
        """The id of a paragraph's list and its level in it; ("", 0) if it is in none."""
        holder = self._first(properties, "numPr")
        numbers = None if holder is None else holder.find(f"{W}numPr")
        level = value(numbers, "ilvl")
        name = value(numbers, "numId")
        return (name, min(whole(level, 0), 8)) if name not in {"", "0"} else ("", 0)

    def format(self, properties: ET.Element | None) -> Format:
        """What direct formatting and the character style say together; the direct one wins."""
        layers = [properties, *(style.find(f"{W}rPr") for style in self.chain(value(properties, "rStyle")))]

        def on(name: str) -> bool:
            return next((said for each in layers if (said := switch(each, name)) is not None), False)

        raised = next((found for each in layers if (found := value(each, "vertAlign"))), "")
        return Format(
            bold=on("b"),
            italic=on("i"),
            raised={"superscript": "sup", "subscript": "sub"}.get(raised, ""),
            capitals=on("caps"),
            hidden=on("vanish"),
            struck=on("strike") or on("dstrike"),
        )
