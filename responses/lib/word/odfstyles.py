"""The styles of an OpenDocument text: how a run looks, what a paragraph is, how a list counts."""

from xml.etree import ElementTree as ET

from responses.lib.word.numbering import Number, numeral
from responses.lib.word.stylesheet import Format, named_role, whole

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, TABLE = f"{_OASIS}text:1.0}}", f"{_OASIS}style:1.0}}", f"{_OASIS}table:1.0}}"
DRAW, OFFICE, FO = f"{_OASIS}drawing:1.0}}", f"{_OASIS}office:1.0}}", f"{_OASIS}xsl-fo-compatible:1.0}}"
SVG, XLINK = f"{_OASIS}svg-compatible:1.0}}", "{http://www.w3.org/1999/xlink}"

_BOLD = {"bold", "600", "700", "800", "900"}
_SLANTED = {"italic", "oblique"}
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class Styles:
    """Styles by family and name; the automatic ones are what a writer did by hand."""

    def __init__(self, *roots: ET.Element | None) -> None:
        self._styles: dict[tuple[str, str], ET.Element] = {}
        self._automatic: set[int] = set()
        self._lists: dict[str, dict[int, ET.Element]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for root in roots:
            if root is not None:
                self._take_in(root)

    def _take_in(self, root: ET.Element) -> None:
        for group in root:
            for style in group.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
                if group.tag == f"{OFFICE}automatic-styles":
                    self._automatic.add(id(style))
        for style in root.iter(f"{TEXT}list-style"):
            levels = {whole(each.get(f"{TEXT}level", ""), 1): each for each in style}
            self._lists[style.get(f"{STYLE}name", "")] = levels

    def _chain(self, family: str, name: str) -> list[ET.Element]:
        chain: list[ET.Element] = []
        while (style := self._styles.get((family, name))) is not None and style not in chain:
            chain.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return chain

    def role(self, name: str) -> str:
        """What a paragraph of a style is, as in a Word file."""
        chain = self._chain("paragraph", name)
        names = [style.get(f"{STYLE}display-name", style.get(f"{STYLE}name", "")) for style in chain]
        roles = (named_role(each.replace("_20_", " ").strip().lower()) for each in names or [name])
        return next(filter(None, roles), "")

    def centred(self, name: str) -> bool:
        """Whether a paragraph stands in the middle of the line."""
        said = (each.find(f"{STYLE}paragraph-properties") for each in self._chain("paragraph", name))
        found = (each.get(f"{FO}text-align") for each in said if each is not None)
        return next(filter(None, found), "") == "center"

    def paragraph_format(self, name: str) -> Format:
        """How the text of a paragraph looks by hand; what a named style says is its own affair."""
        chain = [style for style in self._chain("paragraph", name) if id(style) in self._automatic]
        return _format(chain, Format())

    def format(self, name: str, around: Format) -> Format:
        """How a span looks inside text that looks like `around`."""
        return _format(self._chain("text", name), around)

    def begin_list(self, name: str, level: int, *, goes_on: bool) -> None:
        """A list begins at a level (from 1), counting anew unless it goes on."""
        if not goes_on:
            self._counts.pop((name, level), None)

    def number(self, name: str, level: int, start: str) -> Number | None:
        """The next number of a list at a level (from 1); None where it shows nothing."""
        style = self._lists.get(name, {}).get(level)
        if style is None or style.tag == f"{TEXT}list-level-style-bullet":
            return Number(level - 1, ordered=False, count=0, label="", is_list=True)
        first = whole(start or style.get(f"{TEXT}start-value", ""), 1)
        count = first if start else self._counts.get((name, level), first - 1) + 1
        self._counts[name, level] = count
        kind = style.get(f"{STYLE}num-format", "")
        if not kind:
            return None
        shown = numeral(count, _FORMATS.get(kind, "chineseCounting" if kind.startswith("一") else "decimal"))
        around = [style.get(f"{STYLE}num-prefix", ""), style.get(f"{STYLE}num-suffix", "")]
        is_list = kind in _FORMATS and all(len(each.strip()) < 2 for each in around)
        return Number(level - 1, ordered=True, count=count, label=shown.join(around) + " ", is_list=is_list)


def _format(chain: list[ET.Element], around: Format) -> Format:
    layers = [found for each in chain if (found := each.find(f"{STYLE}text-properties")) is not None]

    def said(*names: str) -> str | None:
        return next(
            (found for each in layers for name in names if (found := each.get(name)) is not None), None
        )

    def is_in(found: str | None, values: set[str], otherwise: bool) -> bool:
        return otherwise if found is None else found in values

    raised = (said(f"{STYLE}text-position") or "").split(" ")[0]
    struck = said(f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type")
    return Format(
        bold=is_in(said(f"{FO}font-weight", f"{STYLE}font-weight-asian"), _BOLD, around.bold),
        italic=is_in(said(f"{FO}font-style", f"{STYLE}font-style-asian"), _SLANTED, around.italic),
        raised={"super": "sup", "sub": "sub"}.get(raised, "" if raised else around.raised),
        capitals=is_in(said(f"{FO}text-transform"), {"uppercase"}, around.capitals),
        hidden=is_in(said(f"{TEXT}display"), {"none"}, around.hidden),
        struck=around.struck if struck is None else struck != "none",
        href=around.href,
    )
