"""Text that was typed into a plain box, as paragraphs; and a text with marks as such a plain one again."""

import re
from html import escape, unescape
from statistics import median

from responses.lib import prose
from responses.lib.characters import HAN, purge

_BREAK = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_EMPTY = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}，。；：、！？”’」』）》])\n(?=[{HAN}“‘「『（《])")
_WRAPPED = range(50, 100)  # columns at which mail programs and editors break lines
_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"</(?:p|h[2-4]|li|tr|caption|figcaption|blockquote)>|<br>|<hr>")
_NUMBER = re.compile(r"<sup>([0-9]{1,4})</sup>")


def body_of(text: str) -> str:
    """Typed text in the closed subset. Raises ``ProseError`` for more than that may hold."""
    return prose.clean("".join(f"<p>{escape(each, quote=False)}</p>" for each in paragraphs(text)))


def paragraphs(text: str) -> list[str]:
    """Each line is one, as people type on a phone; but lines that a mail program broke belong together."""
    text = purge(_BREAK.sub("\n", text))
    pieces = _EMPTY.split(text)
    if _is_wrapped(pieces):
        found = [_BETWEEN_HAN.sub("", piece).replace("\n", " ") for piece in pieces]
    else:
        found = text.split("\n")
    return [each.strip() for each in found if each.strip()]


def _is_wrapped(pieces: list[str]) -> bool:
    if len(pieces) == 1:
        return False
    full = [len(line) for piece in pieces for line in piece.split("\n")[:-1]]
    return bool(full) and int(median(full)) in _WRAPPED


def text_of(body: str) -> str:
    """A body of the closed subset without its marks; its notes stand numbered at the end, so no word goes."""
    html, notes = prose.to_numbered(body)
    said = _END.sub("\n", _NUMBER.sub(r"[\1]", html).replace("</td>", " ").replace("</th>", " "))
    lines = [line.strip() for line in unescape(_TAG.sub("", said)).split("\n")]
    ends = [f"[{number}] {unescape(_TAG.sub('', note)).strip()}" for number, note in enumerate(notes, 1)]
    return "\n\n".join([*(line for line in lines if line), *ends])
