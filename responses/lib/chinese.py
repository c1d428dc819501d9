"""Chinese text: between the scripts, in one form for comparison, and whether there is any.

Conversion is a draft that a person checks: OpenCC errs on surnames (范, 余) and on 云.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import opencc

from responses.lib import variants

# s2tw, not s2t: OpenCC's own "standard" prints 爲, 羣, 牀 and 喫麪, which no newspaper does; s2tw
# prints what schools in Taiwan teach (為, 群, 床, 吃麵) and leaves the words alone. Both know phrases.
_CONFIGS = {("zh-hans", "zh-hant"): "s2tw", ("zh-hant", "zh-hans"): "t2s"}
TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}  # as BCP 47 writes them

_HAN = re.compile(
    "[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U0003fffd]"
)
# A rare character stands in a name exactly as its bearer or the edition writes it, and a variation
# selector belongs to the very character before it.
_KEEP = re.compile(
    "(.[\ufe00-\ufe0f\U000e0100-\U000e01ef]+|[\uf900-\ufad9\U00020000-\U0003fffd]+)", re.DOTALL
)
_SHOWS_NOTHING = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)


def has_han(text: str) -> bool:
    """Whether any character is a Han character (々, 〇 and radicals included)."""
    return _HAN.search(text) is not None


# --- One form for comparison


def fold(text: str) -> str:
    """One form for search and comparison: NFKC, simplified character by character, casefolded.

    What shows nothing (variation selectors, zero-width and direction marks) is dropped. Folding twice
    changes nothing more; the form is never shown.
    """
    plain = _SHOWS_NOTHING.sub("", unicodedata.normalize("NFKC", text))
    if has_han(plain):
        plain = plain.translate(_simplified())
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())


# What OpenCC leaves apart, because a phrase decides or it is old, but a reader searching means either.
_ALSO_ONE = {pair[0]: pair[1] for pair in (*variants.PAIRS, *variants.CONVERTED)}


@cache
def _simplified() -> dict[int, str]:
    """Every character whose simplified form is another, taken alone: by phrases, 乾 would miss 乾隆."""
    before = "\n".join(map(chr, chain(range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x323B0))))
    after = _converter("t2s")(before)
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    one = {old: _ALSO_ONE.get(new, new) for old, new in pairs if old != new} | _ALSO_ONE
    return {ord(old): new for old, new in one.items()}


# --- Between the scripts


def convert(text: str, *, source: str, target: str) -> str:
    """Plain `text` in the other script, its quotation marks too; line ends part paragraphs.

    Characters outside the basic plane, compatibility characters and characters with a variation
    selector stay. ValueError unless both languages are "zh-hans" or "zh-hant".
    """
    lines = [[line] for line in text.split("\n")]
    return "\n".join(chain.from_iterable(_convert_blocks(lines, source, target)))


def convert_html(html: str, *, source: str, target: str) -> str:
    """A text of the closed HTML subset in the other script: text only, no attribute, in linear time.

    What stands under another `lang` stays; an inner `lang` naming the source then names the target.
    Words and quotations are recognised across inline markup, and a note is a text of its own.
    """
    reading = _Reading(source, target)
    tail = reading.read(html)
    blocks = [[reading.tokens[n] if n >= 0 else _BREAK for n in block] for block in reading.blocks]
    for block, pieces in zip(reading.blocks, _convert_blocks(blocks, source, target), strict=True):
        for n, piece in zip(block, pieces, strict=True):
            if n >= 0:
                reading.tokens[n] = piece
    return "".join(reading.tokens) + tail


@cache
def _converter(config: str) -> Callable[[str], str]:
    """OpenCC's converter, loaded when first needed (tens of ms); it holds no state between calls."""
    convert_by: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert_by


def _convert_blocks(blocks: list[list[str]], source: str, target: str) -> list[list[str]]:
    """Each block is a paragraph in pieces, as inline markup cuts it; it comes back in as many pieces."""
    if source == target and source in TAGS:
        return blocks
    if (source, target) not in _CONFIGS:
        raise ValueError(f"There is no conversion from {source} to {target}.")
    by_opencc = _converter(_CONFIGS[source, target])
    quoted = any(_OWN_QUOTES[source].intersection(text) and has_han(text) for text in map("".join, blocks))
    return [_convert_block(block, by_opencc, target if quoted else None) for block in blocks]


def _convert_block(pieces: list[str], by_opencc: Callable[[str], str], quotes: str | None) -> list[str]:
    whole = "".join(pieces)
    if not has_han(whole):
        return pieces
    converted = _characters(whole, by_opencc)
    if len(converted) != len(whole):  # no way to tell where the markup belongs: give up phrases across it
        pieces = [_characters(piece, by_opencc) for piece in pieces]
        converted = "".join(pieces)
    return list(_cut(_requote(converted, quotes) if quotes else converted, pieces))


def _cut(text: str, like: list[str]) -> Iterator[str]:
    start = 0
    for piece in like:
        yield text[start : start + len(piece)]
        start += len(piece)


def _characters(text: str, by_opencc: Callable[[str], str]) -> str:
    pieces = _KEEP.split(text)  # every second one is to keep
    return "".join(piece if n % 2 else by_opencc(piece) for n, piece in enumerate(pieces) if piece)


# --- Quotation marks

