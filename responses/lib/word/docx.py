"""A Word file as a manuscript: text character for character as Word shows it, hostile files refused.

`read_safely` is for files of strangers; `read` is what it runs in a process of its own.
"""

import re
from collections import Counter

from responses.lib import chinese, prose
from responses.lib.word import blocks as written
from responses.lib.word import frontmatter, sandbox
from responses.lib.word.archive import MOST_BYTES, Archive
from responses.lib.word.blocks import Block
from responses.lib.word.body import Body
from responses.lib.word.manuscript import Manuscript, Refused
from responses.lib.word.wordml import Package, W

__all__ = ["Manuscript", "Refused", "read", "read_safely"]

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_SAMPLE = 5_000  # characters: enough to know a language by


def read_safely(data: bytes, *, name: str = "") -> Manuscript:
    """`read` in a child process with little memory and little time. Raises Refused.

    `name` is for the reader's own messages; the content alone decides what the file is.
    """
    if len(data) > MOST_BYTES:
        raise Refused("large")  # not worth a process
    return sandbox.run(data)


def read(data: bytes, *, name: str = "") -> Manuscript:
    """The manuscript in the bytes of a .docx. Raises Refused with a plain sentence."""
    try:
        return _read(data)
    except Refused:
        raise
    except RecursionError as error:
        raise Refused("bomb") from error
    except prose.ProseError as error:
        raise Refused("long") from error
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # Of a file that breaks the format in a way nobody foresaw, nothing is better than half.
        raise Refused("memory") from error


def _read(data: bytes) -> Manuscript:
    package = Package(Archive(data))
    body = Body(package)
    blocks = body.blocks()
    manuscript = Manuscript(language=_language(" ".join(map(_words, blocks))[:_SAMPLE]))
    rest = frontmatter.take_out(blocks, manuscript)
    manuscript.body_html = prose.clean(written.html(rest))
    if not manuscript.body_html and not manuscript.title:
        raise Refused("blank")
    found = (
        body.findings + Counter(linked=package.linked(), **_margins(package)) + Counter(manuscript.findings)
    )
    found["indents"] = manuscript.body_html.count("<p>\u3000")
    manuscript.images = list(body.pictures.kept.values())
    manuscript.findings = {code: count for code, count in found.items() if count > 0}
    return manuscript


def _words(block: Block) -> str:
    return " ".join(
        [block.text, *(_words(each) for row in block.rows for cell in row for each in cell.blocks)]
    )


def _margins(package: Package) -> dict[str, int]:
    """How many page headers and footers say something; their numbers of pages do not count."""
    texts = {
        kind: ["".join(t.text or "" for t in part.root.iter(f"{W}t")) for part in package.all(kind[:-1])]
        for kind in ("headers", "footers")
    }
    return {kind: sum(bool(re.search(r"[^\W\d_]", text)) for text in found) for kind, found in texts.items()}


def _language(text: str) -> str:
    """English, 简 or 繁, by what most of the text is; each 汉字 weighs as much as a word."""
    han = _HAN.findall(text)
    if len(han) <= len(_LATIN_WORD.findall(text)):
        return "en"
    plain = "".join(han)
    simplified = chinese.convert(plain, source="zh-hant", target="zh-hans")
    traditional = chinese.convert(plain, source="zh-hans", target="zh-hant")
    changed = [sum(a != b for a, b in zip(plain, each, strict=False)) for each in (simplified, traditional)]
    return "zh-hant" if changed[0] > changed[1] else "zh-hans"
