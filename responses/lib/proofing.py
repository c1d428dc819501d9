"""What a proof-reader marks: flaws of typing in a title, a name or a body, found by rules alone.

Every rule reads a text once, in linear time, and leaves out what stands under another `lang`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from responses.lib.chinese import TAGS, has_han, strays

FLAWS = (
    "heading_first",
    "heading_skips",
    "straight_quotes",
    "other_quotes",
    "half_width",
    "other_script",
    "spaces",
    "pairs",
    "lookalikes",
)
_AROUND = 6  # characters shown on either side of what was found


class Flaw(NamedTuple):
    """One finding: one of FLAWS, and the place in the text, or the characters themselves."""

    kind: str
    found: str


def proof_line(text: str, language: str) -> list[Flaw]:
    """The flaws of a title, a name or a summary in one of the site's languages."""
    passages = [Passage("p", text)]
    found = [*_typing(passages, language), *(Flaw("lookalikes", word) for word in lookalikes(text))]
    return _in_order(found)


def proof_body(html: str, language: str) -> list[Flaw]:
    """The flaws of a body of the closed subset."""
    passages = passages_of(html, language)
    return _in_order([*_headings(passages), *_typing(passages, language)])


def _in_order(flaws: Iterable[Flaw]) -> list[Flaw]:
    """By rule, then as they stand in the text."""
    return sorted(flaws, key=lambda flaw: FLAWS.index(flaw.kind))


# --- A body in passages


class Passage(NamedTuple):
    """One block's text, a note's text; what is in another language stands in it as one symbol."""

    tag: str
    text: str


_FOREIGN = "\ufffc"
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+")
_LANG = re.compile(r' lang="([^"]*)"')
_TEXTS = {"p", "h2", "h3", "h4", "li", "td", "th", "caption", "figcaption"}


def passages_of(html: str, language: str) -> list[Passage]:
    """The passages of a body in canonical form; a note follows the passage that it stands in."""
    reader = _Reader(TAGS.get(language, language).lower())
    for match in _TOKEN.finditer(html):
        closing, tag, attributes = match.groups()
        if tag is None:
            reader.text(unescape(match[0]))
        elif tag in ("br", "hr"):
            reader.text("\n")
        elif closing:
            reader.close()
        else:
            reader.open(tag, attributes)
    return reader.passages


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.passages: list[Passage] = []
        # Of each open element: its tag ("note" for a note) and whether its text is in our language.
        self.path: list[tuple[str, bool]] = []
        self.block: list[str] = []
        self.note: list[str] | None = None
        self.notes: list[Passage] = []

    @property
    def ours(self) -> bool:
        return not self.path or self.path[-1][1]

    def text(self, text: str) -> None:
        (self.block if self.note is None else self.note).append(text if self.ours else _FOREIGN)

    def open(self, tag: str, attributes: str) -> None:
        language = _LANG.search(attributes)
        ours = language[1].lower().startswith(self.language) if language else self.ours
        if "data-footnote" in attributes:
            tag, self.note = "note", []
        elif tag in _TEXTS:
            self.block = []
        self.path.append((tag, ours))

    def close(self) -> None:
        tag = self.path.pop()[0] if self.path else ""
        if tag == "note":
            self.notes.append(Passage("note", "".join(self.note or [])))
            self.note = None
        elif tag in _TEXTS:
            text = "".join(self.block).strip("\n")
            self.passages += [Passage(tag, text)] if text else []
            self.passages += self.notes
            self.block, self.notes = [], []


def _headings(passages: list[Passage]) -> Iterator[Flaw]:
    """A body begins with a paragraph; its headings begin at the second level and skip none going down."""
    if passages and passages[0].tag.startswith("h"):
        yield Flaw("heading_first", _short(passages[0].text))
    level = 1
    for tag, text in passages:
        if tag in ("h2", "h3", "h4"):
            if int(tag[1]) > level + 1:
                yield Flaw("heading_skips", _short(text))
            level = int(tag[1])


# --- Typing