_QUOTES = {"zh-hans": ("“”", "‘’"), "zh-hant": ("「」", "『』")}
_OWN_QUOTES = {language: {pair[0] for pair in pairs} for language, pairs in _QUOTES.items()}
_CLOSER = {pair[0]: pair[1] for pairs in _QUOTES.values() for pair in pairs}
_LEVEL = {pair[1]: level for pairs in _QUOTES.values() for level, pair in enumerate(pairs)}


def _requote(text: str, language: str) -> str:
    """A paragraph with the language's quotation marks, outer and inner by depth, as many characters long.

    A paragraph may close a quotation opened in an earlier one, or open one that a later one closes.
    """
    out = list(text)
    expected: list[str] = []
    open_ones: Counter[str] = Counter()
    for n, mark in enumerate(text):
        if mark in _CLOSER:
            out[n] = _QUOTES[language][len(expected) % 2][0]
            expected.append(_CLOSER[mark])
            open_ones[_CLOSER[mark]] += 1
        elif mark in _LEVEL and not (mark == "’" and (not open_ones[mark] or _in_latin_word(text, n))):
            level = _LEVEL[mark]
            while open_ones[mark]:
                closed = expected.pop()
                open_ones[closed] -= 1
                level = len(expected)
                if closed == mark:
                    break
            out[n] = _QUOTES[language][level % 2][1]
    return "".join(out)


def _in_latin_word(text: str, n: int) -> bool:
    around = text[n - 1 : n] + text[n + 1 : n + 2]
    return len(around) == 2 and around.isalpha() and not has_han(around)


# --- HTML

_TOKEN = re.compile(r"""[^<]+|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']++|"[^"]*+"|'[^']*+')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/]+)(?:="([^"]*)"|='([^']*)'|=(\S*))?""")
_INLINE = {"a", "em", "strong", "sub", "sup", "span", "b", "i", "cite", "code", "q", "s", "u", "bdi", "abbr"}
_VOID = {"br", "hr", "img", "wbr", "col"}
_BREAK = "\n"  # stands in a block for what parts words: a line break, a passage in another language


@dataclass
class _Open:
    """An element not yet closed: is its text to be converted, and which block does it, a note, interrupt."""

    tag: str
    ours: bool
    outer: list[int] | None


@dataclass
class _Reading:
    """HTML as tokens, and which of them make up the paragraphs to convert (-1: a break)."""

    source: str
    target: str
    tokens: list[str] = field(default_factory=list)
    blocks: list[list[int]] = field(default_factory=lambda: [[]])
    path: list[_Open] = field(default_factory=list)
    block: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.block = self.blocks[0]

    def read(self, html: str) -> str:
        """Take in `html`; return the rest, which is empty unless the markup is broken there."""
        position = 0
        while match := _TOKEN.match(html, position):
            position = match.end()
            self.tokens.append(match[0])
            closing, tag, attributes = match.groups()
            if tag is None:
                ours = not self.path or self.path[-1].ours
                self.block.append(len(self.tokens) - 1 if ours else -1)
            elif closing:
                self._close(tag.lower())
            else:
                self._open(tag.lower(), attributes)
        return html[position:]

    def _open(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            self.block.append(-1)
            return
        found = {match[1].lower(): match for match in _ATTRIBUTE.finditer(attributes)}
        ours = not self.path or self.path[-1].ours
        if language := found.get("lang"):
            ours = self._is_source(language, len(tag) + 1)
        note = "data-footnote" in found
        self.path.append(_Open(tag, ours, self.block if note else None))
        if note or tag not in _INLINE:
            self._next_block()

    def _is_source(self, attribute: re.Match[str], offset: int) -> bool:
        """Whether a `lang` attribute of the last token names the source; then it names the target instead."""
        value = next((group for group in attribute.groups()[1:] if group is not None), "")
        if value.lower() != self.source:
            return False
        start, end = attribute.span()
        token = self.tokens[-1]
        self.tokens[-1] = f'{token[: offset + start]}lang="{TAGS[self.target]}"{token[offset + end :]}'
        return True

    def _close(self, tag: str) -> None:
        outer = self.path.pop().outer if self.path and self.path[-1].tag == tag else None
        if outer is not None:
            self.block = outer
        elif tag not in _INLINE:
            self._next_block()

    def _next_block(self) -> None:
        self.block = []
        self.blocks.append(self.block)


# --- What is of the other script

_NATIONAL = {"zh-hans": "gb2312", "zh-hant": "big5"}
# GB 2312 lists these two for names and old texts; anywhere else they are the other script's.
_OTHERS_ALL_THE_SAME = {"zh-hans": "後於", "zh-hant": ""}
_COMMON_ALL_THE_SAME = {"zh-hans": "", "zh-hant": "着"}


def strays(text: str, language: str) -> list[int]:
    """Where characters stand that only the other script has: 後 in 简, 说 in 繁; never 台, 里 or 乾隆's 乾.

    A character counts when OpenCC would change it in its phrase and the script's own national character
    set lacks it. Linear.
    """
    other = {"zh-hans": "zh-hant", "zh-hant": "zh-hans"}[language]
    changed = _characters(text, _converter(_CONFIGS[other, language]))
    if changed == text or len(changed) != len(text):
        return []
    return [
        n
        for n, (old, new) in enumerate(zip(text, changed, strict=True))
        if old != new and _is_stray(old, language)
    ]


@cache
def _is_stray(character: str, language: str) -> bool:
    if character in _OTHERS_ALL_THE_SAME[language]:
        return True
    if character in _COMMON_ALL_THE_SAME[language]:
        return False
    try:
        character.encode(_NATIONAL[language])
    except UnicodeEncodeError:
        return True
    return False
