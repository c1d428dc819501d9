"""Word's fields: what is code in them and what shows (ECMA-376, 17.16)."""

import re
from collections import Counter
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from responses.lib.word.stylesheet import switch
from responses.lib.word.wordml import W

_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\\"\s]\S*))(.*)', re.DOTALL)
_WEB = re.compile(r"(?:https?://|mailto:)[^\s/?#]", re.IGNORECASE)
_CITATION = re.compile(
    r"\s*ADDIN\s+(?:ZOTERO|EN\.|CSL_|Mendeley|CITAVI|PAPERS2|RW\.|NE\.)|\s*CITATION\s", re.IGNORECASE
)


def web_address(target: str) -> str:
    """`target` if a page may link there, else ""."""
    return target.strip() if _WEB.match(target.strip()) else ""


def said_by(code: str, findings: Counter[str]) -> str:
    """The web address a field's code links to, else ""; counts what a reader should know."""
    if _CITATION.match(code):
        findings["citations"] += 1
    match = _LINK.match(code)
    if not match:
        return ""
    target = (match[1] if match[1] is not None else match[2]) or ""
    if not web_address(target) and target and not target.startswith("#"):
        findings["links"] += 1
    return web_address(target)


@dataclass
class _Field:
    code: str = ""
    shows: bool = False
    href: str = ""


class Fields:
    """The fields that are open while a text is read; they may nest and span paragraphs."""

    def __init__(self, findings: Counter[str]) -> None:
        self._open: list[_Field] = []
        self._findings = findings

    @property
    def hide(self) -> bool:
        """Whether what comes now is code, not text."""
        return any(not each.shows for each in self._open)

    @property
    def href(self) -> str:
        """The address that what comes now links to."""
        return next((each.href for each in reversed(self._open) if each.href), "")

    def code(self, text: str) -> None:
        """Take in a piece of the code."""
        if self._open and not self._open[-1].shows:
            self._open[-1].code += text

    def turn(self, mark: ET.Element) -> str:
        """Begin, part or end a field; return what an old form's tick box shows."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Field())
            return _tick_box(mark)
        if self._open and kind == "separate":
            self._open[-1].shows = True
            self._open[-1].href = said_by(self._open[-1].code, self._findings)
        elif self._open and kind == "end":
            last = self._open.pop()
            if not last.shows:
                said_by(last.code, self._findings)
        return ""

    def end_paragraph(self) -> None:
        """Forget fields whose code never ended, or a broken one would swallow the rest of the text."""
        self._open = [each for each in self._open if each.shows]


def _tick_box(mark: ET.Element) -> str:
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    said = switch(box, "checked")
    return "☒" if (said if said is not None else switch(box, "default")) else "☐"
