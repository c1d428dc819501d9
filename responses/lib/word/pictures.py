"""The pictures of a document: which can be kept, under what key, with what description."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from xml.etree import ElementTree as ET

from responses.lib.characters import purge
from responses.lib.word.manuscript import Picture
from responses.lib.word.wordml import A, Part, R, V

MOST, MOST_BYTES = 50, 10_000_000  # pictures of one document, and what they weigh together
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF87a": "gif", b"GIF89a": "gif"}
_LONGEST = 2_000  # characters of a description


class Pictures:
    """Keeps pictures by key, each once; what cannot be kept is counted in `findings`."""

    def __init__(self, read: Callable[[str], bytes], findings: Counter[str]) -> None:
        self._read = read
        self._findings = findings
        self.kept: dict[str, Picture] = {}

    def keep(self, name: str, alternative: str, *, decorative: bool = False) -> str:
        """The key of the picture in a part of the file, "" if it cannot be kept."""
        data = self._read(name) if name else b""
        kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")
        weight = sum(len(each.data) for each in self.kept.values())
        if not kind or len(self.kept) >= MOST or weight + len(data) > MOST_BYTES:
            self._findings["images"] += 1
            return ""
        words = " ".join(purge(alternative).split())[:_LONGEST]
        # The key of its content and words: the same file gives the same text each time it is read.
        key = sha256(words.encode() + b"\0" + data).hexdigest()[:32]
        self._findings["undescribed"] += not words and not decorative and key not in self.kept
        self.kept.setdefault(key, Picture(key, kind, data, words))
        return key


def named_in(drawing: ET.Element, part: Part) -> list[tuple[str, str, bool]]:
    """The pictures of a drawing: part, description, and whether it says that it only decorates."""
    inner = next((each for each in drawing.iter(_DRAWN)), None)
    words = "" if inner is None else inner.get("descr", "") or inner.get("title", "")
    decorative = any(each.get("val") in {"1", "true"} for each in drawing.iter(_DECORATIVE))
    found = [(each.get(f"{R}embed", ""), words) for each in drawing.iter(f"{A}blip")]
    for shape in drawing.iter(f"{V}shape"):
        found += [(each.get(f"{R}id", ""), shape.get("alt", "")) for each in shape.iter(f"{V}imagedata")]
    return [(_inside(part, own), alternative, decorative) for own, alternative in found]


def _inside(part: Part, own: str) -> str:
    relation = part.relations.get(own)
    return "" if relation is None or relation.external else relation.target