_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)|\u3000{2,}|^[ \u00a0]+(?=\S)", re.MULTILINE)
_STRAIGHT = re.compile(r"\"|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd"
_HALF_WIDTH = re.compile(
    rf"(?<=[{_HAN}”’」』）》])[,;:?!)](?!//)|(?<=[{_HAN}])\.(?![0-9A-Za-z.])|\((?=[{_HAN}])"
)
_OTHER_QUOTES = {"zh-hans": re.compile("[「」『』]"), "zh-hant": re.compile("[“”]")}


def _typing(passages: list[Passage], language: str) -> Iterator[Flaw]:
    for passage in passages:
        text = passage.text
        yield from (Flaw("spaces", _around(text, *match.span())) for match in _SPACES.finditer(text))
        if language in _OTHER_QUOTES and has_han(text):
            yield from _chinese(text, language)
    yield from _pairs(passages)


def _chinese(text: str, language: str) -> Iterator[Flaw]:
    rules = {
        "straight_quotes": _STRAIGHT,
        "other_quotes": _OTHER_QUOTES[language],
        "half_width": _HALF_WIDTH,
    }
    for kind, pattern in rules.items():
        yield from (Flaw(kind, _around(text, *match.span())) for match in pattern.finditer(text))
    yield from (Flaw("other_script", text[place]) for place in strays(text, language))


_CLOSERS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕"}
_CLOSERS |= {"《": "》", "〈": "〉", "「": "」", "『": "』", "“": "”"}
_QUOTES = "“「『"
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
_IN_TWOS = re.compile(f"[{re.escape(''.join([*_CLOSERS, *_OPENERS]))}]")
# "a)", "1)" and "（一）"'s half before an item of a list, and the happy or sad face.
_ITEM = re.compile(
    r"(?:^|(?<=\s))(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3}|[:;]-?)[)）]", re.MULTILINE
)
# A bracket closed by its wide or narrow sister is no missing one.
_SISTERS = str.maketrans("（）［］", "()[]")


def _pairs(passages: list[Passage]) -> Iterator[Flaw]:
    """Marks that come in twos, alone. A quotation of several passages may open anew in each of them."""
    bodies = [passage.text for passage in passages if passage.tag != "note"]
    notes = [passage.text for passage in passages if passage.tag == "note"]
    followed = [*zip(bodies, [*bodies[1:], ""], strict=False), *((note, "") for note in notes)]
    for text, following in followed:
        goes_on = following.startswith(tuple(_QUOTES))
        yield from (
            Flaw("pairs", _around(text, place, place + 1))
            for place in _alone(text.translate(_SISTERS), {match.end() - 1 for match in _ITEM.finditer(text)})
            if not (goes_on and text[place] in _QUOTES)
        )


def _alone(text: str, items: set[int]) -> list[int]:
    """Where marks stand without their other half; what closes the number of an item needs none."""
    waiting: dict[str, list[int]] = {}
    alone: list[int] = []
    for found in _IN_TWOS.finditer(text):
        place, mark = found.start(), found[0]
        if mark in _CLOSERS:
            waiting.setdefault(mark, []).append(place)
        elif before := waiting.get(_OPENERS[mark]):
            before.pop()
        elif place not in items:
            alone.append(place)
    return sorted([*alone, *(place for places in waiting.values() for place in places)])


# --- Letters that only look alike

_ALPHABETS = {
    "LATIN",
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "CHEROKEE",
    "COPTIC",
    "LISU",
    "MATHEMATICAL",
    "FULLWIDTH",
}
# Letters of other alphabets that are drawn as Latin ones are.
_DOUBLES = set("аеорсухіјѕԁԛԝһҽАВЕКМНОРСТУХІЈЅҮԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανιρυ")
_WORD = re.compile(r"[^\W\d_]+")


def lookalikes(text: str) -> list[str]:
    """Words that mix alphabets, or are spelt in another to look Latin, in a line that has Latin words."""
    words = _WORD.findall(text) if not text.isascii() else []
    alphabets = {word: _alphabets(word) for word in set(words)}
    has_latin = {"LATIN"} in alphabets.values()
    odd = {
        word
        for word, found in alphabets.items()
        if len(found) > 1 or "MATHEMATICAL" in found or (has_latin and found and set(word) <= _DOUBLES)
    }
    return [word for word in words if word in odd]


def _alphabets(word: str) -> set[str]:
    if word.isascii():
        return {"LATIN"}
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in set(word)} & _ALPHABETS


# --- Showing


def summed(flaws: Iterable[Flaw], most: int = 5) -> list[tuple[str, int, list[str]]]:
    """By rule: how many different findings there are, and the first of them."""
    found: dict[str, dict[str, None]] = {}
    for flaw in flaws:
        found.setdefault(flaw.kind, {})[flaw.found] = None
    return [(kind, len(places), list(places)[:most]) for kind, places in found.items()]


def _around(text: str, start: int, end: int) -> str:
    before, after = max(0, start - _AROUND), end + _AROUND
    return _short(text[before:after].replace("\n", " ").replace(_FOREIGN, "…"))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
