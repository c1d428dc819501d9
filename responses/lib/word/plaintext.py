"""Plain text: its encoding told by what it holds, its paragraphs by empty lines, else by line ends."""

import re
from statistics import median

from responses.lib.characters import HAN
from responses.lib.word.blocks import Block, Document, Run
from responses.lib.word.manuscript import Refused

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}，。；：、！？”’」』）》])\n(?=[{HAN}“‘「『（《])")
_FOREIGN = re.compile("[^\x00-\x7f]")
_HAN = re.compile(f"[{HAN}]")
_WRAPPED = range(50, 100)  # columns at which mail programs and editors break lines


def decoded(data: bytes) -> str:
    """The bytes as text: by byte-order mark, else UTF-8, else GB18030. Raises Refused for what is no text."""
    mark = next((name for start, name in _MARKS.items() if data.startswith(start)), "")
    for encoding in [mark] if mark else ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text) or (encoding == "gb18030" and not _is_chinese(text)):
            break
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    raise Refused("kind")


def _is_chinese(text: str) -> bool:
    """Whether what GB18030 makes of some bytes can be meant: it makes something of almost any."""
    foreign = _FOREIGN.findall(text)
    return len(_HAN.findall(text)) > len(foreign) * 0.6


def document(text: str) -> Document:
    """The paragraphs of a plain text."""
    pieces = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n"))
    if len(pieces) == 1:
        pieces = text.split("\n")
    wrapped = _is_wrapped(pieces)
    return Document([Block(runs=[Run(_joined(piece) if wrapped else piece)]) for piece in pieces])


def _is_wrapped(pieces: list[str]) -> bool:
    """Whether line ends inside paragraphs are a program's and not the author's."""
    full = [len(line) for piece in pieces for line in piece.split("\n")[:-1]]
    return bool(full) and int(median(full)) in _WRAPPED


def _joined(piece: str) -> str:
    return _BETWEEN_HAN.sub("", piece).replace("\n", " ")
