"""Where the sentences of an English or Chinese paragraph end."""

import re
from itertools import pairwise

# Their full stop never ends a sentence (lower case, without the stop).
_TITLES = {"mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "jr", "sr", "messrs", "mme", "mlle"}
_TITLES |= {"gen", "col", "capt", "lt", "sgt", "gov", "sen", "rep", "pres"}
_TITLES |= {"cf", "viz", "vs", "v", "e.g", "i.e", "ca", "approx", "eds"}
# Theirs does not when a number follows: No. 7, vol. ii, Sept. 21.
_BEFORE_NUMBER = {"no", "nos", "vol", "vols", "art", "sec", "ch", "chap", "p", "pp", "fig", "op", "c"}
_BEFORE_NUMBER |= {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"}
_NUMBER = re.compile(r"[0-9]|[ivxlcIVXLC]+\b")
_CLOSERS = "”’\"')]）】〕］」』》〉"
_END = re.compile(rf"[。！？｡]+[{re.escape(_CLOSERS)}]*|[.!?]+[{re.escape(_CLOSERS)}]*(?=\s|$)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LONGEST_WORD = 40


def first(paragraph: str, *, limit: int) -> str:
    """Return the first sentence on one line, at most *limit* characters, "…" marking a cut."""
    # What lies far beyond the limit can't matter, and must not cost time.
    text = " ".join(paragraph[: limit * 4].split("\n")).strip()
    for match in _END.finditer(text, 0, limit + len(_CLOSERS)):
        if _ends(text, match):
            text = text[: match.end()]
            break
    return cut(text, limit)


def spans(paragraph: str) -> list[tuple[int, int]]:
    """Return from where to where each sentence of a paragraph goes, without the space between them."""
    ends = [match.end() for match in _END.finditer(paragraph) if _ends(paragraph, match)]
    found = [_without_space(paragraph, *pair) for pair in pairwise([0, *ends, len(paragraph)])]
    return [(start, end) for start, end in found if start < end]


def split(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph in order, each as it is printed."""
    return [paragraph[start:end] for start, end in spans(paragraph)]


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _ends(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() :].lstrip()
    if match[0][0] not in ".!?" or not after:
        return True
    if after[0].islower():
        return False
    if match[0][0] != ".":
        return True
    word = text[max(0, match.start() - _LONGEST_WORD) : match.start()].split()[-1:]
    bare = (word[0] if word else "").lstrip("(“‘\"'[（").casefold()
    if bare in _BEFORE_NUMBER:
        return not _NUMBER.match(after)
    return bare not in _TITLES and not _INITIALS.fullmatch(bare)


def cut(text: str, limit: int) -> str:
    """Return the text, or as many of its words as fit into *limit* characters and "…"."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    space = max(kept.rfind(" "), kept.rfind("\xa0"))
    if text[limit - 1 : limit].isascii() and text[limit - 1].isalnum() and space > limit // 2:
        kept = kept[:space]
    return kept.rstrip(" \xa0,;:，；：、—-") + "…"
