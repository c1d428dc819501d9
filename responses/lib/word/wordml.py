"""WordprocessingML: its names, its parts, and how they find one another (ECMA-376, parts 1 and 2)."""

import posixpath
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from responses.lib.word.archive import Archive
from responses.lib.word.manuscript import Refused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# Strict documents (ISO/IEC 29500) say the same under other names.
_STRICT = {
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": W,
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}": R,
    "{http://purl.oclc.org/ooxml/officeDocument/math}": M,
    "{http://purl.oclc.org/ooxml/drawingml/main}": A,
}
_DEEPEST = 200  # no writer nests deeper, and walking is recursive


class _Builder(ET.TreeBuilder):
    """Builds a tree of transitional names; refuses declarations in any encoding, and abysses."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refused("bomb")
        return super().start(_plain(tag), {_plain(name): value for name, value in attrs.items()})

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(_plain(tag))

    def doctype(self, name: str, pubid: str | None, system: str | None, /) -> None:
        raise Refused("doctype")


def _plain(name: str) -> str:
    if name.startswith("{http://purl.oclc.org/ooxml/"):
        space, _, local = name.rpartition("}")
        return _STRICT.get(space + "}", space + "}") + local
    return name


def parse(data: bytes) -> ET.Element:
    """The root of an XML part; a byte-order mark and blank lines before it are forgiven."""
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - declarations are refused, entities cannot be
    bare = data if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        parser.feed(bare)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        raise error if isinstance(error, Refused) else Refused("zip") from error
    return root


@dataclass
class Relation:
    """Where a relation of a part points; `kind` is the last word of its type."""

    kind: str
    target: str
    external: bool


@dataclass
class Part:
    """One part with its relations by id."""

    root: ET.Element
    relations: dict[str, Relation] = field(default_factory=dict)


class Package:
    """The parts of a document, found by relation and not by name."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        name = self._main_name()
        if not archive.part(name):
            raise Refused("kind")
        self.main = self._part(name)
        if self.main.root.tag != f"{W}document":
            raise Refused("kind")
        self._folder = posixpath.dirname(name)

    def one(self, kind: str) -> Part | None:
        """The part of one kind ("styles", "footnotes"), or None; a broken one counts as none."""
        named = self.all(kind)
        if named:
            return named[0]
        fallback = posixpath.join(self._folder, f"{kind}.xml")
        return self._part(fallback) if self._archive.part(fallback) else None

    def all(self, kind: str) -> list[Part]:
        """Every part of one kind that the document relates to."""
        names = [
            each.target for each in self.main.relations.values() if each.kind == kind and not each.external
        ]
        return [self._part(name) for name in names if self._archive.part(name)]

    def picture(self, name: str) -> bytes:
        """The bytes of a picture, b"" if the file lacks it."""
        return self._archive.picture(name)

    def linked(self) -> int:
        """How many files outside the archive its parts point to, hyperlinks not counted."""
        rels = [name for name in self._archive.names() if name.endswith(".rels")]
        found = [each for name in rels for each in self._relations(name, "").values()]
        return sum(each.external and each.kind != "hyperlink" for each in found)

    def _main_name(self) -> str:
        for each in self._relations("_rels/.rels", "").values():
            if each.kind == "officeDocument" and not each.external and each.target in self._archive:
                return each.target
        types = self._archive.part("[Content_Types].xml")
        for override in parse(types).iter(f"{_TYPES}Override") if types else ():
            if "wordprocessingml" in override.get("ContentType", "") and override.get(
                "ContentType", ""
            ).endswith(".main+xml"):
                return override.get("PartName", "").lstrip("/")
        return "word/document.xml"

    def _part(self, name: str) -> Part:
        folder, base = posixpath.split(name)
        relations = self._relations(posixpath.join(folder, "_rels", f"{base}.rels"), folder)
        return Part(parse(self._archive.part(name)), relations)

    def _relations(self, name: str, folder: str) -> dict[str, Relation]:
        data = self._archive.part(name)
        found = {}
        for each in parse(data).iter(f"{_PACKAGE}Relationship") if data else ():
            external = each.get("TargetMode", "") == "External"
            target = each.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found
