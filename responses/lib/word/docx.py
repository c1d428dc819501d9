"""Word files (ECMA-376, transitional and strict)."""

import re
from collections import Counter

from responses.lib.word.archive import Archive
from responses.lib.word.blocks import Document
from responses.lib.word.body import Body
from responses.lib.word.wordml import Package, W


def document(archive: Archive) -> Document:
    """The text of a .docx. Raises Refused for a package without one."""
    package = Package(archive)
    body = Body(package)
    blocks = body.blocks()
    findings = body.findings + Counter(linked=package.linked(), **_margins(package))
    return Document(blocks, findings, list(body.pictures.kept.values()))


def _margins(package: Package) -> dict[str, int]:
    """How many page headers and footers say something; their numbers of pages do not count."""
    texts = {
        kind: ["".join(t.text or "" for t in part.root.iter(f"{W}t")) for part in package.all(kind[:-1])]
        for kind in ("headers", "footers")
    }
    return {kind: sum(bool(re.search(r"[^\W\d_]", text)) for text in found) for kind, found in texts.items()}
