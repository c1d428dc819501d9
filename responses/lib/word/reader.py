"""A file as a manuscript: the content decides how it is read; the text is what its program shows.

`read_safely` is for files of strangers; `read` is what it runs in a process of its own.
"""

import re
from collections import Counter

from responses.lib import chinese, prose
from responses.lib.word import blocks as written
from responses.lib.word import docx, frontmatter, odt, plaintext, sandbox, webpage
from responses.lib.word.archive import Archive, refuse_by_start
from responses.lib.word.blocks import Block, Document
from responses.lib.word.manuscript import Manuscript, Refused

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_SAMPLE = 5_000  # characters: enough to know a language by


def read_safely(data: bytes, *, name: str = "") -> Manuscript:
    """`read` in a child process with little memory and little time. Raises Refused.

    The content alone decides what the file is; a `name` in .docx on something else is told from it.
    """
    _refuse_disguise(data, name)  # before a process is begun
    return sandbox.run(data)


def read(data: bytes, *, name: str = "") -> Manuscript:
    """The manuscript in the bytes of a file. Raises Refused with a plain sentence."""
    _refuse_disguise(data, name)
    try:
        return _manuscript(_document(data))
    except Refused:
        raise
    except RecursionError as error:
        raise Refused("bomb") from error
    except prose.ProseError as error:
        raise Refused("long") from error
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # Of a file that breaks the format in a way nobody foresaw, nothing is better than half.
        raise Refused("memory") from error


def _refuse_disguise(data: bytes, name: str) -> None:
    """Refuse what calls itself a Word file and is not even an archive: no honest program writes that."""
    refuse_by_start(data)
    if name.lower().endswith(".docx") and not data.startswith(b"PK"):
        raise Refused("kind")


def _document(data: bytes) -> Document:
    if data.startswith(b"PK"):
        archive = Archive(data)
        return odt.document(archive) if archive.is_opendocument else docx.document(archive)
    page = webpage.decoded(data)
    return webpage.document(page) if webpage.is_page(page) else plaintext.document(plaintext.decoded(data))


def _manuscript(document: Document) -> Manuscript:
    blocks = document.blocks
    manuscript = Manuscript(
        language=_language(" ".join(map(_words, blocks))[:_SAMPLE]), images=document.images
    )
    rest = frontmatter.take_out(blocks, manuscript)
    manuscript.body_html = prose.clean(written.html(rest))
    if not manuscript.body_html and not manuscript.title:
        raise Refused("blank")
    indents = manuscript.body_html.count("<p>\u3000")
    found = document.findings + Counter(manuscript.findings) + Counter(indents=indents)
    manuscript.findings = {code: count for code, count in found.items() if count > 0}
    return manuscript


def _words(block: Block) -> str:
    inner = [_words(each) for row in block.rows for cell in row for each in cell.blocks]
    return " ".join([block.text, prose.text(block.markup), *inner])


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
