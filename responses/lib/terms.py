"""What a text is found by: its words in one form each, its 汉字 one by one, and where each stands.

The same reading serves the index and what a reader types, so nothing depends on a database's own notion of
a word. A word is folded (``chinese.fold``, accents and ligatures undone) and stemmed; ``argument[s]`` is one
word, ``U.S.`` is ``us`` and an acronym besides, of ``decision-making`` both halves count and the whole. Han
characters are folded to Simplified one by one; those with nothing between them, or only space, quotation
marks or brackets, make a run. The words round an insertion in brackets are side by side too.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from responses.lib.characters import HAN
from responses.lib.chinese import fold
from responses.lib.idle import IDLE
from responses.lib.stems import LONGEST, stem

_LETTER = rf"[^\W_{HAN}]"
_INSIDE = r"[\u0300-\u036f\u00ad\u200b-\u200d\u2060]"
_APOSTROPHE = "['’ʼ＇]"
_RUN = rf"(?:{_LETTER}++|{_INSIDE}++)+"
_TOKEN = re.compile(
    rf"(?P<han>[{HAN}])"
    rf"|(?P<short>(?:{_LETTER}[.．]){{2,}}(?:{_LETTER}(?!{_LETTER}))?)"
    rf"|(?:\[{_RUN}\](?={_LETTER}))?{_LETTER}++"
    rf"(?:{_INSIDE}++{_LETTER}*+|{_APOSTROPHE}{_LETTER}++|\[{_RUN}\]{_LETTER}*+|(?<=\d)[,，](?=\d{{3}}){_LETTER}++)*"
)
# Between two characters of one run: nothing to read.
_NOTHING = re.compile(
    r"[\s\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200d\u2060“”‘’「」『』《》〈〉（）()【】\[\]\"·・]*"
)
_INSERTION = re.compile(
    r"\[[^\[\]]{1,300}\]|\([^()]{1,300}\)|（[^（）]{1,300}）|［[^［］]{1,300}］|〔[^〔〕]{1,300}〕|【[^【】]{1,300}】"
)
# So many words on either side of an insertion are indexed side by side.
ROUND = 12
_HYPHEN = re.compile("[-\u2010\u2011－]")
_MARKS = str.maketrans("", "", "[]'’ʼ＇.．,，\u00ad\u200b\u200c\u200d\u2060")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# In capitals they are names of their own, in small letters they are in every text.
_AMBIGUOUS = {"us", "it", "who"}
_BASE = "0123456789abcdefghijklmnopqrstuvwxyz"
# Marks the key of two words. There are so many such keys, however many pairs of words texts have: each pair
# of its own would make a text's keys five times longer.
PAIR, PAIRS = "p__", 36**3
_POSSESSIVE = re.compile(rf"{_APOSTROPHE}s$", re.IGNORECASE)


class Word(NamedTuple):
    """A word or one Han character, from ``start`` to ``end`` in the text.

    ``term`` is its one form, ``raw`` that before stemming; ``joins`` says whether it goes on the run of the
    character before it; ``besides`` are further terms it is found by, which stand for no place of their own.
    """

    start: int
    end: int
    term: str
    raw: str
    is_han: bool = False
    joins: bool = False
    besides: tuple[str, ...] = ()


def words(text: str) -> Iterator[Word]:
    """The words and characters of a plain text, in order. Linear."""
    before: Word | None = None
    for match in _TOKEN.finditer(text):
        found = _word(match, text, before)
        if found:
            yield found
            before = found


def _word(match: re.Match[str], text: str, before: Word | None) -> Word | None:
    start, end = match.span()
    if match["han"]:
        joins = before is not None and before.is_han and bool(_NOTHING.fullmatch(text, before.end, start))
        term = _folded(match[0])
        return Word(start, end, term, term, is_han=True, joins=joins)
    raw, term, acronym = _latin(match[0])
    if not raw:
        return None
    besides: tuple[str, ...] = (f"{acronym}_",) if acronym else ()
    if before and not before.is_han and start - before.end == 1 and _HYPHEN.match(text, before.end):
        besides += (_stemmed(before.raw + raw),)
    return Word(start, end, term, raw, besides=besides)


@lru_cache(maxsize=30_000)
def _folded(character: str) -> str:
    return fold(character) or character


@lru_cache(maxsize=100_000)
def _latin(written: str) -> tuple[str, str, str]:
    """A word as it is written: folded; its term; its acronym, if it is one that would be lost as a word."""
    bare = _POSSESSIVE.sub("", written).translate(_MARKS)
    raw = plain(bare)
    dotted = "." in written or "．" in written
    acronym = raw if raw in _AMBIGUOUS and (dotted or bare.isupper()) else ""
    return raw, _stemmed(raw), acronym


def plain(word: str) -> str:
    """A word without case, accents, ligatures or width, cut at 60 characters."""
    apart = unicodedata.normalize("NFKD", fold(word).translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))[:LONGEST]


def _stemmed(raw: str) -> str:
    return stem(raw[:LONGEST]) if raw.isascii() and raw.isalpha() else raw[:LONGEST]


def halves(word: Word) -> Iterator[list[Word]]:
    """The two words that it may be written as, with a hyphen between: email as e-mail, em-ail and so on."""
    for length in range(1, len(word.raw)):
        found = [*words(word.raw[:length]), *words(word.raw[length:])]
        if len(found) == 2:
            yield found


def past_insertions(found: Sequence[Word], text: str) -> tuple[list[Word], list[int]]:
    """The words of a text without those in brackets, and the places among them before which such stood."""
    inside = [match.span() for match in _INSERTION.finditer(text)]
    kept: list[Word] = []
    places: list[int] = []
    at, skipped = 0, False
    for word in found if inside else ():
        while at < len(inside) and inside[at][1] <= word.start:
            at += 1
        # Not the brackets inside a word: argument[s].
        if at < len(inside) and inside[at][0] <= word.start and word.end <= inside[at][1]:
            skipped = True
            continue
        if skipped and kept:
            places.append(len(kept))
            word = word._replace(joins=_joins_past(kept[-1], word, text))  # noqa: PLW2901  # as it reads on
        skipped = False
        kept.append(word)
    return kept, places


def _joins_past(before: Word, word: Word, text: str) -> bool:
    between = _INSERTION.sub("", text[before.end : word.start])
    return before.is_han and word.is_han and bool(_NOTHING.fullmatch(between))


def round_insertions(found: Sequence[Word], text: str) -> Iterator[list[Word]]:
    """For each insertion in brackets some words before and after it, as if it were not there."""
    kept, places = past_insertions(found, text)
    for place in places:
        yield kept[max(0, place - ROUND) : place + ROUND]


# --- As the index keeps it


def line(found: Iterable[Word]) -> str:
    """The terms of one paragraph in order: a space round each word, the characters of a run together."""
    parts = [word.term if word.joins else f" {word.term}" for word in found]
    return "".join(parts) + " " if parts else ""


def pattern(found: Sequence[Word]) -> str:
    """What stands in a ``line`` wherever these words stand in this order; runs may go on at both ends."""
    whole = line(found)
    start = 1 if found[0].is_han else 0
    return whole[start : len(whole) - (1 if found[-1].is_han else 0)]


def keys(found: Sequence[Word]) -> list[str]:
    """The keys that a text with these words in this order has, fewest that tell it: pairs for runs."""
    made = [key(word.term) for word in found if not word.is_han]
    for run in _runs(found):
        made += [key(first + second) for first, second in pairwise(run)] or [key(run[0])]
    return list(dict.fromkeys(made))


def all_keys(found: Sequence[Word]) -> Counter[str]:
    """Every key that a text with these words can be asked by, and how often."""
    counted = Counter(key(word.term) for word in found)
    counted.update(key(more) for word in found for more in word.besides)
    for run in _runs(found):
        counted.update(key(first + second) for first, second in pairwise(run))
    return counted


def pairs(found: Sequence[Word]) -> list[str]:
    """The keys of words that stand side by side: each pair of idle ones has its own, others share theirs."""
    both = [(a.term, b.term) for a, b in pairwise(found) if not (a.is_han or b.is_han)]
    return [_pair(*each) for each in dict.fromkeys(both)]


def tell_all(found: Sequence[Word]) -> bool:
    """Whether whatever has the keys of these words, those of pairs with them, has the words in this order."""
    if len(found) == 2 and not any(word.is_han for word in found):
        return idle_terms().issuperset(word.term for word in found)
    return len(found) <= 2 and sum(not word.joins for word in found) == 1


@lru_cache(maxsize=1)
def idle_terms() -> frozenset[str]:
    return frozenset(_stemmed(word) for word in IDLE)


@lru_cache(maxsize=100_000)
def _pair(first: str, second: str) -> str:
    if idle_terms().issuperset((first, second)):
        return f"{PAIR}{first}_{second}"
    return PAIR + _base_36(crc32(f"{first} {second}".encode()) % PAIRS)


def _runs(found: Iterable[Word]) -> list[list[str]]:
    runs: list[list[str]] = []
    for word in found:
        if word.is_han and word.joins and runs:
            runs[-1].append(word.term)
        elif word.is_han:
            runs.append([word.term])
    return runs


@lru_cache(maxsize=100_000)
def key(term: str) -> str:
    """A term in ASCII letters, digits and "_" only, which no database takes apart."""
    if term.isascii() and term.replace("_", "").isalnum():
        return term
    return "_" + "".join(map(_digits, term))


@lru_cache(maxsize=30_000)
def _digits(character: str) -> str:
    """A code point in base 36: three digits, or "_" and four."""
    digits = _base_36(ord(character))
    return digits if len(digits) == 3 else f"_{digits}"


def _base_36(number: int) -> str:
    """At least three digits."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _BASE[digit] + digits
    return digits.zfill(3)
