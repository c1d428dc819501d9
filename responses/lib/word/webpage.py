"""Web pages that stand for manuscripts: Word's "filtered" HTML, an export of Google Docs or LibreOffice."""

import re
from collections import Counter

from responses.lib import pasted, tree
from responses.lib.canon import canonical
from responses.lib.nodes import Item
from responses.lib.word import plaintext
from responses.lib.word.blocks import BREAK, Block, Document, Run
from responses.lib.word.stylesheet import Format

_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_ENCODINGS = {b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030", b"big5": "big5hkscs"}
_ENCODINGS |= {b"windows-1252": "cp1252", b"iso-8859-1": "cp1252", b"utf-8": "utf-8", b"unicode": "utf-16"}


def is_page(text: str) -> bool:
    """Whether a text begins as a web page does."""
    return _START.match(text) is not None


def decoded(data: bytes) -> str:
    """The page as text: a byte-order mark wins over what the page says, that over what it looks like."""
    said = _CHARSET.search(data[:4_000])
    encoding = _ENCODINGS.get(said[1].lower()) if said else None
    if encoding and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return data.decode(encoding, errors="replace")
    return plaintext.decoded(data)


def document(html: str) -> Document:
    """The blocks of a web page."""
    body = pasted.from_clipboard(html)
    blocks = [_block(line) for line in body.split("\n") if line]
    return Document(blocks, Counter(images=len(re.findall(r"<img\b", html, re.IGNORECASE))))


def _block(line: str) -> Block:
    """A line of the closed subset; what is neither paragraph nor heading is kept as it stands."""
    node = tree.read(line).kids[0]
    if node.tag not in {"p", "h2", "h3", "h4"} or canonical(line) != line:
        return Block("markup", markup=line)
    return Block(node.tag.removeprefix("p"), [_run(item) for item in node.items])


def _run(item: Item) -> Run:
    if item.is_break:
        return Run(BREAK)
    if item.inner is not None:
        return Run(note=[Block(runs=[_run(each) for each in item.inner])])
    tags = {mark.tag: mark.attributes for mark in item.marks}
    href = re.sub(r'^ href="|"$', "", tags.get("a", "")).replace("&quot;", '"').replace("&amp;", "&")
    raised = "sup" if "sup" in tags else "sub" if "sub" in tags else ""
    return Run(item.text, Format(bold="strong" in tags, italic="em" in tags, raised=raised, href=href))
