"""Where the first sentence of an English or Chinese paragraph ends."""

import re

# Their full stop does not end a sentence (lower case, without the stop).
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st jr sr gen col capt lt sgt gov sen rep pres messrs mme mlle "
    "no nos vol vols art sec ch chap p pp fig ed eds trans tr cf viz vs v al etc e.g i.e ibid op cit ca c "
    "jan feb mar apr jun jul aug sept sep oct nov dec inc co corp ltd dept univ approx est".split()
)
_CLOSERS = "”’\"')]）】〕］」』》〉"
_END = re.compile(rf"[。！？｡…]+[{re.escape(_CLOSERS)}]*|[.!?]+[{re.escape(_CLOSERS)}]*(?=\s|$)")
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
    return text if len(text) <= limit else _cut(text, limit)


def _ends(text: str, match: re.Match[str]) -> bool:
    mark = match[0][0]
    after = text[match.end() :].lstrip()
    if mark == "…":
        return False
    if mark != "." or not after:
        return True
    if after[0].islower():
        return False
    word = text[max(0, match.start() - _LONGEST_WORD) : match.start()].split()[-1:]
    bare = (word[0] if word else "").lstrip("(“‘\"'[（").casefold()
    return bare not in ABBREVIATIONS and not _INITIALS.fullmatch(bare)


def _cut(text: str, limit: int) -> str:
    kept = text[: limit - 1]
    space = max(kept.rfind(" "), kept.rfind("\xa0"))
    if text[limit - 1 : limit].isascii() and text[limit - 1].isalnum() and space > limit // 2:
        kept = kept[:space]
    return kept.rstrip(" \xa0,;:，；：、—-") + "…"
