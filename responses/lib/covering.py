"""Covering what a text mentions: in its place stands a word of ours, and nothing else of the text changes.

What may be a mention only perhaps stays as it is, and is told of (``places``).
"""

import re
from collections.abc import Callable, Sequence
from html import escape, unescape
from itertools import accumulate
from typing import NamedTuple

from responses.lib import prose
from responses.lib.canon import NOTE_START
from responses.lib.mentions import PERHAPS, Mention

Find = Callable[[str], Sequence[Mention]]
Label = Callable[[str], str]

_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_SIGN = re.compile(r"&[a-z#0-9]+;|.", re.DOTALL)
_INLINE = frozenset({"em", "strong", "sub", "sup", "a", "span"})
AROUND = 60  # characters


class Place(NamedTuple):
    """One mention, with the words around it."""

    before: str
    said: str
    after: str
    kind: str


def cover_text(text: str, find: Find, label: Label) -> str:
    """A plain text with what ``find`` finds covered by ``label`` of its kind."""
    for mention in reversed(_sure(find(text))):
        text = text[: mention.start] + label(mention.kind) + text[mention.end :]
    return text


def cover_html(html: str, find: Find, label: Label) -> str:
    """The same for a body as it is stored; a mention may begin in one element and end in another."""
    plain, parts = _read(html)
    found = _sure(find(plain))
    if not found:
        return html
    starts = list(accumulate((len(part.plain) for part in parts), initial=0))
    out = []
    for part, start in zip(parts, starts, strict=False):
        here = [each for each in found if each.start < start + len(part.plain) and each.end > start]
        out.append(_covered(part, start, here, label) if here and not part.is_tag else part.html)
    # What is empty now goes.
    return prose.clean("".join(out))


def places(html: str, find: Find) -> list[Place]:
    """What is mentioned, each with what stands around it."""
    plain = _read(html)[0]
    return [
        Place(
            plain[max(0, each.start - AROUND) : each.start].rpartition("\n")[2],
            plain[each.start : each.end],
            plain[each.end : each.end + AROUND].partition("\n")[0],
            each.kind,
        )
        for each in find(plain)
    ]


def _sure(found: Sequence[Mention]) -> list[Mention]:
    return [each for each in found if each.kind != PERHAPS]


class _Part(NamedTuple):
    """A tag or a text of a body, and what a reader reads of it."""

    html: str
    plain: str
    is_tag: bool


def _read(html: str) -> tuple[str, list[_Part]]:
    parts: list[_Part] = []
    here, depth = 0, 0  # spans within a note, the note itself among them
    for match in _TAG.finditer(html):
        if text := html[here : match.start()]:
            parts.append(_Part(text, unescape(text), is_tag=False))
        is_note = match[0] == NOTE_START or (match[0] == "</span>" and depth == 1)
        if match[2] == "span" and (depth or is_note):
            depth += -1 if match[1] else 1
        is_edge = is_note or match[2] not in _INLINE
        parts.append(_Part(match[0], "\n" if is_edge else "", is_tag=True))
        here = match.end()
    if text := html[here:]:
        parts.append(_Part(text, unescape(text), is_tag=False))
    return "".join(part.plain for part in parts), parts


def _covered(part: _Part, start: int, found: Sequence[Mention], label: Label) -> str:
    """One text without its share of the mentions; the label stands where each begins."""
    signs: list[str] = _SIGN.findall(part.html)
    for each in reversed(found):
        first, last = max(each.start - start, 0), each.end - start
        signs[first:last] = [escape(label(each.kind), quote=False)] if each.start >= start else []
    return "".join(signs)
